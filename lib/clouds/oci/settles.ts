import { checkStep, type Check } from '../../words/steps';
import type { SiteRef } from '../../words/place';
import { policySeen } from './cli';
import type { OciGroundName } from './ground';

/**
 * "Policy changes take effect typically within 10 seconds" (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/iam/policy/update.html,
 * 2026-11), in the home region; how soon in another one is not stated. A minute is the library's own figure: UNVERIFIED.
 */
const SEEN_AFTER = 60;

/** Object Storage may use the key of the site by a policy of the base stack: a bucket that is made sooner is refused. Asked of the site's own region, where it is to be seen. */
export const settles = ({ region, account, ground }: SiteRef<OciGroundName>): readonly Check[] => [
  checkStep({
    id: `granted-${region}`,
    title: `What the base stack of ${region} grants is seen by OCI: its policy is a minute old`,
    run: policySeen({ region, compartment: account, name: ground.policy }, SEEN_AFTER),
    matches: 'seen',
    endpoint: region,
    onFailure: 'wait, and run it again: a policy that is not seen makes the apply of the site fail, and changes nothing else',
  }),
];
