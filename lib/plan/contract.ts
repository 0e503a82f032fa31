import { cellOf } from '../port/cell';
import type { MoveFacts } from '../port/facts';
import type { RecoverySteps } from '../port/phases';
import type { Signal } from '../port/signals';
import { comesFrom } from '../situation/facts';
import { ContinuityError } from '../words/errors';
import { holdsData } from '../words/kinds';
import type { Flip } from '../words/posture';
import { budgetOf } from './budget';
import { copyEverySeconds, type CellInput, type DeclaredInput, type SiteInput } from './input';
import { kebab } from './names';
import { Places } from './places';
import type { Origin, Placement } from './plan';
import type { Protection } from './protection';

/** A component, with what its cell gives where it takes over, and where it is left. */
interface Asked {
  readonly protection: Protection;
  readonly cell: CellInput;
  /** At the standby, before it takes over for the first time. */
  readonly taker: RecoverySteps;
  /** At the site that serves, once it is fenced. */
  readonly giver: RecoverySteps;
  /** What tells of it, at the standby and where it serves, each with the region that it stands in. */
  readonly signals: readonly { readonly signal: Signal; readonly region: string }[];
  /** Whether its cloud renders what tells of a signal of that kind. */
  readonly tells: (kind: Signal['kind']) => boolean;
}

/** What the facts of a cell promise, and what must be there for it. */
interface Promised {
  /** What is lacking, as the rest of a sentence about the cell. */
  readonly lacks: string;
  /** Whose facts promise it. */
  readonly asked: (asked: Asked) => boolean;
  /** Whether it is there. */
  readonly kept: (asked: Asked) => boolean;
  /** What to add to the cell. */
  readonly fix: string;
}

const flips =
  (...which: readonly Flip[]) =>
  ({ protection }: Asked): boolean =>
    which.includes(protection.flip);
const isBornInLinks = ({ born, posture }: Protection): boolean => born === 'links' && posture === 'replica';
const some = (steps: readonly unknown[] | undefined): boolean => (steps ?? []).length > 0;

/** What any cell promises of what works on the data: without the word, users would be let in ahead of the start, or nothing would start. */
const STARTS: readonly Promised[] = [
  {
    lacks: 'says that something is started, and starts nothing',
    asked: ({ cell }) => cell.facts.starts === true,
    kept: ({ taker }) => some(taker.start),
    fix: 'start: [commandStep({ … })] at a site that takes over, or no starts: true in its facts',
  },
  {
    lacks: 'starts something, and does not say so in its facts',
    asked: ({ taker }) => some(taker.start),
    kept: ({ cell }) => cell.facts.starts === true,
    fix: 'starts: true in its facts: users are let in behind it',
  },
  {
    // A move that is given up before its fence applies nothing that would.
    lacks: 'stops what works ahead of its fence, and nothing lets that work again',
    asked: ({ giver }) => some(giver.quiesce),
    kept: ({ giver }) => some(giver.start),
    fix: 'start: [commandStep({ … })] that takes back what quiesce did, wherever a side that serves is applied',
  },
];

/** THE contract of a cell whose component holds data, one line a promise. What is compute is built again: it promises no more than that. */
const CONTRACT: readonly Promised[] = [
  ...STARTS,
  {
    lacks: 'says nothing of how its role changes',
    asked: ({ protection }) => comesFrom(protection.flip),
    kept: ({ cell }) => cell.recovery !== undefined,
    fix: 'recovery: (placement, move) => ({ … })',
  },
  {
    lacks: 'does not prove that it was promoted',
    asked: flips('promote', 'switch'),
    kept: ({ taker }) => some(taker.verify),
    fix: 'verify: [checkStep({ … })] where its data came from the other site',
  },
  {
    // A restore that is awaited proves itself; one that the apply makes is looked at.
    lacks: 'does not prove that it was restored',
    asked: flips('restore'),
    kept: ({ taker }) => some(taker.verify) || some(taker.promote),
    fix: 'verify: [checkStep({ … })], or a promote that ends once the copy is restored',
  },
  {
    lacks: 'does not look for the copy that it is restored from',
    asked: flips('restore'),
    kept: ({ taker }) => some(taker.check),
    fix: 'check: [checkStep({ … })]: it runs before anything is closed',
  },
  {
    lacks: 'does not prove its fence',
    asked: ({ protection }) => !/^none\b/.test(protection.fence),
    kept: ({ giver }) => some(giver.fenced) || some(giver.fence),
    fix: "fenced: [checkStep({ … })], or fence: 'none: …' with the reason",
  },
  {
    lacks: 'is born where the sites meet, and nothing makes it there',
    asked: ({ protection }) => isBornInLinks(protection),
    kept: ({ cell }) => cell.renderMember !== undefined,
    fix: "renderMember: (context, member) => …, or no born: 'links' in its facts",
  },
  {
    lacks: 'has replicas that nothing joins',
    asked: ({ protection }) => protection.posture === 'replica',
    // Who follows by an argument of its own says how that is seen; what a step carries, whenever its site is brought up to date, needs no more.
    kept: ({ cell, taker }) =>
      cell.renderLinks !== undefined ||
      some(taker.follows) ||
      (taker.seed ?? []).some(({ again, step }) => again === true && step.do === 'command'),
    fix: 'renderLinks: (context, link) => …, follows: [checkStep({ … })] where the replica joins itself, or a seed that is done again where a step carries it',
  },
  {
    lacks: 'has a signal that its cloud tells nobody of',
    asked: ({ signals }) => signals.some(({ signal }) => signal.kind !== 'polled'),
    kept: ({ signals, tells }) => signals.every(({ signal }) => signal.kind === 'polled' || tells(signal.kind)),
    fix: "alarms: { metric: (context, signal) => … }, in the cloud, or a signal that is 'polled'",
  },
  {
    // An alarm there would need that region: it is told where the replica stands, or not at all.
    lacks: 'has a signal of a metric that another region publishes',
    asked: ({ signals }) => signals.some(({ signal }) => signal.kind === 'metric' && signal.region !== undefined),
    kept: ({ signals }) => signals.every(({ signal, region }) => signal.kind !== 'metric' || (signal.region ?? region) === region),
    fix: "a signal that is 'polled'",
  },
];

/** Throws `DR-CELL-04` where a cell of the plan lacks what its facts promise. */
export function refuseBrokenPromises(input: DeclaredInput, protections: readonly Protection[]): void {
  const move: MoveFacts = { budget: budgetOf(input.objectives, protections, undefined), claim: input.workload };
  const places = new Places(input);
  for (const protection of protections) {
    const cell = cellOf(input.sites[0].cloud, protection.declaration);
    if (cell) refuseBroken(askedOf(input, places, protection, cell, move));
  }
}

function refuseBroken(asked: Asked): void {
  const lines = holdsData(asked.protection.declaration) ? CONTRACT : STARTS;
  const broken = lines.find((line) => line.asked(asked) && !line.kept(asked));
  if (!broken) return;
  const { declaration, posture, flip, fence } = asked.protection;
  throw new ContinuityError({
    id: 'DR-CELL-04',
    what: `The cell of ${declaration.id} (${asked.cell.service ?? declaration.kind}) ${broken.lacks}`,
    value: `posture ${posture}, flip ${flip}, fence: ${fence}`,
    allowed: 'a cell that gives what its facts promise',
    fix: broken.fix,
  });
}

function askedOf(input: DeclaredInput, places: Places, protection: Protection, cell: CellInput, move: MoveFacts): Asked {
  const [serving, standby] = input.sites;
  const base = baseOf(places, protection);
  const taker: Placement = {
    ...base(standby, serving),
    form: 'standby',
    born: isBornInLinks(protection) ? 'links' : 'site',
    posture: protection.posture,
    ...comingFrom(places, protection, serving, cell.facts.joins === true),
  };
  const giver: Placement = {
    ...base(serving, standby),
    form: 'fenced',
    born: 'site',
    posture: 'active',
    origin: { how: 'created' },
    attached: false,
  };
  const copies = { every: copyEverySeconds(input, protection.tier), toPeer: true };
  const rpo = input.objectives.rpo.toSeconds();
  return {
    protection,
    cell,
    taker: cell.recovery?.(taker, move) ?? {},
    giver: cell.recovery?.(giver, move) ?? {},
    signals: [
      ...(cell.signals?.(taker, rpo, copies) ?? []).map((signal) => ({ signal, region: standby.region.code })),
      ...(cell.servingSignals?.({ ...giver, form: 'serving' }, copies, rpo) ?? []).map((signal) => ({
        signal,
        region: serving.region.code,
      })),
    ],
    tells: (kind) => standby.cloud.alarms?.[kind] !== undefined,
  };
}

const baseOf =
  (places: Places, { declaration, spread, posture }: Protection) =>
  (site: SiteInput, peer: SiteInput) => ({
    component: declaration.id,
    kind: declaration.kind,
    declaration,
    here: places.component(declaration, site),
    peer: places.component(declaration, peer),
    generation: 0,
    current: true,
    retired: false,
    spread,
    again: false,
    joined: posture,
    id: kebab(declaration.id),
  });

/** As a standby begins: what is promoted or switched follows the other side, what is restored is not made yet. */
function comingFrom(
  places: Places,
  { declaration, flip }: Protection,
  source: SiteInput,
  joins: boolean,
): Pick<Placement, 'origin' | 'attached'> {
  const of = places.component(declaration, source);
  const origin: Origin =
    flip === 'restore'
      ? { how: 'restored', of, done: false }
      : comesFrom(flip)
        ? { how: joins ? 'joined' : 'replica', of }
        : { how: 'created' };
  return { origin, attached: origin.how === 'replica' || origin.how === 'joined' };
}
