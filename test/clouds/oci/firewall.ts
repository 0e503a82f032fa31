import { blockAt, type Body, type StackJson } from '../../support/json';

/** A rule of the policy of a firewall. */
interface Rule {
  readonly condition: string;
  readonly action_name: string;
}

/** Whether a condition of the policy holds for a request: of its language, the two words that are used. */
const holds = (condition: string, path: string, host: string): boolean =>
  condition
    .replace(/http\.request\.url\.path == '([^']*)'/g, (_, is: string) => String(path === is))
    .replace(/i_starts_with\(http\.request\.headers\.host\[0\], '([^']*)'\)/g, (_, begins: string) =>
      String(host.toLowerCase().startsWith(begins)),
    )
    .replace(/[()]/g, '')
    .split(' || ')
    .some((all) => all.split(' && ').every((one) => one === 'true'));

/** What the firewall of an entrance does with a request: by the first rule that holds, else by its default. */
export function actionAt(stack: StackJson, id: string, path: string, host: string): Body {
  const policy = blockAt(stack, `oci_waf_web_app_firewall_policy.${id}-policy`)!;
  const access = policy['request_access_control'] as Body & { readonly rules: readonly Rule[] };
  const name = access.rules.find(({ condition }) => holds(condition, path, host))?.action_name ?? access['default_action_name'];
  return (policy['actions'] as readonly Body[]).find((one) => one['name'] === name)!;
}

/** The status that it answers with; 200 of the application where it lets the request through. */
export function statusAt(stack: StackJson, id: string, path: string, host: string): number {
  const action = actionAt(stack, id, path, host);
  return action['type'] === 'ALLOW' ? 200 : Number(action['code']);
}
