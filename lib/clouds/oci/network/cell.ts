import type { ITerraformDependable } from 'cdktf';
import type { ExistingNetwork, NetworkDeclaration } from '../../../components/network';
import type { NetworkHandle } from '../../../port/cloud';
import { narrowerThan } from '../../../port/address-range';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { ociCell, type OciContext } from '../cell';
import { isOcidIn, LOG_DAYS } from '../facts';
import { adoptNetwork } from './adopted';
import { createNetwork } from './created';
import { networkDoctor } from './doctor';
import { NETWORK_NAMES } from './names';
import { networkRecovery, peerNetworks } from './peering';
import { NETWORK_TYPES } from './types';

const NOTHING = { seconds: 0, source: 'prepared in peace', verified: true };

/** A virtual cloud network with a regional subnet of either kind: the same at every site and in every situation. */
export const network = ociCell({
  kind: 'network',
  service: 'OCI Networking',
  facts: {
    flips: { prepared: 'symmetric', reduced: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: NOTHING, always: true },
    limits: 'a network is prepared at every site',
    fence: 'none: a network serves nobody by itself',
    automatic: true,
    names: NETWORK_NAMES,
    oneWay: [],
    meets: ({ peered }) => peered,
    adopts: ({ existing }, site) => (existing?.[site] ? {} : undefined),
    refuses: (declaration, site) => {
      const found = declaration.existing?.[site.key];
      return found
        ? [...foreignIds(found, site), ...ownersOwn(declaration)]
        : [...tooNarrow(site), ...tooFew(declaration.zones, site), ...unkept(declaration)];
    },
    slas: () => [],
    figures: () => ({ rpo: NOTHING, promotion: NOTHING }),
  },
  types: NETWORK_TYPES,
  renderSite: (context, placement) => (placement.here.existing ? adoptNetwork(context, placement) : createNetwork(context, placement)),
  recovery: networkRecovery,
  doctor: networkDoctor,
  renderLinks: peerNetworks,
});

/**
 * A sixteenth of the range is for entrances. Three addresses of each subnet are OCI's own
 * (https://docs.oracle.com/iaas/Content/Network/Tasks/Overview_of_VCNs_and_Subnets.htm, 2026-11); how wide is enough is the library's own figure.
 */
const NARROWEST = 24;

const tooNarrow = (site: SiteFacts): Flaw[] =>
  narrowerThan(
    site,
    NARROWEST,
    `a range from /16 to /${NARROWEST}: a subnet for entrances of /28 or wider is cut from it, and half of it for what is not reached`,
  );

/** Where a region has one availability domain, its subnets are parts of one network and no more: what is spread asks for zones by itself. */
function tooFew(zones: number, { key, region }: SiteFacts): Flaw[] {
  if (region.zones < 2 || zones <= region.zones) return [];
  return [{ of: 'zones', value: `${zones} at ${key}`, allowed: `at most the availability domains of ${region.code}: ${region.zones}` }];
}

function unkept({ flowLogDays }: NetworkDeclaration): Flaw[] {
  if (flowLogDays === undefined || LOG_DAYS.includes(flowLogDays)) return [];
  return [
    {
      of: 'flowLogs',
      value: `${flowLogDays} d`,
      allowed: `days that OCI Logging keeps: ${LOG_DAYS.join(', ')}`,
      fix: `flowLogs: Duration.days(${LOG_DAYS.find((days) => days > flowLogDays) ?? LOG_DAYS.at(-1)})`,
    },
  ];
}

/** A network is attached to one router, which is its owner's. */
const ownersOwn = ({ peered }: NetworkDeclaration): Flaw[] =>
  peered
    ? [
        {
          of: 'peered',
          value: true,
          allowed: 'false where a network exists: it is attached to one router, and its owner peers that with the other site',
          fix: 'leave it out',
        },
      ]
    : [];

function foreignIds({ id, publicSubnets, privateSubnets }: ExistingNetwork, { region }: SiteFacts): Flaw[] {
  return [
    ...(isOcidIn('vcn', region, id) ? [] : [{ of: 'existing', value: id, allowed: `the OCID of a VCN of ${region.code}` }]),
    ...[...publicSubnets, ...privateSubnets]
      .filter((one) => !isOcidIn('subnet', region, one))
      .map((value) => ({ of: 'existing', value, allowed: `OCIDs of subnets of ${region.code}` })),
  ];
}

/** What of the network must stand before anything in it is made. */
export const networkReady = ({ neighbour }: Pick<OciContext, 'neighbour'>): readonly ITerraformDependable[] =>
  neighbour('network')?.ready ?? [];

/** The network that a component stands in: the planner refuses one without (`needs`). */
export const networkOf = ({ neighbour }: Pick<OciContext, 'neighbour'>): NetworkHandle => neighbour('network')?.network as NetworkHandle;
