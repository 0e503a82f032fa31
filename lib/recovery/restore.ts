import { kebab } from '../plan/names';
import { lineOf } from '../situation/lines';
import type { Declaration } from '../situation/words';
import type { Action } from '../words/actions';
import { stepsKey, type Placement } from '../plan/plan';
import { applyOf, cellStepsAt, decidesOf, numberOf, siteOf, wave, type Draft, type ProcedureInput } from './draft';
import { claim, silent, unclaimed } from './guards';
import { arrived, markerFirst } from './moves';
import { seenToRun, servingAt } from './serving';
import { decide, manual, notify, record } from './tasks';

type Wave = ReturnType<typeof wave>;

/** What is made anew; before anything is declared, what can be. */
function namedIn({ plan }: ProcedureInput): string[] {
  const { open, restores } = plan.progress;
  if (restores && open) return Object.keys(open.components).sort();
  return plan.protections.flatMap(({ declaration, remade }) => (remade ? [declaration.id] : [])).sort();
}

/** The site that serves makes it and keeps the role, whatever is due; its entrance opens last. */
function atActive(input: ProcedureInput): ProcedureInput {
  const { active, standby, sites, progress } = input.plan;
  const site = sites[active];
  const opening = site ? { ...sites, [active]: { ...site, opensLast: true } } : sites;
  return { ...input, plan: { ...input.plan, sites: opening, progress: { ...progress, taker: active, giver: standby } } };
}

/** Data is corrupted or deleted while all else stands: made anew from chosen points, at the site that serves. */
export function restore(input: ProcedureInput): Draft {
  const { active, progress } = input.plan;
  const named = namedIn(input);
  const here = atActive(input);
  const told = notify('notify-restored', 'everybody', toldOf(input, named));
  const first = progress.restores && progress.open?.started ? [] : closed(here);
  const second = progress.restores && !progress.open?.started ? [] : [made(here, named), ...arrived(here, [told], named)];
  return {
    title: `Restore ${named.join(', ') || 'data'} of ${progress.workload} at ${active} from chosen points`,
    declaration: named.length > 0 ? [lineOf(restoreOf(input))] : [],
    needs: [active],
    decides: decidesOf(input),
    waves: [...(named.length > 0 ? [...first, begins(here, named), ...second] : []), ...byHand(input, named)],
  };
}

/** What is declared for it; the points are a person's. */
export function restoreOf(input: ProcedureInput): Declaration {
  const { open, workload } = input.plan.progress;
  const from = Object.fromEntries(namedIn(input).map((id) => [id, open?.components[id]?.point ?? 'POINT']));
  return { op: 'restore', workload, from };
}

const toldOf = ({ plan: { active, progress } }: ProcedureInput, named: readonly string[]): string =>
  `${named.join(', ')} of ${progress.workload} is restored, and served from ${active}. What was there before is kept beside it. It is unprotected until a reprotect.`;

/**
 * What goes on as it is, is made anew by no step: how a point is put back into it is for a person, who reads it before anything is declared; and
 * where nothing begins a new generation from a copy, that is all there is.
 */
function byHand({ plan: { active, progress, protections } }: ProcedureInput, named: readonly string[]): Wave[] {
  const told = protections.flatMap(({ declaration: { id }, putBack }) =>
    putBack === undefined
      ? []
      : [manual(`put-back-${kebab(id)}`, `${id}, where it is what was lost: no other step brings it back`, putBack, { bestEffort: true })],
  );
  const any = manual(
    'restore-by-hand',
    'Restore into what stands',
    `Restore what was lost of ${progress.workload} into what serves at ${active}, and see that it is what was meant.`,
  );
  const steps = named.length === 0 ? [...told, any] : progress.restores ? [] : told;
  return steps.length > 0 ? [wave('by hand', 'What is made anew from no copy', steps)] : [];
}

/** There is a copy, it is the one that is meant, and no user writes any more what would be lost. */
function closed(input: ProcedureInput): Wave[] {
  const { plan } = input;
  const { active, progress } = plan;
  const points = Object.entries(progress.restores ? (progress.open?.components ?? {}) : {}).map(
    ([id, { point }]) => `${id} from ${point ?? 'the latest copy'}`,
  );
  const question = `What was written after the point is in what is put aside, and not in what is made: ${points.join(', ') || 'the points that are named'}. Restore?`;
  const looks = plan.anew.flatMap((one) => plan.steps[stepsKey(one)]?.check ?? []);
  return [
    wave('pre-checks', 'There is a copy', looks),
    wave('decide', 'What is lost by it', [decide('restore-from', question, decidesOf(input), 'the points are the ones that are meant')]),
    wave('close', 'No user enters any more', [
      applyOf(input, active, `Close ${active}: the entrance alone; consumers work on, data takes writes`, {
        id: `apply-${input.stacks[active]?.id}-close`,
      }),
    ]),
  ];
}

/** Asked and written again where it goes on: it may have been begun elsewhere. */
const begins = (input: ProcedureInput, named: readonly string[]): Wave =>
  wave('begin', 'From here on it goes to its end', [
    ...claim(input, input.plan.active),
    record('started', 'Write down that the restore begins', { components: [...named] }),
  ]);

/** New generations beside the old ones, which are fenced and kept; the entrance stays shut. */
function made(input: ProcedureInput, named: readonly string[]): Wave {
  const { active, standby } = input.plan;
  const isNamed = ({ component, current }: Placement): boolean => current && named.includes(component);
  const losesData = `what was written after the point: it stays in what is put aside at ${active}`;
  const apply = applyOf(input, active, `Make ${named.join(', ')} anew beside what is put aside, the entrance shut`, {
    opens: numberOf(input),
    pointOfNoReturn: true,
    undo: undefined,
    losesData,
  });
  return wave('make', 'New generations beside the old ones, which are fenced and kept', [
    ...silent(input, standby),
    markerFirst(input, active),
    apply?.do === 'apply' ? { ...apply, id: `${apply.id}-shut`, shut: true } : apply,
    // What is filled by a command is not there before the apply that makes it.
    ...cellStepsAt(input, active, 'promote', isNamed).map((step) => (step.losesData === undefined ? step : { ...step, losesData })),
  ]);
}

/** A restore that was given up before it was begun: users are let in. */
export function unrestored(input: ProcedureInput): Draft {
  const { plan } = input;
  const { active, progress } = plan;
  const isWithheld = siteOf(input, active)?.withheld === true;
  const back: (Action | undefined)[] = isWithheld
    ? []
    : [...servingAt(input, active, `Recovery stack of ${active}`), ...seenToRun(input, active)];
  return {
    title: `A restore of ${progress.workload} at ${active} was given up before anything was made`,
    declaration: [lineOf({ op: 'abort', workload: progress.workload })],
    needs: isWithheld ? [] : [active],
    decides: decidesOf(input),
    waves: [
      wave('back', `${active} as before`, [...unclaimed(input, active), ...back, record('undone', 'Write down that it is given back')]),
    ],
  };
}
