import type { App } from 'cdktf';
import { azure, type AzureSiteProps } from '../../../../lib/clouds/azure/azure';
import { Duration } from '../../../../lib/objectives/duration';
import { Objectives } from '../../../../lib/objectives/objectives';
import { Tier } from '../../../../lib/objectives/tier';
import { Topology } from '../../../../lib/port/topology';
import { Workload, type WorkloadProps } from '../../../../lib/workload';
import { SUBSCRIPTION } from './arm';
import { CALLER } from './world';

/** What a day has otherwise than the others. */
interface Pair extends Partial<Omit<WorkloadProps, 'topology'>> {
  /** The account of states of each region: of the site that serves, of the other one, and of what joins them. */
  readonly states: Readonly<Record<string, string>>;
  /** What else a site is given. @default nothing */
  readonly site?: (region: string) => Partial<AzureSiteProps>;
}

/** The workload `shop` of a day: the first region serves, the second stands by, and the third keeps what joins them. */
export function shopIn(app: App, { states, site = () => ({}), ...props }: Pair): Workload {
  const [first = '', second = '', witness = ''] = Object.keys(states);
  const stateIn = (region: string) => ({ account: states[region] ?? '', resourceGroup: `state-${region}` });
  const siteOf = (region: string, cidr: string) => {
    const { account, resourceGroup } = stateIn(region);
    return azure.site(region, {
      account: SUBSCRIPTION,
      keyOfficer: CALLER.principals[0] ?? '',
      contributors: [CALLER.principals[1] ?? ''],
      appliedFrom: [CALLER.address],
      cidr,
      state: azure.stateIn(account, { resourceGroup }),
      ...site(region),
    });
  };
  const { account, resourceGroup } = stateIn(witness);
  return new Workload(app, 'shop', {
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.hours(1),
      mtpd: Duration.hours(24),
      resumption: Duration.hours(2),
    }),
    tier: Tier.HOT,
    topology: Topology.activePassive({
      primary: siteOf(first, '10.10.0.0/16'),
      secondary: siteOf(second, '10.20.0.0/16'),
      witness: azure.stateIn(account, { resourceGroup, region: witness }),
    }),
    ...props,
  });
}
