import { actionSchema, isCall, linesOf, secretsOf, unfounded, type Action, type Procedure } from '../../../lib/words/actions';
import { stepLine, variablesOf } from '../../../lib/reports/step-line';
import type { WorkloadManifest } from '../../../lib/reports/manifest';
import { ANSWER_LIMIT } from '../../../lib/words/doctor';
import type { Output } from '../synth';
import { kebab } from '../../../lib/plan/names';
import { regionOf, type Violations } from './reading';

type Site = WorkloadManifest['sites'][number];
type Flip = WorkloadManifest['components'][number]['flip'];
type Doctor = WorkloadManifest['doctor'];

/** Everything that the law reads. */
interface Sheet {
  readonly procedure: Procedure;
  readonly actions: readonly Action[];
  readonly sites: readonly Site[];
  /** The site that each stack belongs to. */
  readonly home: ReadonlyMap<string, string>;
  /** Stacks whose site serves once they are applied. */
  readonly opening: ReadonlySet<string>;
  /** Data that turns where its site takes over: by site, how its steps end, and how it turns. */
  readonly turning: readonly { readonly site: string; readonly end: string; readonly flip: Flip }[];
}

type Rule = (sheet: Sheet) => readonly string[];

/**
 * Law 12: nothing crosses a point of no return before it is recorded that the promotion began; where the old side answers, its fence
 * stands ahead; in a failover nothing after the fence calls the old side; a restore begins behind an entrance that is closed, and needs its
 * own site alone; nothing is done once the entrance is open but to look and to tell; what a sheet needs is what its steps call; whatever waits has a limit. A found value that is empty stops the step that takes it,
 * by hand as by the runner; a secret stands in no manifest and in no list of processes, as far as reading can tell. What is asked ahead of
 * the day reads alone, keeps the same rules, has a limit that is soon over, and says which programs it calls.
 */
export function lawTwelve({ manifest }: Output, procedures: readonly Procedure[]): Violations {
  const [workload] = manifest.workloads;
  const stacks = manifest.stacks.filter(({ site }) => site !== undefined);
  const home = new Map(stacks.map(({ id, site }) => [id, site as string]));
  const opening = new Set(stacks.flatMap(({ id, opens }) => (opens === undefined ? [] : [id])));
  const turning = (workload?.placements ?? []).flatMap(({ site, component, generation, current }) => {
    const flip = workload?.components.find((one) => one.component === component)?.flip;
    const end = `-${kebab(component)}${generation > 0 ? `-g${generation}` : ''}`;
    return current && flip && TURNING.includes(flip) ? [{ site, end, flip }] : [];
  });
  const due = procedures.filter((one) => one.due).length;
  return [
    ...(due === 1 ? [] : [`${due} procedures are due`]),
    ...procedures.flatMap((procedure) => {
      const actions = procedure.waves.flatMap((wave) => wave.actions);
      const sheet = { procedure, actions, sites: workload?.sites ?? [], home, opening, turning };
      return RULES.flatMap((rule) => rule(sheet).map((fault) => `${procedure.transition}: ${fault}`));
    }),
    ...asked(workload?.doctor),
  ];
}

const isRecord = (what: string) => (action: Action) => action.do === 'record' && action.record === what;
const crosses = ({ pointOfNoReturn }: Action): boolean => pointOfNoReturn;
/** After these something is to be seen: what both sites take writes of, or what is read as it is, proves nothing by a move. */
const TURNING: readonly Flip[] = ['promote', 'switch', 'restore'];
const TURNS: readonly string[] = ['failover', 'switch'];
/** What crosses the line: a restore, too, though the role stays. */
const MOVES: readonly string[] = [...TURNS, 'restore'];

const unique: Rule = ({ actions }) =>
  actions.filter(({ id }, i) => actions.findIndex((other) => other.id === id) !== i).map(({ id }) => `two steps are called ${id}`);

const limited: Rule = ({ actions }) =>
  actions.filter(({ timeout, usual }) => !(timeout > 0 && timeout >= usual)).map(({ id }) => `${id} waits without a limit`);

/** A restore is two runs: the first one ends where it is written down that it begins. */
const isAhead = ({ due, transition }: Procedure, actions: readonly Action[]): boolean =>
  due && transition === 'restore' && !actions.some(isRecord('completed'));

const begun: Rule = ({ actions, procedure }) => {
  const started = actions.findIndex(isRecord('started'));
  // What follows again loses its own data alone: somebody gave that up, or a planned move left nothing in it.
  const decided = actions.findIndex(({ do: what }) => what === 'decide');
  const isGivenUp = ({ losesData }: Action, i: number): boolean => losesData === undefined || (decided >= 0 && decided < i);
  const isEarly = (action: Action, i: number): boolean =>
    procedure.transition === 'reprotect' ? !isGivenUp(action, i) : started < 0 || i < started;
  const early = actions.filter((action, i) => crosses(action) && isEarly(action, i)).map(({ id }) => id);
  // A sheet that is not due may be about a taker that is out.
  const isMove = procedure.due && MOVES.includes(procedure.transition) && !isAhead(procedure, actions);
  return [
    ...early.map((id) => `${id} crosses before it is recorded that the promotion began`),
    ...(isMove && !actions.some(crosses) ? ['nothing bears the point of no return'] : []),
  ];
};

/** Who gives the role away in a move, as its `silent` or fence steps name it: the site that is not applied across the line. */
function giverOf({ actions, sites, home }: Sheet): Site | undefined {
  const opened = actions.find((action) => action.do === 'apply' && crosses(action));
  const taker = opened?.do === 'apply' ? home.get(opened.stack) : undefined;
  return taker === undefined ? undefined : sites.find(({ key }) => key !== taker);
}

const fenced: Rule = (sheet) => {
  const { actions, procedure } = sheet;
  const giver = giverOf(sheet);
  if (!TURNS.includes(procedure.transition) || giver?.role !== 'fenced') return [];
  const fence = actions.findIndex((action) => isRecord('fenced')(action) && action.do === 'record' && action.site === giver.key);
  const first = actions.findIndex(crosses);
  return fence >= 0 && fence < first ? [] : [`${giver.key} answers, and is not fenced ahead of the promotion`];
};

/** Two branches that know nothing of each other cannot both go on: it is claimed ahead of the record, and marked ahead of the promotion. */
const claimed: Rule = ({ actions, procedure }) => {
  if (!procedure.due || !MOVES.includes(procedure.transition)) return [];
  const [started, first] = [actions.findIndex(isRecord('started')), actions.findIndex(crosses)];
  const claim = actions.findIndex(({ id }) => id.startsWith('claim-'));
  const mark = actions.findIndex((action) => action.do === 'apply' && action.targets !== undefined);
  return [
    ...(claim >= 0 && claim < started ? [] : ['it is not claimed before it is recorded that the promotion began']),
    ...(isAhead(procedure, actions) || (mark > started && mark < first)
      ? []
      : ['the marker is not written between the record and the promotion']),
  ];
};

/** What refuses an apply stands with the marker of its stack: a part of it without the marker is refused by nothing. */
const refusable: Rule = ({ actions }) =>
  actions.flatMap((action) =>
    action.do === 'apply' && action.targets?.some((target) => target.endsWith('.continuity-marker')) === false
      ? [`${action.id} applies a part of ${action.stack} without its marker`]
      : [],
  );

/** What an action calls, as it says, and what its secrets are read from. */
const regionsOf = (action: Action): readonly string[] => [
  ...('endpoint' in action ? [action.endpoint] : []),
  ...(isCall(action) ? secretsOf(action).flatMap(({ read }) => read) : []),
];

const alone: Rule = (sheet) => {
  const { actions, home, procedure } = sheet;
  const giver = giverOf(sheet);
  if (!['failover', 'restore'].includes(procedure.transition) || !giver) return [];
  const after = actions.slice(actions.findIndex(isRecord('started')) + 1);
  return after
    .filter((action) => regionsOf(action).includes(regionOf(giver.key)) || (action.do === 'apply' && home.get(action.stack) === giver.key))
    .map(({ id }) => `${id} calls ${giver.key}, which may be lost or not trusted`);
};

const crossingApply = (actions: readonly Action[]): number => actions.findLastIndex((action) => action.do === 'apply' && crosses(action));

/** The apply that lets users in: the one that crosses, or, where that leaves the entrance shut, the next one of the same stack. */
function openingApply(actions: readonly Action[]): number {
  const at = crossingApply(actions);
  const crossing = actions[at];
  if (crossing?.do !== 'apply' || !crossing.shut) return at;
  return actions.findIndex((one, i) => i > at && one.do === 'apply' && one.stack === crossing.stack && !one.shut && !one.targets);
}

/** Users are let in last: nothing that the application reads is still to come, and what works on the data is started. */
const last: Rule = ({ actions, procedure }) => {
  if (!MOVES.includes(procedure.transition) || crossingApply(actions) < 0) return [];
  const opened = openingApply(actions);
  if (opened < 0) return ['users are never let in'];
  return actions
    .slice(opened + 1)
    .flatMap(({ id, do: what }) => (what === 'command' ? [`${id} changes something once users are let in`] : []));
};

/** What works on the data is started once that is seen to be writable, and behind an entrance that is shut. */
const started: Rule = ({ actions, procedure, home, turning }) => {
  if (!MOVES.includes(procedure.transition)) return [];
  const at = crossingApply(actions);
  const crossing = actions[at];
  if (crossing?.do !== 'apply') return [];
  const data = turning.filter(({ site }) => site === home.get(crossing.stack));
  const between = actions.slice(at + 1, openingApply(actions));
  const seen = between.findLastIndex(({ do: what, id }) => what === 'check' && data.some(({ end }) => id.endsWith(end)));
  // A restore that is awaited ahead of the apply has proved itself.
  const unseen = seen < 0 && data.some(({ flip }) => flip !== 'restore');
  // In a restore, what a command fills is there only behind the apply that makes it.
  const fills = (id: string): boolean => procedure.transition === 'restore' && data.some(({ end }) => id.endsWith(end));
  return between.flatMap(({ id, do: what }, i) =>
    what === 'command' && !fills(id) && (unseen || i < seen) ? [`${id} starts before its data is seen to be writable`] : [],
  );
};

/** No user writes what a restore would lose: the entrance is closed ahead of it, and shut while it is made; what is lost is said. */
const restoring: Rule = ({ actions, procedure }) => {
  if (procedure.transition !== 'restore') return [];
  const [claim, crossing] = [actions.findIndex(({ id }) => id.startsWith('claim-')), actions[crossingApply(actions)]];
  const isClosed = actions.some((action, i) => action.do === 'apply' && !crosses(action) && i < claim);
  return [
    ...(isAhead(procedure, actions) && !isClosed ? ['the entrance is not closed before the restore begins'] : []),
    ...(crossing?.do === 'apply' && !crossing.shut ? [`${crossing.id} lets users in before its data is seen`] : []),
    ...actions
      .filter((action) => crosses(action) && action.losesData === undefined)
      .map(({ id }) => `${id} does not say what is lost by it`),
  ];
};

const lossless: Rule = ({ actions, procedure }) =>
  procedure.transition === 'switch'
    ? actions.flatMap(({ id, losesData }) => (losesData === undefined ? [] : [`${id} loses ${losesData}`]))
    : [];

const guarded: Rule = ({ actions, opening }) =>
  actions.flatMap((action, i) =>
    action.do === 'apply' &&
    opening.has(action.stack) !== (action.opens !== undefined) &&
    !crosses(action) &&
    !action.targets &&
    i !== openingApply(actions)
      ? [`${action.id} ${action.opens === undefined ? 'opens a site without its number' : 'has a number, and opens nothing'}`]
      : [],
  );

/** Also where the site still works, and the sheet is read ahead of the day: whoever trains with it learns to look. */
const proven: Rule = ({ actions, turning, sites }) =>
  actions.flatMap((action, i) => {
    if (action.do !== 'record' || action.record !== 'fenced') return [];
    const region = regionOf(action.site ?? '');
    const looks = actions.slice(0, i).filter((one) => one.do === 'check' && one.id.startsWith('fenced-') && one.endpoint === region);
    const works = sites.some(({ key, role }) => key === action.site && ['serving', 'closed'].includes(role));
    const unseen = works && looks.length === 0 && turning.some(({ site }) => site === action.site);
    return [
      ...(unseen ? [`${action.id} is written down, and nothing was looked at`] : []),
      ...looks.filter(({ id }) => action.after?.includes(id) !== true).map(({ id }) => `${action.id} does not wait for ${id}`),
    ];
  });

/** Best effort needs nothing; who answers in the name of the users is no region. */
const needed: Rule = ({ actions, home, procedure, sites }) => {
  const regions = new Map(sites.map(({ key }) => [regionOf(key), key]));
  const called = actions
    .filter(({ bestEffort }) => !bestEffort)
    .flatMap((action) => [
      ...(action.do === 'apply' ? [home.get(action.stack)] : []),
      ...regionsOf(action).map((region) => regions.get(region)),
    ])
    .filter((site) => site !== undefined);
  return [...new Set(called)]
    .filter((site) => !procedure.needs.includes(site))
    .map((site) => `it calls ${site}, and does not say that it needs it`);
};

const isEmptyFound = ({ matches }: { readonly matches: string }): boolean => new RegExp(`^(?:${matches})$`).test('');

/** What is found stands ahead of what takes it, and is something. */
const founded: Rule = ({ actions }) => [
  ...unfounded(actions),
  ...actions.flatMap((one) => (one.do === 'find' && isEmptyFound(one) ? [`${one.id} would find an empty answer`] : [])),
];

/** What a shell reads in a line: all but what stands between single quotes. */
const bareOf = (line: string): string => line.replace(/'(?:[^']|'\\'')*'/g, "''");

/** A line that is pasted is whole: it takes what it made itself, or what an earlier find of the sheet kept, where that is not empty. */
const pasted: Rule = ({ actions }) => {
  const variables = variablesOf(actions);
  const kept = new Set<string>();
  return actions.flatMap((action) => {
    if (!isCall(action)) return [];
    const line = bareOf(stepLine(action, variables));
    const own = new Set([...line.matchAll(/(\w+)=|read -r (\w+)/g)].map(([, set, read]) => set ?? read));
    const open = [...line.matchAll(/\$(?:\{(\w+)(:\?)?\}|(\w+))/g)].filter(([, guarded = '', guard, bare = '']) =>
      guard ? !kept.has(guarded) && !own.has(guarded) : !own.has(guarded || bare),
    );
    if (action.do === 'find') kept.add(variables.get(action.id)?.name ?? '');
    return [
      ...open.map(([taken]) => `${action.id} takes ${taken}, which may be nothing`),
      ...(/\{(?:find|secret):/.test(line) ? [`${action.id} is not whole`] : []),
    ];
  });
};

const PRINTS = /^\s*(?:echo|printf)\b/;
const GIVES = /^--?(?:[\w-]*-)?(?:password|passwd|passphrase|pass|token|secret|secret-(?:key|string))(?:=.|$)/i;

/** A secret is read by the step that needs it: it is no text of the manifest, and no argument. */
const secret: Rule = ({ actions }) =>
  actions.filter(isCall).flatMap((call) => {
    const secrets = secretsOf(call);
    const printed = secrets.filter(({ read }) => PRINTS.test(read[0] ?? '') || (read[1] === '-c' && PRINTS.test(read[2] ?? '')));
    const given = linesOf(call).flatMap((line) =>
      line.filter((word, i) => GIVES.test(word) && (word.includes('=') || i + 1 < line.length)),
    );
    const expanded = secrets.filter(
      ({ variable, as }) =>
        as === 'environment' &&
        linesOf(call)
          .flat()
          .some((word) => new RegExp(`\\$\\{?${variable}\\b`).test(word)),
    );
    const isOdd = (secrets.length > 0 || call.as !== undefined) && !actionSchema.safeParse(call).success;
    return [
      ...printed.map(({ variable }) => `${call.id}: the secret of ${variable} stands in the manifest`),
      ...given.map((word) => `${call.id} gives a secret as an argument: ${word}`),
      ...expanded.map(({ variable }) => `${call.id} makes an argument of ${variable}: give it as a file`),
      ...(isOdd ? [`${call.id} has secrets or credentials that no manifest may have`] : []),
    ];
  });

/** What is asked ahead of the day, place by place. */
function asked(doctor: Doctor): Violations {
  const named = new Set(doctor?.programs.map(({ name }) => name));
  return (doctor?.places ?? []).flatMap(({ key, questions }) => {
    const actions: readonly Action[] = questions.flatMap(({ steps }) => steps);
    const sheet = { actions } as unknown as Sheet;
    const calls = actions.filter(isCall).flatMap((call) => linesOf(call).map(([program = '']) => ({ id: call.id, program })));
    return [
      ...[unique, limited, secret].flatMap((rule) => rule(sheet)),
      ...questions.flatMap(({ steps }) => founded({ actions: steps } as unknown as Sheet)),
      ...actions.flatMap(({ id, timeout }) => (timeout > ANSWER_LIMIT ? [`${id} waits, where it is asked ahead of the day`] : [])),
      ...actions
        .filter(({ do: what, pointOfNoReturn }) => pointOfNoReturn || !['check', 'find'].includes(what))
        .map(({ id }) => `${id} does more than ask`),
      ...calls.filter(({ program }) => !named.has(program)).map(({ id, program }) => `${id} calls ${program}, which nobody looks for`),
    ].map((fault) => `doctor, ${key}: ${fault}`);
  });
}

const RULES: readonly Rule[] = [
  ...[unique, limited, begun, claimed, refusable, fenced, alone, last, lossless, guarded, proven, needed],
  ...[started, restoring],
  ...[founded, pasted, secret],
];
