import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { TerraformResource } from 'cdktf';
import { isOf } from '../../components/declarations';
import type { ObjectStorageDeclaration } from '../../components/object-storage';
import type { ServiceDeclaration } from '../../components/service';
import type { BasePlacement } from '../../plan/plan';
import type { BaseContext } from '../../port/cloud';
import { APPLY, asked, type DoctorItem } from '../../words/doctor';
import type { Place } from '../../words/place';
import type { AzurePlacement } from './cell';
import { identityThere } from './cli-apps';
import { identityIn } from './ids';
import { hash, type AzureGroundName } from './names';
import { geoGroupId, type GeoPlace } from './geo-account/names';
import { isGeo } from './object-storage/flaws';
import { accountIdAt, type AccountPlace } from './object-storage/names';
import { BLOB_CONTRIBUTOR, grantIdentity, siteGroupOf } from './officer';

/** Id of the identity of a service. */
export const identityOf = ({ here }: { readonly here: Place<'identity', AzureGroundName> }): string =>
  identityIn(here, here.names.identity);

/**
 * Who reads the secrets and the data of a service: an identity of its own, with grants at the group of its site, in peace. What it is let in to comes with
 * the site, which no grant waits for (`settles`).
 */
export function renderIdentity(
  context: BaseContext<AzureGroundName>,
  { id, here, declaration }: BasePlacement<ServiceDeclaration, 'identity', AzureGroundName>,
): UserAssignedIdentity {
  const { stack, site, sitePlan, placements } = context;
  const identity = new UserAssignedIdentity(stack, `${id}-identity`, {
    name: here.names.identity,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    dependsOn: [siteGroupOf(stack)],
  });
  const used = placements.filter(({ component }) => declaration.uses.includes(component));
  const opensSecrets = used.some((one) => isOf('secrets', one.declaration) || isOf('relational-database', one.declaration));
  if (opensSecrets) grantIdentity(context, `${id}-reads-secrets`, identity, 'Key Vault Secrets User');
  const stores = used.filter((one) => isOf('object-storage', one.declaration));
  // What exists is in no group of a site: it is granted there.
  for (const one of stores.filter(({ here: at }) => at.existing)) {
    const scope = accountIdAt(one.here as AccountPlace, one.declaration as ObjectStorageDeclaration);
    grantIdentity(context, `${id}-works-on-${one.id}`, identity, BLOB_CONTRIBUTOR, { scope });
  }
  if (stores.some((one) => !isGeo(one.declaration) && !one.here.existing))
    grantIdentity(context, `${id}-works-on-blobs`, identity, BLOB_CONTRIBUTOR);
  // What is in two regions is in a group of its own, which the base of one of the sites makes: it is granted there.
  for (const one of stores.filter(({ declaration: store }) => isGeo(store))) {
    const made = stack.node.tryFindChild(`${one.id}-group`) as TerraformResource | undefined;
    grantIdentity(context, `${id}-works-on-${one.id}`, identity, BLOB_CONTRIBUTOR, {
      scope: geoGroupId(one.here as GeoPlace),
      waits: made ? [made] : [],
    });
  }
  return identity;
}

/** Who pulls images: from the registries at the group of its site, and from those that exist, which are in none of its groups. */
export function grantPulls(context: BaseContext<AzureGroundName>, id: string, identity: UserAssignedIdentity): void {
  grantIdentity(context, `${id}-pulls`, identity, 'AcrPull');
  const found = context.placements.flatMap(({ declaration, here }) =>
    isOf('container-images', declaration) ? (declaration.existing?.[here.site]?.registry ?? []) : [],
  );
  for (const scope of new Set(found)) grantIdentity(context, `${id}-pulls-from-${hash(scope)}`, identity, 'AcrPull', { scope });
}

/** Whether the identity of a service is there: it is made in peace. */
export const identityDoctor = ({
  id,
  component,
  here: { account, region, ground, names },
}: Pick<AzurePlacement<ServiceDeclaration, 'identity'>, 'id' | 'component' | 'here'>): DoctorItem =>
  asked({
    about: 'standby',
    id: `identity-${id}`,
    title: `The identity of ${component} at ${region} is there`,
    run: identityThere(account, ground.group, names.identity),
    matches: names.identity,
    endpoint: region,
    fix: `${APPLY}: its base stack makes it`,
  });
