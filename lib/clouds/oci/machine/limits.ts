import type { MachineDeclaration } from '../../../components/machine';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { oneThatRuns } from '../../../port/one-machine';
import { isOcidIn } from '../facts';

/** What a machine is taken by: the OCID of one that runs, in the region of its site, at that site alone. */
export function machineFlaws({ existing = {} }: MachineDeclaration, { key, region }: SiteFacts): Flaw[] {
  const found = existing[key];
  return [
    ...oneThatRuns(existing, key, 'ocid1.instance…'),
    ...(found === undefined || isOcidIn('instance', region, found.id)
      ? []
      : [{ of: 'existing', value: `${found.id} at ${key}`, allowed: `the OCID of an instance of ${region.code}` }]),
  ];
}
