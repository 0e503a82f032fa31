import type { ITerraformDependable } from 'cdktf';
import { OWNER, type ExistingNetwork, type NetworkDeclaration } from '../../../components/network';
import type { BaseContext, NetworkHandle } from '../../../port/cloud';
import { narrowerThan } from '../../../port/address-range';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { OWN, type Figure } from '../../../words/figure';
import { DOOR_LOSSES, renderLossAlerts } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { GROUP_ID, NETWORK_ID, SUBNET_ID } from '../facts';
import { isIdIn } from '../ids';
import type { AzureGroundName } from '../names';
import { adoptNetwork } from './adopted';
import { createNetwork } from './created';
import { networkDoctor } from './doctor';
import { openGuardOf } from './guards';
import { NETWORK_NAMES, type NetworkBase, type NetworkPlacement } from './names';
import { NETWORK_TYPES } from './types';

const NOTHING = { seconds: 0, source: 'prepared in peace', verified: true };
const MADE_ON_THE_DAY: Figure = { seconds: 300, source: `NAT gateways are made on the day, ${OWN}`, verified: false };

/** A virtual network with subnets for what is reached, and for what is not: the same at every site, but for what is paid by the hour. */
export const network = azureCell({
  kind: 'network',
  service: 'Azure Virtual Network',
  facts: {
    flips: { prepared: 'symmetric', reduced: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: NOTHING, always: true },
    limits: 'a network is prepared at every site',
    fence: 'none: a network serves nobody by itself',
    automatic: true,
    names: NETWORK_NAMES,
    oneWay: [],
    adopts: ({ existing }, site) => (existing?.[site] ? {} : undefined),
    refuses: (declaration, site) => {
      const found = declaration.existing?.[site.key];
      return [
        ...unpeered(declaration),
        ...(found ? foreignIds(found, site) : [...tooNarrow(site), ...tooFew(declaration.zones, site), ...unwritten(declaration)]),
      ];
    },
    slas: () => [],
    figures: ({ egress, existing = {} }, posture) => ({
      rpo: NOTHING,
      promotion: posture === 'prepared' && egress === 'nat' && Object.keys(existing).length < 2 ? MADE_ON_THE_DAY : NOTHING,
    }),
  },
  types: NETWORK_TYPES,
  renderBase: hearZones,
  renderSite: (context, placement) => (placement.here.existing ? adoptNetwork(context, placement) : createNetwork(context, placement)),
  doctor: networkDoctor,
});

/** Zones of its owner's are in a group of theirs; those in another subscription are heard by no rule of this one, nor who takes a network off one: other networks come and go there. */
function hearZones(context: BaseContext<AzureGroundName>, { id, component, here, declaration }: NetworkBase): void {
  const { privateZones = OWNER } = declaration.existing?.[here.site] ?? {};
  if (privateZones === OWNER || !isIdIn(here.account, GROUP_ID, privateZones)) return;
  const zones = { ...DOOR_LOSSES.zone, what: `${DOOR_LOSSES.zone.what} (${component})`, scope: privateZones };
  renderLossAlerts(context, { [`${id}-zones`]: zones });
}

/**
 * Four more bits make the subnets; a gateway for applications asks for /24 at the most, and /26 at the least where it grows to ten:
 * https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure, 2026-11. The smallest subnet is /29.
 */
const NARROWEST = 22;

const tooNarrow = (site: SiteFacts): Flaw[] =>
  narrowerThan(site, NARROWEST, `a range from /2 to /${NARROWEST}: sixteen subnets of /26 or wider are cut from it`);

/** Where a region has no zones, its subnets are parts of one network and no more: what is spread asks for zones by itself. */
function tooFew(zones: number, { key, region }: SiteFacts): Flaw[] {
  if (region.zones < 2 || zones <= region.zones) return [];
  return [{ of: 'zones', value: `${zones} at ${key}`, allowed: `at most the zones of ${region.code}: ${region.zones}` }];
}

/**
 * Flow logs are written with the keys of an account: with an identity they are only where its argument is, which azurerm 4.55 lacks
 * (https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-managed-identity, 2026-11-18;
 * https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/network_watcher_flow_log.html.markdown). Accounts
 * of the library have no keys.
 */
function unwritten({ flowLogDays }: NetworkDeclaration): Flaw[] {
  if (flowLogDays === undefined) return [];
  return [
    {
      of: 'flowLogs',
      value: `${flowLogDays} d`,
      allowed:
        'none: azurerm 4.55 writes them with the keys of an account, and no account of the library has keys; one of your own: az network watcher flow-log create --user-assigned-identity',
      fix: 'flowLogs: Duration.ZERO',
    },
  ];
}

/** What joins the sites makes no way between virtual networks yet. */
const unpeered = ({ peered }: NetworkDeclaration): Flaw[] =>
  peered
    ? [
        {
          of: 'peered',
          value: true,
          allowed: 'false: no way between two virtual networks is made by the library yet; one of your own goes into onEverySite',
          fix: 'leave it out',
        },
      ]
    : [];

function foreignIds({ id, publicSubnets, privateSubnets, privateZones = OWNER }: ExistingNetwork, { account }: SiteFacts): Flaw[] {
  const within = (subnet: string): boolean => subnet.toLowerCase().startsWith(`${id.toLowerCase()}/subnets/`);
  return [
    ...(isIdIn(account, NETWORK_ID, id) ? [] : [{ of: 'existing', value: id, allowed: `${NETWORK_ID.allowed}, in ${account}` }]),
    ...[...publicSubnets, ...privateSubnets]
      .filter((one) => !isIdIn(account, SUBNET_ID, one) || !within(one))
      .map((value) => ({ of: 'existing', value, allowed: `${SUBNET_ID.allowed}, of that network` })),
    ...(privateZones === OWNER || GROUP_ID.shape.test(privateZones)
      ? []
      : [{ of: 'existing', value: privateZones, allowed: `${GROUP_ID.allowed}, of whichever subscription; or ${OWNER}` }]),
  ];
}

/** What of the network must stand before anything in it is made. */
export const networkReady = ({ neighbour }: Pick<AzureContext, 'neighbour'>): readonly ITerraformDependable[] =>
  neighbour('network')?.ready ?? [];

/** The network that a component stands in: the planner refuses one without (`needs`). */
export const networkOf = ({ neighbour }: Pick<AzureContext, 'neighbour'>): NetworkHandle => neighbour('network')?.network as NetworkHandle;

/** The rules of the subnet that is reached from the internet, by their name, in a network of the library's own; what exists has its owner's. */
export function openGuard({ placements }: Pick<AzureContext, 'placements'>): string | undefined {
  const found = placements.find(({ kind, retired }) => kind === 'network' && !retired) as NetworkPlacement | undefined;
  return found && !found.here.existing ? openGuardOf(found.here.names) : undefined;
}
