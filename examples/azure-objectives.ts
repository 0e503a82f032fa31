/**
 * A consultancy on Azure has its objectives written down: users are served again within an hour, fifteen minutes are lost at the most, and the service is
 * there 99 % of each month, by what Microsoft promises of all that it stands on. Its network, its vault and its database run in Paris already, so the dossier first says
 * whether what runs could meet that, and what the cheapest improvement is. An entrance with a firewall at each site, one name over both, and somebody is
 * called at three levels: what the services tell, a page that users see, and a number of the business. People decide on a failover, all of it is then
 * deployed by its run, and a switch in peace proves it: the dossier says when one was made, or that none was.
 */
import type { App } from 'cdktf';
import {
  BusinessMetric,
  ContainerImages,
  ContainerService,
  DatabaseEngine,
  DnsFailover,
  Duration,
  LoadBalancer,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Secrets,
  Size,
  Topology,
  WebTest,
  Workload,
} from 'cdktf-continuity';
import { azure } from 'cdktf-continuity/azure';

const ACCOUNT = '00000000-0000-0000-0000-000000000001';
const within = (group: string, type: string, name: string): string =>
  `/subscriptions/${ACCOUNT}/resourceGroups/${group}/providers/${type}/${name}`;

/** The same at both sites: who applies and recovers, and from where; who works on the documents; who is told. */
const common = {
  account: ACCOUNT,
  keyOfficer: '00000000-0000-0000-0000-00000000000a',
  appliedFrom: ['198.51.100.16/28'],
  contributors: ['00000000-0000-0000-0000-00000000000b'],
  subscriptions: [{ email: 'on-call@advice.example' }],
};

/** What each site has of its own already: the certificate of its entrance, a firewall's policy, a place for logs, a page for the day. */
const PARIS = 'azure:francecentral';
const SITES = { [PARIS]: 'paris', 'azure:swedencentral': 'gavle' } as const;
const each = (make: (city: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(SITES).map(([site, city]) => [site, make(city)]));

/** The network that runs: its first public subnet holds gateways and nothing else, its last private one containers. */
const RUNNING = within('advice-paris', 'Microsoft.Network', 'virtualNetworks/advice');

/** Declares the workload `advice`: Paris serves, Gävle stands by, Frankfurt keeps the state of what joins them. */
export function build(app: App): Workload {
  const advice = new Workload(app, 'advice', {
    objectives: Objectives.of({
      rto: Duration.hours(1),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(8),
      resumption: Duration.hours(2),
      slo: 99,
    }),
    topology: Topology.activePassive({
      primary: azure.site('francecentral', {
        ...common,
        cidr: '10.10.0.0/16',
        state: azure.stateIn('advicestateparis', { resourceGroup: 'advice-state-paris' }),
      }),
      secondary: azure.site('swedencentral', {
        ...common,
        cidr: '10.20.0.0/16',
        state: azure.stateIn('advicestategavle', { resourceGroup: 'advice-state-gavle' }),
      }),
      witness: azure.stateIn('advicestatefrankfurt', { resourceGroup: 'advice-state-frankfurt', region: 'germanywestcentral' }),
    }),
  });

  // Flow logs would be written with the keys of an account: a network on Azure has none.
  Network.fromExisting(
    advice,
    'Net',
    {
      [PARIS]: {
        id: RUNNING,
        publicSubnets: [`${RUNNING}/subnets/gate`],
        privateSubnets: [`${RUNNING}/subnets/app`, `${RUNNING}/subnets/apps`],
      },
    },
    { flowLogs: Duration.ZERO },
  );
  const keys = Secrets.fromExisting(advice, 'Keys', {
    [PARIS]: { ids: { 'signing-key': 'https://advice-paris.vault.azure.net/secrets/SigningKey' } },
  });
  new ContainerImages(advice, 'Images', { repositories: ['advice/api'] });
  const documents = new ObjectStorage(advice, 'Documents', { sizeGiB: 200 });
  // What runs is followed, and stays its owner's: a failover group gives the role over, and back.
  const cases = RelationalDatabase.fromExisting(
    advice,
    'Cases',
    {
      [PARIS]: {
        id: within('advice-paris', 'Microsoft.Sql', 'servers/advice-cases'),
        secret: within('advice-paris', 'Microsoft.KeyVault', 'vaults/advice-paris/secrets/cases-admin'),
        guards: [within('advice-paris', 'Microsoft.Network', 'privateEndpoints/advice-cases')],
      },
    },
    { engine: DatabaseEngine.sqlServer(), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100, database: 'cases' },
  );
  // The application is deployed by the same runs: made anew beside the old one, by its image.
  const desk = new ContainerService(advice, 'Desk', {
    image: 'advice/api@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945',
    size: Size.of({ vcpus: 1, memoryGiB: 2 }),
    instances: { active: 2, standby: 1, most: 6 },
    uses: [cases, documents, keys],
  });
  const web = new LoadBalancer(advice, 'Web', {
    target: desk,
    certificates: each((city) => within('advice-certs', 'Microsoft.KeyVault', `vaults/advice-certs-${city}/secrets/advice`)),
    firewalls: each((city) => within('advice-waf', 'Microsoft.Network', `applicationGatewayWebApplicationFirewallPolicies/advice-${city}`)),
    accessLogs: each((city) => within('advice-logs', 'Microsoft.OperationalInsights', `workspaces/advice-${city}`)),
    maintenancePages: each((city) => `https://advicepages${city}.blob.core.windows.net/public/maintenance.html`),
  });
  new DnsFailover(advice, 'Dns', { zone: 'advice.example', record: 'app', target: web });
  // Three levels of what somebody would notice: what the services tell is told anyway; what users see; and whether cases are still filed.
  new WebTest(advice, 'Board', { path: '/desk', contains: 'Open cases' });
  new BusinessMetric(advice, 'Filed', {
    says: 'No case was filed for an hour',
    namespace: 'azure.applicationinsights',
    metric: 'cases-filed',
    of: Object.fromEntries(
      Object.entries(SITES).map(([site, city]) => [
        site,
        { app: within('advice-logs', 'Microsoft.Insights', `components/advice-${city}`) },
      ]),
    ),
    wrong: 'below',
    bound: 1,
  });
  return advice;
}
