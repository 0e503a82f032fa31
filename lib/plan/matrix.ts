import type { Declaration } from '../components/component';
import type { BuiltinKind } from '../words/kinds';
import { isBuiltin } from '../words/kinds';
import { Profile } from '../words/profile';

/**
 * THE table: kind × tier → postures (docs/design.md, "Tiers"). A load balancer at cold is raised to `prepared` by the planner where a DNS
 * failover points at it: the switch answers with its maintenance page.
 */
export const MATRIX: Readonly<Record<BuiltinKind, Profile>> = {
  network: Profile.CONNECTED,
  'object-storage': Profile.REPLICATED,
  'file-storage': Profile.REPLICATED,
  'relational-database': Profile.REPLICATED,
  table: Profile.REPLICATED,
  secrets: Profile.ALWAYS,
  machine: Profile.REPLICATED,
  'container-images': Profile.PREPARED,
  'container-service': Profile.SIZED,
  'machine-group': Profile.SIZED,
  'kubernetes-cluster': Profile.SIZED,
  'load-balancer': Profile.SCALED,
};

/** What each tier asks of a component: by the table, or as its own kind says. The kind is known (`refuseUnknownKind`). */
export const profileOf = ({ kind, ownKind }: Pick<Declaration, 'kind' | 'ownKind'>): Profile =>
  isBuiltin(kind) ? MATRIX[kind] : (ownKind as NonNullable<typeof ownKind>).profile;
