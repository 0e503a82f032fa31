import { ContainerImages } from '../../lib/components/container-images';
import { ContainerService } from '../../lib/components/container-service';
import { LoadBalancer } from '../../lib/components/load-balancer';
import { MachineGroup } from '../../lib/components/machine-group';
import { Network } from '../../lib/components/network';
import { ObjectStorage } from '../../lib/components/object-storage';
import { DatabaseEngine } from '../../lib/components/database-engine';
import { RelationalDatabase } from '../../lib/components/relational-database';
import { Secrets } from '../../lib/components/secrets';
import { Duration } from '../../lib/objectives/duration';
import { Size } from '../../lib/components/size';
import { cellsOf } from '../../lib/port/cell';
import { DnsFailover } from '../../lib/traffic/dns-failover';
import { isBuiltin, type BuiltinKind, type Kind } from '../../lib/words/kinds';
import type { Posture } from '../../lib/words/posture';
import type { CloudUnderTest, Made } from './clouds';
import { IMAGE, MAKE } from './components';

/** Where it exists: the first site of AWS; on Azure, networks, blobs, databases, secrets, machines and registries alone; on OCI, networks and repositories of images. */
const SITE = 'aws:eu-west-3';
const arn = (rest: string): string => `arn:aws:elasticloadbalancing:eu-west-3:111122223333:${rest}`;

/** How what exists is declared of a kind, under the id of what is made; and the words that name it. */
interface Adopted extends Made {
  readonly words: readonly string[];
}

const INSTANCES = { active: 4, standby: 1, most: 8 };
const SUBNETS = { publicSubnets: ['subnet-running1', 'subnet-running2'], privateSubnets: ['subnet-running3', 'subnet-running4'] };
const AZURE_ID = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running/providers/Microsoft.Network/virtualNetworks/running-net`;
const AZURE_REGISTRY =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running/providers/Microsoft.ContainerRegistry/registries/runningregistry';
const AZURE_RUNNING = AZURE_ID.slice(0, AZURE_ID.indexOf('Microsoft.Network'));
const AZURE_SERVER = {
  id: `${AZURE_RUNNING}Microsoft.DBforPostgreSQL/flexibleServers/running-ledger`,
  secret: `${AZURE_RUNNING}Microsoft.KeyVault/vaults/running-vault/secrets/ledger-admin`,
  guards: ['public', `${AZURE_RUNNING}Microsoft.Network/privateEndpoints/running-door`],
};
const AZURE_BOOKS = {
  id: `${AZURE_RUNNING}Microsoft.Sql/servers/running-books`,
  secret: `${AZURE_RUNNING}Microsoft.KeyVault/vaults/running-vault/secrets/books-admin`,
  guards: ['public'],
};
const AZURE_INVOICES = {
  id: `${AZURE_RUNNING}Microsoft.Storage/storageAccounts/runninginvoices/blobServices/default/containers/invoices`,
  guards: ['public'],
  appliedFrom: ['203.0.113.7'],
};
const DATABASE = { size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 };
const AZURE_NET = { id: AZURE_ID, publicSubnets: [`${AZURE_ID}/subnets/gate`], privateSubnets: [`${AZURE_ID}/subnets/app`] };
const OCI_NET = {
  id: 'ocid1.vcn.oc1.eu-frankfurt-1.running',
  publicSubnets: ['ocid1.subnet.oc1.eu-frankfurt-1.running1'],
  privateSubnets: ['ocid1.subnet.oc1.eu-frankfurt-1.running2'],
};
const AZURE_COMPUTE = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running/providers/Microsoft.Compute';
const AZURE_IMAGES = {
  'azure:francecentral': `${AZURE_COMPUTE}/galleries/paris/images/back/versions/1.4.0`,
  'azure:germanywestcentral': `${AZURE_COMPUTE}/galleries/frankfurt/images/back/versions/1.4.0`,
};
const BALANCER = {
  id: arn('listener/app/running-web/50dc6c495c0c9188/f2f7dc8efc522ab2'),
  targets: arn('targetgroup/running-web/73e2d6bc24d8a067'),
};

/** Every kind of the table: a new one does not compile until it says how it is adopted. */
const ADOPT: Readonly<Record<BuiltinKind, Omit<Adopted, 'id'>>> = {
  network: {
    words: [
      'vpc-running',
      ...SUBNETS.publicSubnets,
      ...SUBNETS.privateSubnets,
      'running-net',
      OCI_NET.id,
      ...OCI_NET.publicSubnets,
      ...OCI_NET.privateSubnets,
    ],
    make: (workload, { name }) => {
      if (name === 'azure') Network.fromExisting(workload, 'Net', { 'azure:francecentral': AZURE_NET }, { flowLogs: Duration.ZERO });
      else if (name === 'oci') Network.fromExisting(workload, 'Net', { 'oci:eu-frankfurt-1': OCI_NET }, { flowLogs: Duration.days(180) });
      else Network.fromExisting(workload, 'Net', { [SITE]: { id: 'vpc-running', ...SUBNETS } });
    },
  },
  'object-storage': {
    words: ['running-invoices', 'runninginvoices'],
    make: (workload, { name }) =>
      void ObjectStorage.fromExisting(
        workload,
        'Invoices',
        name === 'azure' ? { 'azure:francecentral': AZURE_INVOICES } : { [SITE]: { id: 'running-invoices' } },
      ),
  },
  'relational-database': {
    words: ['running-ledger', 'running/ledger-admin', 'sg-running', 'running-door', 'running-books'],
    make: (workload, { name }) => {
      RelationalDatabase.fromExisting(
        workload,
        'Ledger',
        name === 'azure'
          ? { 'azure:francecentral': AZURE_SERVER }
          : { [SITE]: { id: 'running-ledger', secret: 'running/ledger-admin', guards: ['sg-running'] } },
        { ...DATABASE, engine: DatabaseEngine.postgres('16') },
      );
      if (name !== 'azure') return;
      const books = { ...DATABASE, engine: DatabaseEngine.sqlServer(), database: 'accounts' };
      RelationalDatabase.fromExisting(workload, 'Books', { 'azure:francecentral': AZURE_BOOKS }, books);
    },
  },
  // No cell takes one that exists: it is made.
  'kubernetes-cluster': { words: [], make: MAKE['kubernetes-cluster'].make },
  table: { words: [], make: MAKE.table.make },
  'file-storage': { words: [], make: MAKE['file-storage'].make },
  // It exists wherever it is declared.
  machine: { words: ['running-erp'], make: MAKE.machine.make },
  secrets: {
    words: ['running/api-token', 'running-vault'],
    make: (workload, { name }) =>
      void Secrets.fromExisting(
        workload,
        'Keys',
        name === 'azure'
          ? { 'azure:francecentral': { ids: { 'api-token': 'https://running-vault.vault.azure.net/secrets/ApiToken' } } }
          : { [SITE]: { ids: { 'api-token': 'running/api-token' } } },
      ),
  },
  'container-images': {
    words: ['running/api', 'runningregistry'],
    make: (workload, { name }) =>
      void ContainerImages.fromExisting(
        workload,
        'Images',
        name === 'azure'
          ? { 'azure:francecentral': { ids: ['running/api'], registry: AZURE_REGISTRY } }
          : { [name === 'oci' ? 'oci:eu-frankfurt-1' : SITE]: { ids: ['running/api'] } },
      ),
  },
  'container-service': {
    words: ['running-api', 'running-cluster'],
    make: (workload) =>
      void ContainerService.fromExisting(
        workload,
        'Api',
        { [SITE]: { id: 'running-api', cluster: 'running-cluster' } },
        { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: INSTANCES },
      ),
  },
  'machine-group': {
    words: ['running-back'],
    make: (workload, { name }) =>
      void MachineGroup.fromExisting(
        workload,
        'Back',
        name === 'azure'
          ? { 'azure:francecentral': { id: `${AZURE_COMPUTE}/virtualMachineScaleSets/running-back`, least: 2 } }
          : { [SITE]: { id: 'running-back', least: 2 } },
        {
          ...(name === 'azure' ? { images: AZURE_IMAGES } : { image: 'acme-back-2026-11-29' }),
          ...{ size: Size.of({ vcpus: 2, memoryGiB: 4 }), instances: INSTANCES },
          reserved: name === 'azure' ? { 'azure:germanywestcentral': 4 } : { 'aws:eu-central-1': 4 },
        },
      ),
  },
  'load-balancer': {
    words: [BALANCER.id, BALANCER.targets, 'running-web'],
    make: (workload, cloud) => {
      const web = LoadBalancer.fromExisting(workload, 'Web', { [SITE]: BALANCER }, { plainHttp: true });
      if (cloud.traffic) new DnsFailover(workload, 'Dns', { zone: 'acme.example', record: workload.workloadId, target: web });
    },
  },
};

/** What names what exists, of any kind. */
export const WORDS: readonly string[] = Object.values(ADOPT).flatMap(({ words }) => words);

/** Kinds of which a cell on a cloud takes what exists beside such a standby, each once, however many cells of it do. */
export const adoptedOn = (
  { cloud }: Pick<CloudUnderTest, 'cloud'>,
  postureOf: (kind: BuiltinKind) => Posture | undefined,
): BuiltinKind[] => [
  ...new Set(
    cellsOf(cloud.cells).flatMap(([kind, { facts }]) => {
      if (!facts.adopts || !isBuiltin(kind)) return [];
      const posture = postureOf(kind);
      return posture !== undefined && facts.adoptsBeside?.postures.includes(posture) === false ? [] : [kind];
    }),
  ),
];

/** How what exists of a kind is declared. */
export const adoptedOf = (kind: Kind): Made => ({ ...ADOPT[kind as BuiltinKind], id: MAKE[kind as BuiltinKind].id });
