import type { ITerraformDependable } from 'cdktf';
import type { ExistingNetwork, NetworkDeclaration } from '../../../components/network';
import type { NetworkHandle } from '../../../port/cloud';
import { narrowerThan } from '../../../port/address-range';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { OWN, type Figure } from '../../../words/figure';
import { awsCell, type AwsContext } from '../cell';
import { LOG_DAYS, NETWORK_IDS } from '../facts';
import { adoptNetwork } from './adopted';
import { createNetwork } from './created';
import { networkDoctor } from './doctor';
import { networkRecovery } from './needs';
import { renderFlowRole } from './flow-logs';
import { NETWORK_NAMES } from './names';

const NOTHING = { seconds: 0, source: 'prepared in peace', verified: true };
const MADE_ON_THE_DAY: Figure = { seconds: 300, source: `gateways or endpoints are made on the day, ${OWN}`, verified: false };

/** A VPC over two or three zones: the same at every site and in every situation, but for what is paid by the hour. */
export const network = awsCell({
  kind: 'network',
  service: 'Amazon VPC',
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
        ...(found ? foreignIds(found) : [...tooNarrow(site), ...tooFew(declaration.zones, site), ...unknownOf(declaration, site)]),
      ];
    },
    slas: () => [],
    figures: ({ egress, existing = {} }, posture) => ({
      rpo: NOTHING,
      // Of networks that exist at both sites nothing is made.
      promotion: posture === 'prepared' && egress !== 'none' && Object.keys(existing).length < 2 ? MADE_ON_THE_DAY : NOTHING,
    }),
  },
  types: {
    aws_vpc: { holdsData: false, importId: '! by its tag Name: aws ec2 describe-vpcs --filters Name=tag:Name,Values=NAME' },
    aws_internet_gateway: {
      holdsData: false,
      importId: '! by its tag Name: aws ec2 describe-internet-gateways --filters Name=tag:Name,Values=NAME',
    },
    aws_route_table: { holdsData: false, importId: '! by its tag Name: aws ec2 describe-route-tables --filters Name=tag:Name,Values=NAME' },
    aws_route_table_association: { holdsData: false, importId: '! SUBNET/TABLE, by their ids' },
    aws_route: { holdsData: false, importId: '! TABLE_DESTINATION, by the id of the table' },
    aws_subnet: { holdsData: false, importId: '! by its tag Name: aws ec2 describe-subnets --filters Name=tag:Name,Values=NAME' },
    aws_default_security_group: { holdsData: false, importId: '! the id of its network' },
    aws_vpc_endpoint: { holdsData: false, importId: '! aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=NETWORK' },
    aws_nat_gateway: { holdsData: false, importId: '! aws ec2 describe-nat-gateways --filter Name=vpc-id,Values=NETWORK' },
    aws_eip: { holdsData: false, importId: '! its allocation: aws ec2 describe-addresses' },
    aws_flow_log: { holdsData: false, importId: '! aws ec2 describe-flow-logs --filter Name=resource-id,Values=NETWORK' },
  },
  renderBase: renderFlowRole,
  renderSite: (context, placement) => (placement.here.existing ? adoptNetwork(context, placement) : createNetwork(context, placement)),
  recovery: networkRecovery,
  doctor: networkDoctor,
});

/**
 * Four more bits make the subnets, and one of a load balancer is /27 or wider:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer, 2026-11.
 */
const NARROWEST = 23;

const tooNarrow = (site: SiteFacts): Flaw[] =>
  narrowerThan(
    site,
    NARROWEST,
    `a range from /16 to /${NARROWEST}: sixteen subnets of /27 or wider are cut from it, as a load balancer asks`,
  );

/** Subnets beyond the last zone would begin again at the first: two in one zone. */
function tooFew(zones: number, { key, region }: SiteFacts): Flaw[] {
  if (zones <= region.zones) return [];
  return [{ of: 'zones', value: `${zones} at ${key}`, allowed: `at most the zones of ${region.code}: ${region.zones}` }];
}

/** What a log group is not told to keep, and where endpoints have names that nobody looked up. */
function unknownOf({ flowLogDays, egress }: NetworkDeclaration, { region }: SiteFacts): Flaw[] {
  return [
    ...(flowLogDays === undefined || LOG_DAYS.includes(flowLogDays)
      ? []
      : [
          {
            of: 'flowLogs',
            value: `${flowLogDays} d`,
            allowed: `days that CloudWatch Logs keeps: ${LOG_DAYS.join(', ')}`,
            fix: `flowLogs: Duration.days(${LOG_DAYS.find((days) => days > flowLogDays) ?? LOG_DAYS.at(-1)})`,
          },
        ]),
    ...(region.partition === 'aws-cn' && egress === 'endpoints'
      ? [
          {
            of: 'egress',
            value: `endpoints in ${region.code}`,
            allowed: 'endpoints of China have names of their own: UNVERIFIED which',
            fix: "egress: 'nat'",
          },
        ]
      : []),
  ];
}

/** What joins the sites makes no way between VPCs yet. */
const unpeered = ({ peered }: NetworkDeclaration): Flaw[] =>
  peered
    ? [
        {
          of: 'peered',
          value: true,
          allowed: 'false: no way between two VPCs is made by the library yet; one of your own goes into onEverySite',
          fix: 'leave it out',
        },
      ]
    : [];

function foreignIds(found: ExistingNetwork): Flaw[] {
  const { id, publicSubnets, privateSubnets } = found;
  return [
    // A subnet stands in one zone, and what is spread over zones asks for two: https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html, 2026-11.
    ...[publicSubnets, privateSubnets]
      .filter((subnets) => subnets.length < 2)
      .map((subnets) => ({ of: 'existing', value: subnets.join(), allowed: 'two subnets of either kind or more, in two zones' })),
    ...[id].filter((one) => !NETWORK_IDS.vpc.test(one)).map((value) => ({ of: 'existing', value, allowed: 'the id of a VPC: vpc-…' })),
    ...[...publicSubnets, ...privateSubnets]
      .filter((one) => !NETWORK_IDS.subnet.test(one))
      .map((value) => ({ of: 'existing', value, allowed: 'ids of subnets: subnet-…' })),
    ...(found.privateZones === undefined
      ? []
      : [
          {
            of: 'existing',
            value: found.privateZones,
            allowed: 'no privateZones: an endpoint of AWS brings its own names',
            fix: 'leave privateZones out',
          },
        ]),
  ];
}

/** What of the network must stand before anything in it is made: an entrance is refused ahead of the way to the internet. */
export const networkReady = ({ neighbour }: Pick<AwsContext, 'neighbour'>): readonly ITerraformDependable[] =>
  neighbour('network')?.ready ?? [];

/** The network that a component stands in: the planner refuses one without (`needs`). */
export const networkOf = ({ neighbour }: Pick<AwsContext, 'neighbour'>): NetworkHandle => neighbour('network')?.network as NetworkHandle;
