import type { LbListenerDefaultAction } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import { LbListenerRule, type LbListenerRuleConfig } from '@cdktf/provider-aws/lib/lb-listener-rule/index.js';
import { AGAIN_PATH, MAINTENANCE_PATH, SERVING_PATH } from '../../../components/load-balancer';
import type { AwsContext } from '../cell';
import type { BalancerPlacement } from './names';

/**
 * What shows users the maintenance page where no rule answers: the listener is there long before its rules are, which wait for data and for what
 * works on it. By itself nothing reaches the application.
 */
export const shutByDefault = ({ declaration: { maintenancePage } }: BalancerPlacement): LbListenerDefaultAction => ({
  type: 'fixed-response',
  fixedResponse: { contentType: 'text/html', statusCode: '503', messageBody: maintenancePage },
});

/** From a listener to a target group. */
interface Leading {
  readonly listenerArn: string;
  readonly targetGroupArn: string;
}

/**
 * Two rules that never change lead to the application. A target group takes nobody before something leads there, and what registers itself comes
 * ahead of what lets users in: the first one does at a path of its own. The second one leads everybody, behind those that may say no, and is made
 * after them.
 */
export function renderForwards({ stack }: AwsContext, { id }: BalancerPlacement, to: Leading, ahead: LbListenerRule[]): void {
  const leads = (name: string, rule: Omit<LbListenerRuleConfig, 'listenerArn' | 'action'>): LbListenerRule =>
    new LbListenerRule(stack, `${id}-${name}`, {
      listenerArn: to.listenerArn,
      action: [{ type: 'forward', targetGroupArn: to.targetGroupArn }],
      ...rule,
    });
  const at = (path: string): LbListenerRuleConfig['condition'] => [{ pathPattern: { values: [path] } }];
  leads('attached', { priority: ahead.length + 1, condition: at(ATTACHED_PATH) });
  leads('users', { priority: ahead.length + 2, condition: at('/*'), dependsOn: ahead });
}

/** Where the target group is led to, whatever the form of its site; the application knows no such path. */
const ATTACHED_PATH = '/.continuity/attached';

/**
 * Three rules that exist for ever, and change in place: the first and the third one answer the switch of traffic, the second one shows
 * the maintenance page for every path until the site serves. It stands before the third one, so a site that does not serve denies that
 * it serves again whatever the third one says: closing needs no order among the rules.
 */
export function renderRules(
  { stack, onceOpen }: AwsContext,
  { id, form, again, declaration: { maintenancePage } }: BalancerPlacement,
  listenerArn: string,
  first = 1,
): LbListenerRule[] {
  const serving = form === 'serving';
  const rule = (name: string, priority: number, path: string, code: string, type: string, body: string): LbListenerRule =>
    new LbListenerRule(stack, `${id}-${name}`, {
      listenerArn,
      priority,
      condition: [{ pathPattern: { values: [path] } }],
      action: [{ type: 'fixed-response', fixedResponse: { contentType: type, statusCode: code, messageBody: body } }],
    });
  const says = (name: string, priority: number, path: string, yes: boolean, words: readonly [string, string]): LbListenerRule =>
    rule(name, priority, path, yes ? onceOpen('200', '503') : '503', 'text/plain', yes ? onceOpen(...words) : words[1]);
  return [
    says('serving', first, SERVING_PATH, serving, ['serving', form === 'closed' ? 'closed' : 'not serving']),
    rule('maintenance', first + 1, serving ? onceOpen(MAINTENANCE_PATH, '/*') : '/*', '503', 'text/html', maintenancePage),
    says('again', first + 2, AGAIN_PATH, serving && again, ['serving again', 'not again']),
  ];
}
