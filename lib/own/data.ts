import type { TerraformResource } from 'cdktf';
import { addressOf } from './resources';
import type { Finding, WorkloadFacts } from '../plan/plan';
import { knownTypes } from '../port/known-types';
import type { Site } from '../port/site';

/**
 * DR-OWN-03: what an architect adds to a recovery stack, and holds data, is taken in by the library's copies or accepted as it is: once for
 * each address and site. Whether a stack of their own replicates it, nobody can see here.
 */
export function uncopied(own: readonly TerraformResource[], { key, cloud }: Site, workload: WorkloadFacts): Finding[] {
  const { ownCopies } = cloud;
  const { stateful } = knownTypes(cloud);
  return own
    .filter((one) => stateful.includes(one.terraformResourceType) && !ownCopies?.takesIn(one, workload))
    .map((one): Finding => {
      const how = ownCopies?.how?.(one, workload);
      const subject = `${addressOf(one)} at ${key}`;
      return {
        id: 'DR-OWN-03',
        level: 'error',
        subject,
        what: `${subject} holds data that the library does not protect: it has no copy, and nothing at the other site`,
        value: one.terraformResourceType,
        fix: `${how === undefined ? '' : `${how}; or `}copy it yourself, and acknowledge: [{ id: 'DR-OWN-03', subject: '${subject}', reason: '…' }]`,
      };
    });
}
