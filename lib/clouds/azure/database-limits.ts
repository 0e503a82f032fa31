import type { RelationalDatabaseDeclaration } from '../../components/relational-database';
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
