import type { Declaration } from '../components/component';
import type { Declarations } from '../components/declarations';
import type { CopyPlacePlan, WayBack } from '../words/copies';
import type { BasePlacement, LinkPlan, Placement, SitePlan } from '../plan/plan';
import type { DoctorItem } from '../words/doctor';
import { ContinuityError } from '../words/errors';
import type { SiteRef } from '../words/place';
import { holdsData } from '../words/kinds';
import type { BaseContext, Cells, CloudCell, LinksContext, Rendered, SiteContext } from './cloud';
import type { CellFacts, DoctorFacts, MoveFacts, TypeRow } from './facts';
import type { RecoverySteps } from './phases';
import type { Signal } from './signals';

/**
 * A cell as its file says it: a {@link CloudCell} that sees its own kind `D`, the names `N` of its own facts, its cloud's ground `G` and
 * the names `GN` of that. A misspelt name, or what another kind declares, does not compile.
 */
export interface CellOf<K extends string, G, D extends Declaration, N extends string, GN extends string> {
  readonly kind: K;
  readonly service?: string;
  readonly facts: CellFacts<D, N>;
  readonly types: Readonly<Record<string, TypeRow>>;
  readonly takes?: (declaration: D) => boolean;
  readonly recovery?: (placement: Placement<D, N, GN>, move: MoveFacts) => RecoverySteps;
  readonly renderBase?: (context: BaseContext<GN>, placement: BasePlacement<D, N, GN>) => void;
  readonly renderSite: (context: SiteContext<G, GN>, placement: Placement<D, N, GN>) => Rendered | undefined;
  readonly signals?: (placement: Placement<D, N, GN>, rpo: number, copies: SitePlan['copies']) => readonly Signal[];
  readonly servingSignals?: (placement: Placement<D, N, GN>, copies: SitePlan['copies'], rpo: number) => readonly Signal[];
  readonly doctor?: (placement: Placement<D, N, GN>, facts: DoctorFacts) => readonly DoctorItem[];
  readonly renderMember?: (context: LinksContext, member: Placement<D, N, GN>) => Rendered;
  readonly wayBack?: (placement: Placement<D, N, GN>, from: CopyPlacePlan<GN>, to: SiteRef<GN>) => WayBack;
  readonly renderLinks?: (context: LinksContext, link: LinkPlan<D, N, GN>) => readonly string[] | undefined;
}

/** Makes the cells of one cloud: the kind gives the declaration, the facts give the names. */
export type MakeCell<G, GN extends string, Known extends Readonly<Record<keyof Known, Declaration>>> = <
  K extends keyof Known & string,
  N extends string,
>(
  cell: CellOf<K, G, Known[K], N, GN>,
) => CloudCell<G>;

/**
 * How the cells of a cloud are written: `const awsCell = cellFor<AwsGround, AwsGroundName>()`. `Known` says how each kind is declared;
 * for a kind of your own, `cellFor<G, GN, { 'file-share': FileShareDeclaration }>()`. The plan hands a cell the placements of its own
 * kind, with the names that its facts ask for, and no others: that is what the one cast here stands for.
 */
export const cellFor = <G, GN extends string = string, Known extends Readonly<Record<keyof Known, Declaration>> = Declarations>(): MakeCell<
  G,
  GN,
  Known
> => {
  return (cell) => cell as unknown as CloudCell<G>;
};

/** What the look-up reads of a cell. */
type Taking = Pick<CloudCell, 'service' | 'takes'>;

/** Every cell of a cloud, by its kind. */
export const cellsOf = <C>(cells: Cells<C>): (readonly [kind: string, cell: C])[] =>
  Object.keys(cells).flatMap((kind) => listOf(cells, kind).map((cell) => [kind, cell] as const));

const listOf = <C>(cells: Cells<C>, kind: string): readonly C[] => {
  const found = Object.hasOwn(cells, kind) ? (cells as Readonly<Record<string, C | readonly C[] | undefined>>)[kind] : undefined;
  return found === undefined ? [] : Array.isArray(found) ? (found as readonly C[]) : [found as C];
};

/**
 * THE look-up: the cell of a component. Those that say what they take are asked; one that does not stands for the rest. Undefined where
 * nobody takes it: the planner refuses that (`DR-CELL-01`). Throws `DR-CELL-02` where two do.
 */
export function cellOf<C extends Taking>(
  cloud: { readonly name: string; readonly cells: Cells<C> },
  declaration: Declaration,
): C | undefined {
  const all = listOf(cloud.cells, declaration.kind);
  const asked = all.filter((cell) => cell.takes?.(declaration));
  const taking = asked.length > 0 ? asked : all.filter((cell) => !cell.takes);
  if (taking.length < 2) return taking[0];
  throw new ContinuityError({
    id: 'DR-CELL-02',
    what: `${taking.length} cells of ${cloud.name} take ${declaration.id} (${declaration.kind})`,
    value: taking.map(({ service }) => service ?? 'a cell that names no service').join(' and '),
    allowed: 'one: those that say what they take are asked, and one that does not stands for the rest',
    fix: `takes: (declaration) => …, in the cells of ${declaration.kind}`,
  });
}

/** Whether copies are made of a component: it holds data, whatever its size, and its service makes it anew from one. */
export const isCopied = (
  cloud: { readonly name: string; readonly cells: Cells<Taking & { readonly facts: Pick<CellFacts, 'flips'> }> },
  declaration: Declaration,
): boolean => holdsData(declaration) && cellOf(cloud, declaration)?.facts.flips.backup !== undefined;
