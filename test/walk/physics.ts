import type { RelationalDatabaseDeclaration } from '../../lib/components/relational-database';
import type { Kind } from '../../lib/words/kinds';
import type { Work } from './apps';

/**
 * How a service behaves, apart from what the product thinks of it.
 * `database`: follows by an argument of its own, is promoted by the apply that takes it away, is restored where it is created.
 * `bucket`: both sides take writes, copied both ways; copies are restored into a bucket that stands.
 * `policy`: follows by a policy of the links stack, and is read-only until that policy is removed at the destination.
 * `gated`: the same, but it is fenced by a command, which ends what it sends.
 * `pair`: two members that switch roles by a command: planned, the service turns the old side; forced, that stays a primary which was
 * never told, until it joins again (on Azure by itself, once it answers). Each site makes its own.
 * `born`: the same, but the second member is made by what joins the sites, and its site takes it in once it took the role.
 * `ruled`: the same, but the apply of its site closes its doors, a forced fence stops it beside that, and both have to run where the role is switched; what
 * a failover left follows by a command alone.
 * `none`: nothing that is followed here.
 */
export type Behaviour = 'database' | 'bucket' | 'policy' | 'gated' | 'pair' | 'born' | 'ruled' | 'none';

/** Whether a new one is made of what it follows, and takes no writes while it follows. */
export const isFollower = (behaviour: Behaviour): boolean => ['database', 'pair', 'born', 'ruled'].includes(behaviour);

/** Whether an apply closes it, rather than a command. */
export const isClosedByApply = (behaviour: Behaviour): boolean => !['born', 'gated'].includes(behaviour);

/** Databases that are no instances which a replica is promoted of. */
const DATABASES: Readonly<Record<string, Behaviour>> = { azure: 'pair', oci: 'born' };

/** A database of a chosen release: one on a machine of its own. */
const isOfRelease = ({ declaration }: Work['own']['protections'][number]): boolean => {
  const { engine } = declaration as unknown as Partial<RelationalDatabaseDeclaration>;
  return engine?.name === 'oracle' && engine.version !== 'current';
};

/** How a component of a workload behaves. */
export function behaviourOf({ cloud, own }: Work, kind: Kind): Behaviour {
  // What has copies alone behind it is made of them, by a command.
  if (kind === 'relational-database' && own.protections.some((p) => p.declaration.kind === kind && p.flip === 'restore')) return 'database';
  if (kind === 'relational-database' && cloud.name === 'oci' && own.protections.some(isOfRelease)) return 'ruled';
  if (kind === 'relational-database') return DATABASES[cloud.name] ?? 'database';
  if (kind === 'acme-ledger') return 'pair';
  if (kind === 'acme-ring') return 'born';
  if (kind !== 'object-storage') return 'none';
  return cloud.name === 'aws' ? 'bucket' : cloud.name === 'oci' ? 'gated' : 'policy';
}

/** Whether a new policy or rule copies what was in its source before it (OCI and AWS do not: a step seeds it). */
export const copiesOlder = ({ cloud }: Work): boolean => !['oci', 'aws'].includes(cloud.name);

/** One generation of a component at a site. */
export const keyOf = (component: string, site: string, generation: number): string => `${component}@${site}#${generation}`;

/** The site of a key. */
export const siteOfKey = (key: string): string => key.slice(key.indexOf('@') + 1, key.lastIndexOf('#'));
