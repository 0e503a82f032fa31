import { CoreDrgAttachment } from '@cdktf/provider-oci/core-drg-attachment';
import { CoreDrg } from '@cdktf/provider-oci/core-drg';
import { CoreInternetGateway } from '@cdktf/provider-oci/core-internet-gateway';
import { CoreNatGateway } from '@cdktf/provider-oci/core-nat-gateway';
import { CoreRouteTable, type CoreRouteTableRouteRules } from '@cdktf/provider-oci/core-route-table';
import { CoreServiceGateway } from '@cdktf/provider-oci/core-service-gateway';
import type { CoreVcn } from '@cdktf/provider-oci/core-vcn';
import { DataOciCoreServices } from '@cdktf/provider-oci/data-oci-core-services';
import type { TerraformResource } from 'cdktf';
import type { OciContext } from '../cell';
import type { NetworkPlacement } from './names';

/*
 * The ways of a network. Each is one of its region, not of an availability domain, so that none is made for a zone
 * (https://docs.oracle.com/iaas/Content/Network/Tasks/NATgateway.htm, "highly available", 2026-11), and all stand from the first day, in every
 * posture: nothing of them is made on the day, and the address that a NAT calls from is always the same. UNVERIFIED: that none is paid by the hour.
 */

/** The ways of a network. */
export interface Ways {
  /** The table of what is reached from the internet. */
  readonly open: CoreRouteTable;
  /** That of what is not. */
  readonly closed: CoreRouteTable;
  /** What has to stand before anything uses them. */
  readonly ready: readonly (TerraformResource & { readonly id: string })[];
}

const ANYWHERE = '0.0.0.0/0';

/** Both tables, with the gateways that they lead to. */
export function renderWays(context: OciContext, placement: NetworkPlacement, vcn: CoreVcn): Ways {
  const { stack, site } = context;
  const { id, here, declaration } = placement;
  const common = { compartmentId: site.account, vcnId: vcn.id };
  const name = here.names.network;
  const internet = new CoreInternetGateway(stack, `${id}-gateway`, { ...common, displayName: name, enabled: true });
  const router = declaration.peered ? [renderRouter(context, placement, vcn)] : [];
  const out = waysOut(context, placement, vcn);
  const open = new CoreRouteTable(stack, `${id}-public-routes`, {
    ...common,
    displayName: `${name}-public`,
    routeRules: [leads(ANYWHERE, internet.id, 'users')],
  });
  const closed = new CoreRouteTable(stack, `${id}-private-routes`, {
    ...common,
    displayName: `${name}-private`,
    routeRules: [
      ...out.map(({ rule }) => rule),
      // An address of its own region: whether the other side answers there changes nothing of it.
      ...router.map(({ drgId }) => leads(context.sitePlan.peerCidr, drgId, 'the other site')),
    ],
  });
  return { open, closed, ready: [internet, ...router, ...out.map(({ gateway }) => gateway), open, closed] };
}

const leads = (destination: string, networkEntityId: string, description: string): CoreRouteTableRouteRules => ({
  destination,
  destinationType: 'CIDR_BLOCK',
  networkEntityId,
  description,
});

/**
 * The router of the site: what joins the sites finds it by its name, and peers it with the other one. Tables of
 * its own (DRG route tables) hand on what is attached by themselves (https://docs.oracle.com/iaas/Content/Network/Tasks/managingDRGs.htm, 2026-11).
 */
function renderRouter({ stack, site, sitePlan }: OciContext, { id }: NetworkPlacement, vcn: CoreVcn): CoreDrgAttachment {
  const displayName = sitePlan.ground.router;
  const router = new CoreDrg(stack, `${id}-router`, { compartmentId: site.account, displayName });
  return new CoreDrgAttachment(stack, `${id}-router-attached`, {
    drgId: router.id,
    displayName,
    networkDetails: { id: vcn.id, type: 'VCN' },
  });
}

interface WayOut {
  readonly rule: CoreRouteTableRouteRules;
  readonly gateway: CoreServiceGateway | CoreNatGateway;
}

/** To the services of the cloud in its region alone, or to the internet, too. A table has one way to those services at the most. */
function waysOut(context: OciContext, placement: NetworkPlacement, vcn: CoreVcn): WayOut[] {
  const { stack, site } = context;
  const { id, here, declaration } = placement;
  if (declaration.egress === 'none') return [];
  const common = { compartmentId: site.account, vcnId: vcn.id, displayName: here.names.network };
  const services = new DataOciCoreServices(stack, `${id}-services`, {
    filter: [{ name: 'name', values: ['All .* Services In Oracle Services Network'], regex: true }],
  });
  const all = services.services.get(0);
  const gateway = new CoreServiceGateway(stack, `${id}-services-gateway`, { ...common, services: [{ serviceId: all.id }] });
  const rule: CoreRouteTableRouteRules = {
    destination: all.cidrBlock,
    destinationType: 'SERVICE_CIDR_BLOCK',
    networkEntityId: gateway.id,
    description: 'services of the region',
  };
  const served: WayOut = { rule, gateway };
  if (declaration.egress === 'endpoints') return [served];
  const nat = new CoreNatGateway(stack, `${id}-nat`, common);
  return [served, { rule: leads(ANYWHERE, nat.id, 'the internet, outbound'), gateway: nat }];
}
