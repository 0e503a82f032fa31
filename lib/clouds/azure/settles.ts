import { checkStep, type Check } from '../../words/steps';
import type { SiteRef } from '../../words/place';
import { grantsSeen } from './cli';
import { siteGroupId } from './ids';
import type { AzureGroundName } from './names';

/** "It can take up to 10 minutes for changes to take effect": https://learn.microsoft.com/azure/role-based-access-control/troubleshooting, 2026-11. */
const SEEN_AFTER = 600;

/** Whoever applies, the site's identity and its vault are let in by grants of the base stack: a key that is made sooner is refused (403). */
export const settles = (site: SiteRef<AzureGroundName>): readonly Check[] => [
  checkStep({
    id: `granted-${site.region}`,
    title: `What the base stack of ${site.region} grants is seen by Azure: its newest grant is 10 min old`,
    run: grantsSeen(site.account, siteGroupId(site), SEEN_AFTER),
    matches: 'seen',
    endpoint: site.region,
    timeout: SEEN_AFTER + 300,
    onFailure: 'wait, and run it again: a grant that is not seen makes the apply of the site fail with 403, and changes nothing else',
  }),
];
