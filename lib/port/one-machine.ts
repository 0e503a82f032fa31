import type { ExistingMachine } from '../components/machine';
import type { Flaw } from './facts';

/** What is wrong with which machine it is: one that runs, at one site alone. `example`: how that is named at a site. */
export function oneThatRuns(existing: Readonly<Record<string, ExistingMachine>>, site: string, example: string): Flaw[] {
  const [first, ...others] = Object.keys(existing);
  if (first === undefined)
    return [
      {
        of: 'existing',
        value: 'none',
        allowed: 'a machine that runs: one that is made from an image is a MachineGroup',
        fix: `Machine.fromExisting(…, { '${site}': { id: '${example}' } })`,
      },
    ];
  if (others.length === 0) return [];
  return [
    {
      of: 'existing',
      value: [first, ...others].join(' and '),
      allowed: 'one site: what stands at the other one is made of its disks',
      fix: `leave ${others.join(', ')} out`,
    },
  ];
}
