import { Testing, type App } from 'cdktf';
import { azure, type AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { ObjectStorage } from '../../../lib/components/object-storage';
import { Duration } from '../../../lib/objectives/duration';
import { Objectives } from '../../../lib/objectives/objectives';
import { Tier } from '../../../lib/objectives/tier';
import type { Sides } from '../../../lib/situation/facts';
import { Topology } from '../../../lib/port/topology';
import { Workload } from '../../../lib/workload';
import type { WorkloadProps } from '../../../lib/workload-props';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
export const SUBNET = `/subscriptions/${SUBSCRIPTION}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/app`;
export const FRANCE = 'billing-francecentral';
export const GERMANY = 'billing-germanywestcentral';

const successor = (region: string, i: number) =>
  azure.site(region, {
    account: SUBSCRIPTION,
    cidr: `10.${30 + i}.0.0/16`,
    state: azure.stateIn(`acme${region}`, { resourceGroup: 'state' }),
  });

/** One container, hot or colder, in two regions. */
export function billing(
  tier: Tier = Tier.HOT,
  over: Partial<AzureSiteProps> = {},
  more: Partial<WorkloadProps> = {},
  {
    successors = [],
    primary = 'francecentral',
    secondary = 'germanywestcentral',
    groups = [],
  }: {
    readonly successors?: readonly string[];
    readonly primary?: string;
    readonly secondary?: string;
    /** Those of the two, where they exist. */
    readonly groups?: readonly string[];
  } = {},
): (app: App) => Workload {
  const [first, second] = groups.map((resourceGroup) => ({ resourceGroup }));
  return (app) => {
    const workload = new Workload(app, 'billing', {
      tier,
      ...more,
      objectives: Objectives.of({
        rto: Duration.hours(12),
        rpo: Duration.hours(24),
        mtpd: Duration.hours(24),
        resumption: Duration.hours(2),
      }),
      topology: Topology.activePassive({
        primary: azure.site(primary, {
          account: SUBSCRIPTION,
          cidr: '10.10.0.0/16',
          subnets: [SUBNET],
          ...over,
          ...first,
          state: azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' }),
        }),
        secondary: azure.site(secondary, {
          account: SUBSCRIPTION,
          cidr: '10.20.0.0/16',
          ...over,
          ...second,
          state: azure.stateIn('acmestatefrankfurt', { resourceGroup: 'state-frankfurt' }),
        }),
        ...(successors.length > 0 ? { successors: successors.map(successor) } : {}),
        witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
      }),
    });
    new ObjectStorage(workload, 'Invoices');
    return workload;
  };
}

/** What the situation has to know of it. */
export const SIDES: Sides = billing()(Testing.app()).sides;
