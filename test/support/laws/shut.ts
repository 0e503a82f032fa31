import { OPEN_VARIABLE, type Procedure } from '../../../lib/words/actions';
import { blocksOf, canonical, textsIn, type Body } from '../json';
import type { Output } from '../synth';
import type { Violations } from './reading';

/** Types that let users in, and whether they do; undefined where that is not for them to say. */
const ENTRANCES: Readonly<Record<string, (body: Body) => boolean | undefined>> = {
  // A rule lets users in where it says so, or where its page is shown at one path alone; what leads to the application stands behind that.
  aws_lb_listener_rule: ({ action, condition }) => {
    const says = JSON.stringify(action);
    if (says.includes('"forward"')) return undefined;
    if (says.includes('text/html')) return !JSON.stringify(condition).includes('"/*"');
    return says.includes('"not again"') ? undefined : /"serving( again)?"/.test(says);
  },
  // A gateway lets users in where its table leads all other paths to the application; its answers to the switch say so by their status.
  azurerm_application_gateway: ({ url_path_map, redirect_configuration }) =>
    JSON.stringify(url_path_map).includes('"default_backend_address_pool_name":"targets"') ||
    JSON.stringify(redirect_configuration).includes('"Found"'),
  // A firewall lets users in where what no rule answers is let through; its answers to the switch say so by their status.
  oci_waf_web_app_firewall_policy: ({ actions, request_access_control }) =>
    JSON.stringify(request_access_control).includes('"default_action_name":"continuity-allow"') ||
    (actions as readonly Body[]).some(({ code }) => Number(code) === 200),
  fake_entrance: ({ serving, again }) => serving === 'serving' || again === 'serving again',
};

const READS = new RegExp(`\\$\\{var\\.${OPEN_VARIABLE} \\? ("(?:[^"\\\\]|\\\\.)*") : ("(?:[^"\\\\]|\\\\.)*")\\}`, 'g');

/** The arguments of a block once the variable is decided. */
export const decided = (body: Body, open: boolean): Body =>
  JSON.parse(
    JSON.stringify(body, (_, value: unknown) =>
      typeof value === 'string' ? value.replace(READS, (_all, yes: string, no: string) => JSON.parse(open ? yes : no) as string) : value,
    ),
  ) as Body;

/** Law 12: an apply that leaves its entrance shut differs from the one that opens it in the entrance alone. */
export function lawShut({ stacks }: Output, procedures: readonly Procedure[]): Violations {
  const applies = procedures.flatMap(({ waves }) => waves.flatMap(({ actions }) => actions));
  const shut = [...new Set(applies.flatMap((one) => (one.do === 'apply' && one.shut ? [one.stack] : [])))];
  return shut.flatMap((id) => {
    const json = stacks[id];
    if (!json || !opens(procedures, id)) return [];
    const isDeclared = (json.variable?.[OPEN_VARIABLE] as { default?: unknown } | undefined)?.default === true;
    return [
      ...(isDeclared ? [] : [`${id}: ${OPEN_VARIABLE} is set by an apply, and not declared with the default true`]),
      ...blocksOf(json).flatMap(({ address, type, body }) => {
        const lets = ENTRANCES[type];
        const reads = textsIn(body).some(({ text }) => text.includes(`var.${OPEN_VARIABLE}`));
        if (!lets) return reads ? [`${id}: ${address} differs in the shut apply, and is no entrance`] : [];
        return [
          ...(lets(decided(body, false)) ? [`${id}: ${address} lets users in by the shut apply`] : []),
          ...(lets(decided(body, true)) === false ? [`${id}: ${address} never lets users in`] : []),
        ];
      }),
      ...(canonical(json.data ?? {}).includes(`var.${OPEN_VARIABLE}`) ? [`${id}: a look-up differs in the shut apply`] : []),
    ];
  });
}

/** Whether what is due opens the stack: the other sheets are of another situation. */
const opens = (procedures: readonly Procedure[], stack: string): boolean =>
  procedures.some(
    ({ due, waves }) => due && waves.some(({ actions }) => actions.some((one) => one.do === 'apply' && one.stack === stack && one.shut)),
  );
