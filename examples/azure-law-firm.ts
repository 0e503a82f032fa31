/**
 * A law firm keeps the files of its cases on a share in Amsterdam, which its machines mount. When the region is lost it works in Dublin within four hours,
 * with at most half an hour of what was saved to be written again; what somebody overwrote is put back from a copy that is four hours old at most. What its review machines (Linux) read
 * stands in a volume of its own, by NFS. Nothing leaves the Union.
 */
import type { App } from 'cdktf';
import { Duration, FileStorage, Network, Objectives, Topology, Workload } from 'cdktf-continuity';
import { azure } from 'cdktf-continuity/azure';

/** What is the same at both sites: who applies and recovers, and from where; who is told. */
const common = {
  account: '00000000-0000-0000-0000-000000000001',
  keyOfficer: '00000000-0000-0000-0000-00000000000a',
  appliedFrom: ['198.51.100.16/28'],
  subscriptions: [{ email: 'on-call@cases.example' }],
};

/** Declares the workload `cases`: Amsterdam serves, Dublin, which Microsoft pairs with it, stands by; Gävle keeps the state of what joins them. */
export function build(app: App): Workload {
  const cases = new Workload(app, 'cases', {
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.minutes(30),
      mtpd: Duration.hours(24),
      resumption: Duration.hours(8),
    }),
    geography: { within: 'EU' },
    topology: Topology.activePassive({
      primary: azure.site('westeurope', {
        ...common,
        cidr: '10.10.0.0/16',
        state: azure.stateIn('casesamsterdam', { resourceGroup: 'cases-state-amsterdam' }),
      }),
      secondary: azure.site('northeurope', {
        ...common,
        cidr: '10.20.0.0/16',
        state: azure.stateIn('casesdublin', { resourceGroup: 'cases-state-dublin' }),
      }),
      witness: azure.stateIn('casesgavle', { resourceGroup: 'cases-state-gavle', region: 'swedencentral' }),
    }),
  });

  // Flow logs would be written with the keys of an account: a network on Azure has none.
  new Network(cases, 'Net', { flowLogs: Duration.ZERO });
  new FileStorage(cases, 'Files', { sizeGiB: 2048, restorableDays: 30 });
  new FileStorage(cases, 'Evidence', { protocol: 'nfs', sizeGiB: 4096, restorableDays: 30 });
  return cases;
}
