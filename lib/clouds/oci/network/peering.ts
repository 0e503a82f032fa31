import { CoreRemotePeeringConnection } from '@cdktf/provider-oci/core-remote-peering-connection';
import { DataOciCoreDrgs } from '@cdktf/provider-oci/data-oci-core-drgs';
import type { NetworkDeclaration } from '../../../components/network';
import type { LinksContext } from '../../../port/cloud';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, type Check } from '../../../words/steps';
import type { OciLink } from '../cell';
import { peeringState } from '../cli-network';
import type { NetworkName, NetworkPlacement } from './names';

type Link = OciLink<NetworkDeclaration, NetworkName>;

/**
 * Both ends of the way between the two networks, each at the router of its site, which is found by its name. The one at the site that served first is
 * asked for it by the other one, for ever: arguments of either end are force-new, so that it follows no role
 * (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/core/core_remote_peering_connection_resource.go). Routes that lead
 * there are of the site's own stack, and stand whether the other side answers or not.
 */
export function peerNetworks(context: LinksContext, link: Link): undefined {
  if (!link.stands) return undefined;
  const { owner, guest, id } = link;
  const asked = endAt(context, id, owner);
  endAt(context, id, guest, { peerId: asked.id, peerRegionName: owner.region });
  return undefined;
}

function endAt(
  { stack, provider }: LinksContext,
  id: string,
  { site, region, account: compartmentId, ground }: Link['owner'],
  asks: { readonly peerId?: string; readonly peerRegionName?: string } = {},
): CoreRemotePeeringConnection {
  const routers = new DataOciCoreDrgs(stack, `${id}-router-${region}`, {
    provider: provider(site),
    compartmentId,
    filter: [
      { name: 'display_name', values: [ground.router] },
      { name: 'state', values: ['AVAILABLE'] },
    ],
  });
  return new CoreRemotePeeringConnection(stack, `${id}-peering-${region}`, {
    provider: provider(site),
    compartmentId,
    drgId: routers.drgs.get(0).id,
    displayName: ground.router,
    ...asks,
  });
}

/** The way stands once both ends say so: asked of the standby's own end, before it counts as standing by. */
export const networkRecovery = (placement: NetworkPlacement): RecoverySteps =>
  placement.form === 'standby' && placement.declaration.peered && !placement.here.existing ? { standing: [isPeered(placement)] } : {};

/** What the end of the way at a site says of it. */
export const peeredWords = ({
  component,
  here: { region, account, ground },
}: NetworkPlacement): Pick<Check, 'title' | 'endpoint'> & { readonly run: string[]; readonly matches: string } => ({
  title: `${component} at ${region} is joined to the other site by a private way`,
  run: peeringState(region, account, ground.router),
  matches: 'PEERED',
  endpoint: region,
});

const isPeered = (placement: NetworkPlacement): Check =>
  checkStep({
    id: `peered-${placement.id}`,
    ...peeredWords(placement),
    timeout: 600,
    onFailure:
      'PENDING passes by itself. REVOKED or INVALID: the other end was deleted, and no apply mends what is left; delete this end, too (oci network remote-peering-connection delete --remote-peering-connection-id OCID), and apply what joins the sites',
  });
