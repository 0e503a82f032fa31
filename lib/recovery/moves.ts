import type { Action } from '../words/actions';
import { suffixed } from '../words/suffixed';
import {
  applyOf,
  cellStepsAt,
  closing,
  isOut,
  lifted,
  movedIn,
  numberOf,
  siteOf,
  stepsAt,
  suffixOf,
  wave,
  type ProcedureInput,
} from './draft';
import { arrive, claim, silent } from './guards';
import { inWords } from '../objectives/duration';
import { stepsKey, type Placement } from '../plan/plan';
import { holdsData } from '../words/kinds';
import { decide, record } from './tasks';

type Wave = ReturnType<typeof wave>;

/** Whether the promotion of a component was begun at the taker, in the move that is open. */
const hasBegun = (input: ProcedureInput, component: string): boolean =>
  siteOf(input, input.plan.progress.taker)?.components[component]?.begun === true;

/** What the cells add at the taker ahead of the promotion: nothing of a component whose promotion was begun, wherever that was. */
export function ahead(input: ProcedureInput, part: 'check' | 'drained'): Action[] {
  const { taker } = input.plan.progress;
  return stepsAt(input, taker, part, ({ component, current }) => current && !hasBegun(input, component));
}

/** What the cells add at the giver while its consumers still work: nothing any more of one that is fenced, or of a move that is begun. */
export function emptied(input: ProcedureInput, giver: string): Action[] {
  const { progress } = input.plan;
  if (progress.open?.started || siteOf(input, giver)?.confirmed) return [];
  return suffixed(stepsAt(input, giver, 'emptied'), suffixOf(input, giver));
}

/** Asked once more ahead of the fence: what is in flight there then can drain no more. */
export function stillEmpty(input: ProcedureInput, giver: string): Wave {
  const { workload } = input.plan.progress;
  const first = `continuity declare close ${workload} --at ${giver} first, so that it drains (where the fence or the switch is declared already, ahead of it: continuity declare abort ${workload}, and run that)`;
  const looks = emptied(input, giver).filter((step) => step.do !== 'command');
  return wave(
    'empty',
    'Nothing is in flight any more',
    looks.map((step) => (step.do === 'check' ? { ...step, onFailure: first } : step)),
  );
}

/** What works there stops, and what it left is carried over, where that cannot be done behind the fence: not of what is fenced, or of a move that is begun. */
export function quiesced(input: ProcedureInput, giver: string): Wave {
  const { progress } = input.plan;
  const isOver = progress.open?.started || siteOf(input, giver)?.confirmed;
  const steps = isOver ? [] : suffixed(stepsAt(input, giver, 'quiesce'), suffixOf(input, giver));
  return wave('quiesce', 'What cannot be carried over behind the fence is stopped, and carried over', steps);
}

/** The standby can take over: nothing is changed. */
export const looked = (input: ProcedureInput): Wave => wave('pre-checks', 'The standby can take over', ahead(input, 'check'));

/**
 * How much the taker lacks, as far as its own site knows: asked about again where it is more than was shown. What was accepted as lost
 * with the declaration is not asked about twice.
 */
export function aged(input: ProcedureInput): Action[] {
  const { plan } = input;
  const { taker, open } = plan.progress;
  return plan.placements.flatMap((placement) => {
    const { component, here, current, id } = placement;
    const { seconds: shown = 0, verified = true } = plan.protections.find((p) => p.declaration.id === component)?.rpo ?? {};
    const loss = open?.components[component]?.loss ?? 'rpo';
    const isOpen = here.site === taker && current && !hasBegun(input, component);
    const age = isOpen && loss === 'rpo' ? plan.steps[stepsKey(placement)]?.age : undefined;
    if (!age) return [];
    const question = `${component} at ${taker} lacks more than the ${inWords(shown)}${verified ? '' : ' (UNVERIFIED)'} that was shown, or nobody can say how much. Go on?`;
    const unless = { run: [...age.run], atMost: shown };
    return [decide(`age-${id}`, question, 'whoever decided the failover', `at most ${shown} s`, { usual: 10, unless })];
  });
}

/** An apply that dies in the middle has then done nothing that an older output, or one of another branch, is not refused over. */
export function markerFirst(input: ProcedureInput, taker: string): Action | undefined {
  const marker = input.stacks[taker]?.marker;
  if (marker === undefined) return undefined;
  const first = applyOf(input, taker, `Mark that the crossing to ${taker} begins, and nothing else`, {
    opens: numberOf(input),
    targets: [marker],
    usual: 20,
  });
  return first && { ...first, id: `${first.id}-marker` };
}

/** A side that answers again before the crossing ended may have served since the promotion began: what it took then is nowhere else. */
function returned(input: ProcedureInput): Action[] {
  const { open } = input.plan.progress;
  if (open?.kind !== 'forced' || !open.started || isOut(input, open.from)) return [];
  const question = `${open.from} answers again, and may have served since the promotion at ${open.to} began: what it took since stays there, and is not at ${open.to}. Go on?`;
  return [decide('returned', question, 'whoever decided the failover', 'the loss is known, and accepted')];
}

/** Whether the move lists every component that it is to be written down for. */
function isComplete(input: ProcedureInput): boolean {
  const { open } = input.plan.progress;
  return !open || movedIn(input).every((component) => open.components[component] !== undefined);
}

/** Once the giver is fenced and drained, nothing is lost by what promotes, nor by what follows again. */
export function withoutLoss({ losesData: _, ...step }: Action): Action {
  return step;
}

/** Whether users are let in by an apply of its own, once what works on the data is started. */
const opensLast = ({ plan }: ProcedureInput): boolean => plan.sites[plan.progress.taker]?.opensLast === true;

/** Across the line: nobody else serves, it is written down at the taker and here, and then one apply, in one region. */
export function crossing(input: ProcedureInput, { losesData, ...more }: Parameters<typeof applyOf>[3] = {}): Wave {
  const { taker, giver } = input.plan.progress;
  const opening = {
    opens: numberOf(input),
    pointOfNoReturn: true,
    undo: undefined,
    ...(losesData === undefined ? {} : { losesData }),
    ...more,
  };
  const apart = opensLast(input);
  const last = applyOf(input, taker, apart ? `Promote ${taker}, its entrance shut` : `Promote and open ${taker}`, opening);
  const started = record('started', 'Write down that the promotion begins', { components: movedIn(input) });
  return wave('promote', `${apart ? 'Data; the entrance stays shut' : 'Data first, then the entrance'}: one apply, in one region`, [
    ...silent(input, giver),
    // What the list lacks stops the run there: nothing is claimed for a move that is to be declared again.
    ...(isComplete(input) ? [...claim(input, taker), started] : [started, ...claim(input, taker)]),
    ...returned(input),
    markerFirst(input, taker),
    ...lifted(input, taker),
    ...stepsAt(input, taker, 'promote').map((step) => (losesData === undefined ? withoutLoss(step) : step)),
    apart && last?.do === 'apply' ? { ...last, id: `${last.id}-shut`, shut: true } : last,
  ]);
}

/** Data is writable, then what works on it is started in the order of the waves, each seen to work; then users are let in. */
function startedAt(input: ProcedureInput): Wave[] {
  const { taker, giver } = input.plan.progress;
  const isData = ({ declaration }: Placement): boolean => holdsData(declaration);
  const of = (part: 'start' | 'verify', which: (one: Placement) => boolean): Action[] =>
    cellStepsAt(input, taker, part, (one) => one.current && which(one));
  const started = input.plan.protections.flatMap(({ declaration: { id } }) => [
    ...of('start', ({ component }) => component === id),
    ...of('verify', (one) => one.component === id && !isData(one)),
  ]);
  const opening = applyOf(input, taker, `Let users in at ${taker}`, { opens: numberOf(input), usual: 60 });
  return [
    wave('data', 'Data is writable', of('verify', isData)),
    wave('start', 'What works on the data, consumers and schedules last', [...started, ...(input.own?.[taker]?.verify ?? [])]),
    wave('open', 'One apply, of the entrance alone', [...suffixed(silent(input, giver), '-again'), opening]),
  ];
}

/** Data is writable, users arrive, and that is written down. */
export function arrived(input: ProcedureInput, told: readonly Action[] = [], components: readonly string[] = movedIn(input)): Wave[] {
  const { taker } = input.plan.progress;
  const verified = stepsAt(input, taker, 'verify');
  const users = [...arrive(input), ...(input.own?.[taker]?.arrived ?? [])];
  return [
    ...(opensLast(input)
      ? [...startedAt(input), wave('verify', 'Users arrive', users)]
      : [wave('verify', 'Data is writable, users arrive', [...verified, ...users])]),
    wave('evidence', 'Write down that it is done', [
      ...told,
      record('completed', 'Write down that the promotion is verified', { components: [...components] }),
    ]),
  ];
}

/** No write any more. */
export const closed = (input: ProcedureInput, site: string): Wave => wave('fence', 'No write any more', closing(input, site));
