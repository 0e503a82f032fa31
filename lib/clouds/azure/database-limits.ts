import type { RelationalDatabaseDeclaration } from '../../components/relational-database';
import type { Bound } from '../../port/bounds';
import type { Flaw } from '../../port/facts';

/** Whether a service does not take something, and what that is. */
export type Fault = readonly [wrong: boolean, flaw: Flaw];

/** Of what is looked at, what is wrong. */
export const flawsIn = (faults: readonly Fault[]): Flaw[] => faults.flatMap(([wrong, flaw]) => (wrong ? [flaw] : []));

/** What no database service of Azure takes here: times of its own, and ways in beside the one that a fence takes away. */
export const takenByNone = ({ windows, clients }: RelationalDatabaseDeclaration): readonly Fault[] => [
  [
    windows !== undefined,
    {
      of: 'windows',
      value: Object.keys(windows ?? {}).join(', '),
      allowed: 'none: the service chooses when it makes backups; a window of maintenance by azure.customize',
      fix: 'leave windows out',
    },
  ],
  [
    clients.length > 0,
    {
      of: 'clients',
      value: clients.join(', '),
      allowed: 'none: the server is reached by private endpoints alone, one of your own elsewhere (onEverySite)',
      fix: 'leave clients out',
    },
  ],
];

/** What a server with copies alone behind it rests on, of either family: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore, and /azure/mysql/flexible-server/concepts-backup-restore, 2026-11. */
export const COPIED: readonly Bound[] = [
  {
    argument: 'geo_redundant_backup_enabled',
    shape: /^true$/,
    allowed: 'true: copies in the paired region are all that the other site has below a replica',
    fix: 'leave it out; without such copies: tier: Tier.HOT of that component, a replica',
  },
  {
    argument: 'customer_managed_key',
    shape: /^$/,
    allowed:
      'none where copies are kept in the pair: they are read by the key of their source, which would have to be reached in both regions, and be there ahead of the first server',
    fix: 'leave it out; for a key of the site: tier: Tier.HOT of that component, a replica',
  },
];

/** What a flexible server may be made of another size to: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas, and https://learn.microsoft.com/azure/mysql/flexible-server/concepts-read-replicas ("Considerations and limitations"), 2026-11. */
export const FOLLOWED: Bound = {
  argument: 'sku_name',
  shape: /^(?:GP|MO)_Standard_\w+$/,
  allowed: 'a size of General Purpose or Memory Optimized (GP_…, MO_…): nothing follows a burstable server',
  fix: 'size: Size.of({ … }), or a larger skuName',
};
