import { PHASES } from '../../lib/situation/phases';
import { History } from '../../lib/cli/runner/history';
import { View } from '../../lib/situation/view';
import type { Due } from './output';
import { withRules, type Rules } from './rules';
import { appNamed } from './apps';
import type { Step } from './steps';

/** An old fault, put back. */
export interface Mutant {
  readonly name: string;
  /** Where it shows soonest. */
  readonly apps: readonly string[];
  /** Where it is found soonest; other seeds find it later. */
  readonly seed: number;
  /** How its stories begin, where it shows only deep. */
  readonly begins?: readonly Step[];
  /** What is seen of it. */
  readonly shows: RegExp;
  /** Does work while the fault is there. */
  within<T>(work: () => T): T;
}

const ruled =
  (some: Partial<Rules>) =>
  <T>(work: () => T): T =>
    withRules(some, work);

type Getter = keyof View & string;

/** Puts another method, or another getter, in the place of one of the view's. */
const viewed =
  (name: Getter, make: (was: PropertyDescriptor) => PropertyDescriptor) =>
  <T>(work: () => T): T => {
    const was = Object.getOwnPropertyDescriptor(View.prototype, name) as PropertyDescriptor;
    Object.defineProperty(View.prototype, name, { ...was, ...make(was) });
    try {
      return work();
    } finally {
      Object.defineProperty(View.prototype, name, was);
    }
  };

const withoutGuard = (word: string): Partial<Rules> => ({ guards: (all) => all.filter((one) => !one.error_message.startsWith(word)) });

const counted = function (this: View, component: string, site: string): number {
  const flip = this.sides.components.find(({ id }) => id === component)?.flip;
  if (flip !== 'promote' && flip !== 'restore') return 0;
  return this.moves.filter((move, i) => move.from === site && i < this.moves.length - (this.open ? 1 : 0)).length;
};

const neverOpened = function (this: View, site: string): boolean {
  const last = this.own.moves.findLast(({ to }) => to === site);
  return last !== undefined && !last.started && !last.owed && this.role(site) !== 'serving';
};

/** Advice that one phase gives, left out. */
const mute =
  (phase: string) =>
  <T>(work: () => T): T => {
    const row = PHASES.find((one) => one.phase === phase) as { then: (typeof PHASES)[number]['then'] };
    const { then } = row;
    row.then = () => [];
    try {
      return work();
    } finally {
      row.then = then;
    }
  };

const HOT = ['aws hot'];
const FAKE = ['fake hot'];
const ADOPTED = ['aws adopted'];
const WARM = ['aws warm'];

/** The steps with that beginning, in the place behind the apply that follows them. */
function afterTheApply(actions: Due['actions'], beginning: string): Due['actions'] {
  const moved = actions.filter(({ id }) => id.startsWith(beginning));
  const last = actions.findIndex((one) => moved.includes(one));
  const at = actions.findIndex((one, i) => i > last && one.do === 'apply');
  if (last < 0 || at < 0) return actions;
  return [...actions.slice(0, at + 1).filter((one) => !moved.includes(one)), ...moved, ...actions.slice(at + 1)];
}

/** The steps with that beginning, in the place ahead of the first one with the other. */
function aheadOf(actions: Due['actions'], beginning: string, other: string): Due['actions'] {
  const moved = actions.filter(({ id }) => id.startsWith(beginning));
  const at = actions.findIndex(({ id }) => id.startsWith(other));
  if (at < 0) return actions;
  return [
    ...actions.slice(0, at).filter((one) => !moved.includes(one)),
    ...moved,
    ...actions.slice(at).filter((one) => !moved.includes(one)),
  ];
}

/** A step, its entrance not left shut. */
function unshut(action: Due['actions'][number]): Due['actions'][number] {
  if (action.do !== 'apply') return action;
  const step = { ...action };
  delete step.shut;
  return step;
}

const isMove = ({ transition }: Due): boolean => transition === 'failover' || transition === 'switch';

/** The steps without those that fence the side that is left, and ask it. */
const withoutFence = (actions: Due['actions']): Due['actions'] =>
  actions.filter(({ id, title }) => !/^(fenced|record-fenced|silent)-/.test(id) && !title.startsWith('Fence '));

const said = { by: 'Ada', at: '2026-01-01T00:30:00.000Z' };
const [PARIS, FRANKFURT, DUBLIN] = ['aws:eu-west-3', 'aws:eu-central-1', 'aws:eu-west-1'];
const declares = (what: Extract<Step, { do: 'declare' }>['what']): Step => ({ do: 'declare', branch: 0, what, said });
const runs = (branch: 0 | 1, until?: number): Step => ({
  do: 'run',
  branch,
  workload: 'billing',
  said,
  ...(until === undefined ? {} : { until }),
});
const LOST: readonly Step[] = [
  { do: 'falls', site: PARIS },
  declares({ op: 'lost', site: PARIS }),
  declares({ op: 'failover', workload: 'billing', to: FRANKFURT, acceptLoss: true }),
];
/** A failover dies between its claim and its apply, and the side that was lost comes back as it was. */
const DIED: readonly Step[] = [...LOST, runs(0, 6), { do: 'returns unfenced', site: PARIS }];
/** Bob crosses, of which Ada knows nothing. */
const APART: readonly Step[] = [
  declares({ op: 'switch', workload: 'billing', to: FRANKFURT }),
  { do: 'branch' },
  runs(1),
  declares({ op: 'avoid', site: FRANKFURT }),
];
/** The standby is replaced, and the active side is lost before a copy came there. */
const BARE: readonly Step[] = [
  { do: 'is destroyed', site: FRANKFURT },
  declares({ op: 'gone', site: FRANKFURT, replacedBy: 'aws:eu-west-1' }),
  { do: 'falls', site: PARIS },
  declares({ op: 'lost', site: PARIS }),
  declares({ op: 'failover', workload: 'billing', to: 'aws:eu-west-1', acceptLoss: true }),
];
const [NORTH, SOUTH] = ['fake:north', 'fake:south'];
/** The role of a pair was taken by force, as far as its entrance, which is shut still. */
const SHUT: readonly Step[] = [
  { do: 'falls', site: NORTH },
  declares({ op: 'lost', site: NORTH }),
  declares({ op: 'failover', workload: 'billing', to: SOUTH, acceptLoss: true }),
  runs(0, 13),
];
/** The same, with users let in, and the old side back. */
const UNTOLD: readonly Step[] = [...SHUT, runs(0), { do: 'returns', site: NORTH }, declares({ op: 'normal', site: NORTH }), runs(0)];
/** A pair is switched as far as its start, and its new side is not trusted then. */
const DOUBTED: readonly Step[] = [
  declares({ op: 'switch', workload: 'billing', to: SOUTH }),
  runs(0, 31),
  declares({ op: 'avoid', site: SOUTH }),
];

/** What needs the number whatever stands, left out. */
const untold: Rules['guards'] = (all) => all.filter(({ condition }) => !condition.startsWith('${var.'));

/** A run is left between the marker and the commands that promote. */
const LEFT: readonly Step[] = [
  declares({ op: 'lost', site: 'azure:francecentral' }),
  declares({ op: 'failover', workload: 'billing', to: 'azure:germanywestcentral', acceptLoss: true }),
  runs(0, 4),
];

/** A switch is given up behind the fence, which ended what was sent. */
const SEVERED: readonly Step[] = [
  declares({ op: 'fence', workload: 'billing', at: 'oci:eu-frankfurt-1' }),
  runs(0),
  declares({ op: 'abort', workload: 'billing' }),
  runs(0),
];

/** A successor that was never applied is given the role. */
const SUCCEEDED: readonly Step[] = [
  declares({ op: 'gone', site: PARIS, replacedBy: DUBLIN }),
  declares({ op: 'lost', site: FRANKFURT }),
  declares({ op: 'failover', workload: 'crm', to: DUBLIN, acceptLoss: true }),
];

/** The role is at the other site, and traffic was not based anew. */
const SWITCHED: readonly Step[] = [declares({ op: 'switch', workload: 'billing', to: FRANKFURT }), runs(0)];

/** It is closed, and the switch is declared. */
const CLOSED: readonly Step[] = [
  declares({ op: 'close', workload: 'billing', at: PARIS }),
  runs(0),
  declares({ op: 'switch', workload: 'billing', to: FRANKFURT }),
];

/** It was fenced, is trusted again, and is closed before it serves. */
const TRUSTED: readonly Step[] = [
  declares({ op: 'avoid', site: PARIS }),
  runs(0),
  declares({ op: 'normal', site: PARIS }),
  declares({ op: 'close', workload: 'billing', at: PARIS }),
];

/** What holds data is made anew where it serves. */
export const RESTORED: readonly Step[] = [declares({ op: 'restore', workload: 'billing', from: { Invoices: 'latest', Ledger: 'latest' } })];

/** The old faults that the walk finds. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'users are let in before a bucket that is made anew is filled',
    seed: 11,
    apps: ['aws warm'],
    begins: RESTORED,
    shows: /let in before Invoices is restored/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('restore-invoices')) }) }),
  },
  {
    name: 'a restore counts as a move to its site',
    seed: 11,
    apps: ['aws warm'],
    begins: RESTORED,
    shows: /refused by a marker/,
    within: viewed('isUnopened', () => ({ value: neverOpened })),
  },
  {
    name: 'a generation is counted, not recorded (V22, M4)',
    seed: 40,
    apps: HOT,
    shows: /refused by a marker|data destroyed|replica again|dead end/,
    within: viewed('currentOf', () => ({ value: counted })),
  },
  {
    name: 'an apply that opens is not refused (V1)',
    seed: 8,
    apps: HOT,
    shows: /a pipeline alone opens/,
    within: ruled(withoutGuard('OPENS')),
  },
  {
    name: 'where nothing stands yet, an apply opens without the number in a move, too',
    seed: 2,
    begins: SUCCEEDED,
    apps: ['aws crossed'],
    shows: /a pipeline alone opens|nothing that is due closes/,
    within: ruled({ guards: untold }),
  },
  {
    name: 'an apply ends what a run began and left, before its commands have run',
    seed: 2,
    begins: LEFT,
    apps: ['azure hot'],
    shows: /a pipeline alone opens|takes no write/,
    within: ruled({ guards: untold }),
  },
  {
    name: 'what a fence ended counts as standing once that is given up',
    seed: 2,
    begins: SEVERED,
    apps: ['oci hot'],
    shows: /loses more of Invoices than its RPO|without writes of Invoices/,
    within: (work) => {
      const components = appNamed('oci hot').works.flatMap(({ sides }) => sides.components) as { severs?: true }[];
      components.forEach((one) => delete one.severs);
      try {
        return work();
      } finally {
        components.forEach((one) => (one.severs = true));
      }
    },
  },
  { name: 'a stale output is not refused (M12, V18)', seed: 9, apps: HOT, shows: /replica again/, within: ruled(withoutGuard('STALE')) },
  {
    name: 'a fence counts as confirmed when it is asked for (M1)',
    seed: 22,
    apps: HOT,
    shows: /nothing that is due closes|two sites of/,
    within: viewed('fencedAt', (was) => ({
      value(this: View, site: string): string | undefined {
        const known = (was.value as (site: string) => string | undefined).call(this, site);
        return known ?? this.own.asked[site]?.at;
      },
    })),
  },
  {
    name: 'a side that comes back unfenced may stand by (V2, V11)',
    seed: 22,
    apps: HOT,
    shows: /nothing that is due closes|two sites of/,
    within: viewed('owes', () => ({ value: (): boolean => false })),
  },
  {
    name: 'nobody answers that it serves again (V13)',
    begins: SWITCHED,
    seed: 2,
    apps: HOT,
    shows: /are sent to/,
    within: viewed('again', () => ({ value: (): boolean => false })),
  },
  {
    name: 'completed is written before the promotion',
    seed: 12,
    apps: HOT,
    shows: /dead end|replica again|that nobody showed/,
    within: ruled({
      due: (due) => {
        const done = due.actions.find(({ id }) => id === 'record-completed');
        const at = due.actions.findIndex(({ id }) => id === 'record-started');
        if (!done || at < 0) return due;
        const rest = due.actions.filter((one) => one !== done);
        return { ...due, actions: [...rest.slice(0, at + 1), done, ...rest.slice(at + 1)] };
      },
    }),
  },
  {
    name: 'the other site is not asked whether it serves (V7)',
    seed: 33,
    apps: HOT,
    shows: /two sites of \w+ serve/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('silent-')) }) }),
  },
  {
    name: 'links are not left alone while a move is under way',
    seed: 33,
    apps: ['azure hot', 'oci hot'],
    shows: /made a replica again/,
    within: ruled({ leftAlone: () => false }),
  },
  {
    name: 'two branches are merged by taking the longer one (V18, V20)',
    seed: 16,
    apps: HOT,
    shows: /replica again|two sites of|that nobody showed|are sent to|cannot be written down|dead end/,
    within: ruled({ merge: (ours, theirs) => (theirs.log.length > ours.log.length ? theirs : ours) }),
  },
  {
    name: 'data is restored once the site is open',
    seed: 1,
    apps: WARM,
    shows: /before \w+ is restored/,
    within: ruled({ due: (due) => ({ ...due, actions: afterTheApply(due.actions, 'restore-') }) }),
  },
  {
    name: 'nothing is copied once more after the fence of a switch',
    seed: 1,
    apps: WARM,
    shows: /a planned move loses writes/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('copy-')) }) }),
  },
  {
    name: 'it is not looked for a copy before a move is begun',
    seed: 1,
    begins: BARE,
    apps: WARM,
    shows: /dead end: .*failover stops at restore-/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('copied-')) }) }),
  },
  {
    name: 'an output that knows of no crossing puts it back',
    seed: 1,
    begins: APART,
    apps: HOT,
    shows: /replica again/,
    within: ruled(withoutGuard('CROSSED')),
  },
  {
    name: 'what guards an apply is asked once',
    seed: 1,
    begins: DIED,
    apps: HOT,
    shows: /two sites of \w+ serve/,
    within: ruled({
      due: (due) => ({ ...due, actions: due.actions.map((one) => (one.do === 'check' ? { ...one, guards: false } : one)) }),
    }),
  },
  {
    name: 'what is closed counts as fenced, and as silent',
    seed: 2,
    begins: CLOSED,
    apps: HOT,
    shows: /two sites of \w+ serve/,
    within: ruled({ due: (due) => (due.transition === 'switch' ? { ...due, actions: withoutFence(due.actions) } : due) }),
  },
  {
    name: 'what may be fenced is closed without a move',
    seed: 3,
    begins: TRUSTED,
    apps: HOT,
    shows: /a pipeline alone opens/,
    within: ruled({ guards: (all) => all.filter(({ condition }) => !/ : id == "/.test(condition)) }),
  },
  {
    name: 'what works on the data is started before that takes writes',
    seed: 1,
    apps: FAKE,
    shows: /is started at \S+ before \S+ takes writes/,
    within: ruled({ due: (due) => ({ ...due, actions: aheadOf(due.actions, 'start-', 'promote-') }) }),
  },
  {
    name: 'the apply that promotes lets users in',
    seed: 1,
    apps: FAKE,
    shows: /let in at \S+ before what works on the data is started/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.map(unshut) }) }),
  },
  {
    name: 'what stands as open needs no number, though its entrance is shut',
    seed: 1,
    begins: SHUT,
    apps: FAKE,
    shows: /let in at \S+ before what works on the data is started/,
    within: ruled({ guards: untold }),
  },
  {
    name: 'what a fence took back is not done again',
    seed: 2,
    begins: DOUBTED,
    apps: FAKE,
    shows: /let in at \S+ before|takes no write/,
    within: (work) => {
      const rule = History.prototype as unknown as { mayBeUndone: () => boolean };
      const was = rule.mayBeUndone;
      rule.mayBeUndone = () => false;
      try {
        return work();
      } finally {
        rule.mayBeUndone = was;
      }
    },
  },
  {
    name: 'what a command closed is opened by none',
    seed: 3,
    apps: FAKE,
    shows: /takes no write|dead end/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('admit-')) }) }),
  },
  {
    name: 'what exists is closed by a command, and opened by none',
    seed: 1,
    apps: ADOPTED,
    shows: /takes no write|dead end/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('unfence-')) }) }),
  },
  {
    name: 'what exists is fenced by its apply alone',
    seed: 1,
    apps: ADOPTED,
    // What holds data is asked first whether it is fenced: the fence is asked for again and again.
    shows: /dead end: it goes round .*is avoid$/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('fence-')) }) }),
  },
  {
    name: 'the consumers of a side that was fenced are not started again',
    seed: 1,
    begins: [declares({ op: 'avoid', site: NORTH }), runs(0), declares({ op: 'normal', site: NORTH })],
    apps: FAKE,
    shows: /dead end/,
    within: ruled({
      due: (due) => (isMove(due) ? due : { ...due, actions: due.actions.filter(({ id }) => !id.startsWith('start-')) }),
    }),
  },
  {
    name: 'the old side is never told to follow',
    seed: 1,
    begins: UNTOLD,
    apps: FAKE,
    shows: /dead end: .*stops at standing-/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('rejoin-')) }) }),
  },
  {
    name: 'what is older than its path is never sent',
    seed: 2,
    begins: [{ do: 'is destroyed', site: SOUTH }, declares({ op: 'gone', site: SOUTH, replacedBy: 'fake:east' })],
    apps: FAKE,
    shows: /dead end: .*stops at standing-/,
    within: ruled({ due: (due) => ({ ...due, actions: due.actions.filter(({ id }) => !id.startsWith('fill-')) }) }),
  },
  {
    name: 'what took the role is made anew by its site',
    seed: 8,
    begins: UNTOLD,
    apps: FAKE,
    shows: /dead end: .*exists already, and Terraform does not know it|takes no write/,
    within: ruled({ born: (born) => (born === 'adopted' ? 'site' : born) }),
  },
  {
    name: 'links destroy what its site took in',
    seed: 1,
    begins: UNTOLD,
    apps: FAKE,
    shows: /refused by a marker: apply-billing-links, VANISHED/,
    within: ruled({ handedOn: () => [] }),
  },
  { name: 'nothing is advised where the active site is out (M2)', seed: 35, apps: HOT, shows: /dead end/, within: mute('interrupted') },
];
