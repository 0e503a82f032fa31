import { oci } from '../../../lib/clouds/oci/oci';
import { cloudNamed } from '../../support/clouds';
import { storeOf } from '../../support/store';
import { render } from '../../support/synth';

/** No checksum trails a state: OCI refuses it. */
const SUMS = { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required', AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required' };
const stacksOn = (cloud: string) => render({ cloud: cloudNamed(cloud), kinds: ['object-storage'], tier: 'hot' }).manifest.stacks;

test('what Terraform needs of the environment is said of every stack, and of no stack of another cloud', () => {
  expect(stacksOn('oci').map(({ state }) => state.environment)).toEqual(stacksOn('oci').map(() => SUMS));
  expect(['aws', 'azure'].flatMap(stacksOn).filter(({ state }) => 'environment' in state)).toEqual([]);
});

test('so it is of the place of states itself, which bootstrap makes', () => {
  const site = oci.site('eu-frankfurt-1', {
    account: 'ocid1.compartment.oc1..acme',
    namespace: 'acmens',
    homeRegion: 'uk-london-1',
    cidr: '10.10.0.0/16',
    state: oci.stateIn('acme-state-frankfurt', { namespace: 'acmens' }),
  });
  expect(storeOf(site).made.environment).toEqual(SUMS);
  expect(storeOf(site).made.letIn).toBeUndefined();
});
