/**
 * An insurer settles its claims on SQL Server, at Amsterdam. No claim is lost with a datacenter, and nobody waits for one longer than five minutes; with the
 * whole region the clerks go on within two hours at Dublin, with at most five minutes of claims to be entered again. The data stays in the Union. The program
 * of the clerks runs on machines of an image that the insurer builds, three of them at Amsterdam and one at Dublin until it takes over.
 */
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  Duration,
  LoadBalancer,
  MachineGroup,
  Network,
  Objectives,
  RelationalDatabase,
  Size,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { azure } from 'cdktf-continuity/azure';

/** What is the same at both sites: who applies and recovers, and from where; who is told. */
const common = {
  account: '00000000-0000-0000-0000-000000000001',
  keyOfficer: '00000000-0000-0000-0000-00000000000a',
  appliedFrom: ['198.51.100.16/28'],
  subscriptions: [{ email: 'on-call@claims.example' }],
};

const OWN = `/subscriptions/${common.account}/resourceGroups`;

/** What each site has of its own already. */
const SITES = { 'azure:westeurope': 'amsterdam', 'azure:northeurope': 'dublin' } as const;
const each = (make: (city: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(SITES).map(([site, city]) => [site, make(city)]));

/** Declares the workload `claims`: Amsterdam serves, Dublin stands by, Gävle keeps the state of what joins them. */
export function build(app: App): Workload {
  const claims = new Workload(app, 'claims', {
    objectives: Objectives.of({
      rto: Duration.hours(2),
      rpo: Duration.minutes(5),
      mtpd: Duration.hours(8),
      resumption: Duration.hours(4),
      zone: { rto: Duration.minutes(5), rpo: Duration.ZERO },
    }),
    geography: { within: 'EU' },
    topology: Topology.activePassive({
      primary: azure.site('westeurope', {
        ...common,
        cidr: '10.10.0.0/16',
        state: azure.stateIn('claimsamsterdam', { resourceGroup: 'claims-state-amsterdam' }),
      }),
      secondary: azure.site('northeurope', {
        ...common,
        cidr: '10.20.0.0/16',
        state: azure.stateIn('claimsdublin', { resourceGroup: 'claims-state-dublin' }),
      }),
      witness: azure.stateIn('claimsgavle', { resourceGroup: 'claims-state-gavle', region: 'swedencentral' }),
    }),
  });

  // Flow logs would be written with the keys of an account: a network on Azure has none.
  new Network(claims, 'Net', { flowLogs: Duration.ZERO });
  const policies = new RelationalDatabase(claims, 'Policies', {
    // Which version it is, is the service's: it is always the newest.
    engine: DatabaseEngine.sqlServer(),
    size: Size.of({ vcpus: 8, memoryGiB: 32 }),
    storageGiB: 500,
    restorableDays: 35,
  });
  const desk = new MachineGroup(claims, 'Desk', {
    // A version of the image in the gallery of each site: the pipeline publishes it at Amsterdam, a step brings it to Dublin.
    image: '3.2.0',
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    instances: { active: 3, standby: 1, most: 6 },
    uses: [policies],
    // Capacity for all that serve is kept where it would be asked for on the day.
    reserved: { 'azure:northeurope': 3 },
    startup: Duration.minutes(3),
  });
  new LoadBalancer(claims, 'Door', {
    target: desk,
    certificates: each((city) => `${OWN}/claims-certs/providers/Microsoft.KeyVault/vaults/claims-certs-${city}/secrets/desk`),
    maintenancePages: each((city) => `https://claimspages${city}.blob.core.windows.net/public/later.html`),
  });
  return claims;
}
