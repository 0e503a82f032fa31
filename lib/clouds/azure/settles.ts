import type { Declaration } from '../../components/component';
import { isOf } from '../../components/declarations';
import { kebab } from '../../plan/names';
import { checkStep, type Check } from '../../words/steps';
import type { SiteRef } from '../../words/place';
import { grantsSeen } from './cli';
import { siteGroupId } from './ids';
import { inVault } from './vault-region';
import type { AzureGroundName } from './names';

/** "It can take up to 10 minutes for changes to take effect": https://learn.microsoft.com/azure/role-based-access-control/troubleshooting, 2026-11. */
const SEEN_AFTER = 600;

/**
 * Whoever applies, the site's identity and its vault are let in by grants of the base stack, and gateways at the vaults of their certificates: a
 * key or a gateway that is made sooner is refused (403).
 */
export const settles = (site: SiteRef<AzureGroundName>, declarations: readonly Declaration[]): readonly Check[] => [
  seen(site, { id: `granted-${site.region}`, what: `What the base stack of ${site.region} grants`, scope: siteGroupId(site) }),
  ...declarations
    .filter((one) => isOf('load-balancer', one))
    .flatMap(({ id, certificates: { [site.site]: certificate } }) =>
      certificate === undefined
        ? []
        : [
            seen(site, {
              id: `granted-${kebab(id)}-${site.region}`,
              what: `What ${id} is granted at the vault of its certificate at ${site.region}`,
              scope: inVault(certificate).vault,
            }),
          ],
    ),
];

const seen = (
  { account, region }: SiteRef<AzureGroundName>,
  { id, what, scope }: { readonly id: string; readonly what: string; readonly scope: string },
): Check =>
  checkStep({
    id,
    title: `${what} is seen by Azure: its newest grant is 10 min old`,
    run: grantsSeen(account, scope, SEEN_AFTER),
    matches: 'seen',
    endpoint: region,
    timeout: SEEN_AFTER + 300,
    onFailure: 'wait, and run it again: a grant that is not seen makes the apply of the site fail with 403, and changes nothing else',
  });
