import { TerraformStack } from 'cdktf';
import { RootConstruct } from 'constructs';
import { addressOf } from '../own/resources';
import type { CloudPlace } from '../port/cloud-place';
import type { CopyPlace } from '../port/copy-place';
import type { Site } from '../port/site';
import type { StateLocation } from '../port/state-location';
import type { Topology } from '../port/topology';
import type { StackReport } from '../reports/report-input';
import type { StateStack } from '../reports/state-stack';
import { renderKnown } from './library-types';

/** Under this key what states are kept in keeps its own: outside of `continuity/`, so that who applies stacks may be denied it. */
export const STATE_KEY = 'continuity-bootstrap.tfstate';

/** What keeps states somewhere. */
export interface StateUse {
  /** Where. */
  readonly state: StateLocation;
  /** The site, or place of copies, that it belongs to; the first site, for a witness. */
  readonly near: CloudPlace;
  /** Whether it is that place's own. */
  readonly own: boolean;
  /** Ids of the stacks whose state is kept there. */
  readonly stacks: readonly string[];
}

/** Where a workload keeps states, or will: at each site of its topology, at the witness, and where copies are kept beside the sites. */
export function usesOf({ known, witness }: Topology, first: Site, stacks: readonly StackReport[], copiesIn?: CopyPlace): StateUse[] {
  const keptAt = (site?: string, isCopies = false): string[] =>
    stacks.filter((stack) => !stack.empty && stack.site === site && (stack.kind === 'copies') === isCopies).map(({ id }) => id);
  return [
    ...known.map((site) => ({ state: site.state, near: site, own: true, stacks: keptAt(site.key) })),
    { state: witness ?? first.state, near: first, own: witness === undefined, stacks: keptAt() },
    ...(copiesIn ? [{ state: copiesIn.state, near: copiesIn, own: true, stacks: keptAt(undefined, true) }] : []),
  ];
}

/** What each place of states is made with: once, however many workloads keep states there. */
export function stateStacks(uses: readonly StateUse[]): StateStack[] {
  const ids = [...new Set(uses.map(idOf))].sort();
  return ids.map((id) => stateStack(id, uses.filter((use) => idOf(use) === id) as [StateUse, ...StateUse[]]));
}

const idOf = ({ state: { cloud, region, name } }: StateUse): string => [cloud, region, name].join('-').replaceAll(/[^\w.-]+/g, '-');

function stateStack(id: string, uses: readonly [StateUse, ...StateUse[]]): StateStack {
  const { state, near } = uses.find(({ own }) => own) ?? uses[0];
  const keeps = [...new Set(uses.flatMap(({ stacks }) => stacks))].sort();
  const { environment } = state;
  const place = {
    ...{ id, at: state.key, name: state.name, keeps },
    ...(Object.keys(environment).length > 0 ? { environment } : {}),
  };
  const { cloud } = near;
  if (!cloud.renderState || cloud.name !== state.cloud) return { ...place, adopts: [] };
  const root = new RootConstruct();
  root.node.setContext('@cdktf/disable_stack_trace_in_metadata', true);
  const stack = new TerraformStack(root, id);
  const states = uses.map((use) => use.state);
  const adopted = renderKnown(stack, cloud, cloud.name, () => cloud.renderState?.(stack, states, near) ?? []);
  state.bind(stack, STATE_KEY);
  const adopts = adopted.map(({ resource, id }) => ({ to: addressOf(resource), id }));
  const letIn = state.letIn(near);
  return { ...place, ...(letIn ? { letIn: [...letIn] } : {}), adopts, json: plain(stack.toTerraform()) as NonNullable<StateStack['json']> };
}

/** Without what cdktf notes for itself: no command of it reads this. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, plain(inner)]),
  );
}
