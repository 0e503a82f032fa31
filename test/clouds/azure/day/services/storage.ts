import { randomUUID, createHash } from 'node:crypto';
import { Refusal } from '../../../../support/day/refusal';
import { armOf, listOf, managed, named } from '../arm';
import type { Body, Call, Resource, Service } from '../service';
import { CALLER, type World } from '../world';
import { inRegions } from './geo';

/*
 * Storage accounts, their blobs, and object replication: https://learn.microsoft.com/azure/storage/blobs/object-replication-overview and
 * …/object-replication-configure, https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes (2026-11).
 */

const ACCOUNT = 'Microsoft.Storage/storageAccounts';
const POLICY = `${ACCOUNT}/objectReplicationPolicies`;

/** A blob. */
export interface Blob {
  readonly name: string;
  readonly content: string;
  readonly at: number;
  /** By policy. */
  readonly sent: Map<string, 'complete' | 'failed'>;
}

interface Policy extends Body {
  readonly policyId: string;
  readonly sourceAccount: string;
  readonly destinationAccount: string;
  readonly rules: readonly { readonly ruleId: string; readonly sourceContainer: string; readonly destinationContainer: string }[];
}

const policyOf = ({ properties }: Resource): Policy => properties as Policy;
const nameOf = (account: string): string => (account.split('/').at(-1) as string).toLowerCase();
const blobs = (world: World): Map<string, Map<string, Blob>> => world.store('blobs', () => new Map());

/** What a container holds, by the name of its account. */
export function blobsIn(world: World, account: string, container: string): Map<string, Blob> {
  const key = `${account.toLowerCase()}/${container}`;
  const all = blobs(world);
  if (!all.has(key)) all.set(key, new Map());
  return all.get(key) as Map<string, Blob>;
}

const policiesOf = (world: World, account: string): Policy[] =>
  world
    .all(POLICY)
    .filter(({ id }) => id.toLowerCase().includes(`/storageaccounts/${account.toLowerCase()}/`))
    .map(policyOf);

/** Why a container takes no write: it is the destination of a policy that its account knows. */
function refuseDestination(world: World, account: string, container: string): void {
  const follows = policiesOf(world, account).some(
    ({ destinationAccount, rules }) =>
      nameOf(destinationAccount) === account.toLowerCase() && rules.some((rule) => rule.destinationContainer === container),
  );
  if (follows)
    throw new Refusal(
      409,
      'Conflict',
      'The container is the destination of an object replication policy: it takes no write (409, Conflict).',
    );
}

/** A policy is made at its destination first, under the name `default`; one a pair of accounts, two destinations of a source, two policies into one. */
function makePolicy(world: World, next: Resource): Resource {
  const policy = policyOf(next);
  const account = next.id.split('/').at(-3) as string;
  const own = policiesOf(world, account).filter(({ policyId }) => policyId !== next.name);
  const same = own.find(
    (one) =>
      nameOf(one.sourceAccount) === nameOf(policy.sourceAccount) && nameOf(one.destinationAccount) === nameOf(policy.destinationAccount),
  );
  if (same)
    throw new Refusal(409, 'Conflict', `Only one replication policy may be created for each pair of accounts: ${same.policyId} is there.`);
  const isSource = nameOf(policy.sourceAccount) === account.toLowerCase();
  const alike = own.filter((one) =>
    isSource ? nameOf(one.sourceAccount) === account.toLowerCase() : nameOf(one.destinationAccount) === account.toLowerCase(),
  );
  if (alike.length >= 2)
    throw new Refusal(409, 'Conflict', `${account} is ${isSource ? 'the source' : 'the destination'} of two replication policies.`);
  if (isSource && next.name === 'default') throw new Refusal(400, 'BadRequest', 'A policy is made at its destination first.');
  const id = isSource ? next.name : randomUUID();
  const rules = policy.rules.map((rule) => ({ ...rule, ruleId: rule.ruleId || randomUUID() }));
  return { ...next, id: `${next.id.slice(0, next.id.lastIndexOf('/'))}/${id}`, name: id, properties: { ...policy, policyId: id, rules } };
}

/** A policy sends while both of its halves stand, and both regions answer; block by block, so that what was just written waits once. */
function replicate(world: World): void {
  for (const half of world.all(POLICY).map(policyOf)) {
    const [from, to] = [world.named(ACCOUNT, nameOf(half.sourceAccount)), world.named(ACCOUNT, nameOf(half.destinationAccount))];
    if (!from || !to || [from, to].some((one) => world.down.has(world.regionOf(one) as string))) continue;
    const whole = [from, to].every(({ name }) => policiesOf(world, name).some(({ policyId }) => policyId === half.policyId));
    if (!whole) continue;
    for (const { sourceContainer, destinationContainer } of half.rules) {
      for (const blob of blobsIn(world, from.name, sourceContainer).values()) {
        if (blob.sent.has(half.policyId)) continue;
        blobsIn(world, to.name, destinationContainer).set(blob.name, { ...blob, sent: new Map() });
        blob.sent.set(half.policyId, 'complete');
      }
    }
  }
}

/** What the firewall of an account says: https://learn.microsoft.com/azure/storage/common/storage-network-security */
function admit({ properties }: Resource): void {
  const acls = (properties['networkAcls'] ?? {}) as { defaultAction?: string; ipRules?: readonly { value: string }[] };
  const isOpen =
    properties['publicNetworkAccess'] !== 'Disabled' &&
    (acls.defaultAction !== 'Deny' || acls.ipRules?.some(({ value }) => value === CALLER.address));
  if (!isOpen) throw new Refusal(403, 'AuthorizationFailure', 'This request is not authorized to perform this operation.');
}

/** What an application does that has a file to keep, from the subnet that its site admits. */
export function store(world: World, account: string, container: string, name: string, content = name): void {
  const one = world.named(ACCOUNT, account);
  if (!one || world.down.has(world.regionOf(one) as string)) throw new Refusal(0, 'ENOTFOUND', `${account} does not answer`);
  const rules = (one.properties['networkAcls'] as { virtualNetworkRules: readonly unknown[] }).virtualNetworkRules;
  if (rules.length === 0) throw new Refusal(403, 'AuthorizationFailure', 'This request is not authorized to perform this operation.');
  refuseDestination(world, account, container);
  blobsIn(world, account, container).set(name, { name, content, at: Date.now(), sent: new Map() });
}

const READS = ['Storage Blob Data Reader', 'Storage Blob Data Contributor', 'Storage Blob Data Owner'];

function answer(world: World, account: Resource, { method, path, query = {}, headers = {}, body }: Call): unknown {
  admit(account);
  world.allow(account.id, method === 'GET' || method === 'HEAD' ? READS : READS.slice(1));
  const [, container = '', ...rest] = path.split('/');
  const name = rest.join('/');
  if (!world.at(`${account.id}/blobServices/default/containers/${container}`))
    throw new Refusal(404, 'ContainerNotFound', 'The specified container does not exist.');
  const all = blobsIn(world, account.name, container);
  if (method === 'PUT') {
    refuseDestination(world, account.name, container);
    if (headers['if-none-match'] === '*' && all.has(name))
      throw new Refusal(409, 'BlobAlreadyExists', 'The specified blob already exists.');
    all.set(name, { name, content: String(body), at: Date.now(), sent: new Map() });
    return {};
  }
  if (query['comp'] === 'list') return [...all.values()].map((blob) => listed(world, account.name, blob));
  const blob = all.get(name);
  if (!blob) throw new Refusal(404, 'BlobNotFound', 'The specified blob does not exist.');
  return { ...listed(world, account.name, blob), content: blob.content };
}

/** As the command line tells it (`transform_blob_json_output` of its sources). */
function listed(world: World, account: string, { name, content, at, sent }: Blob): Body {
  const policies = new Map(policiesOf(world, account).map(({ policyId, rules }) => [policyId, rules[0]?.ruleId]));
  const sources = [...sent].map(([policyId, status]) => ({
    policyId,
    rules: [{ ruleId: policies.get(policyId) ?? randomUUID(), status }],
  }));
  return {
    name,
    snapshot: null,
    metadata: {},
    objectReplicationSourceProperties: sources.length > 0 ? sources : null,
    properties: {
      blobType: 'BlockBlob',
      blobTier: 'Hot',
      contentLength: content.length,
      contentSettings: { contentMd5: createHash('md5').update(content).digest('hex') },
      lastModified: new Date(at).toISOString().replace('Z', '+00:00'),
      lease: { state: 'available', status: 'unlocked' },
    },
  };
}

const accountId = ({
  subscription = '',
  'resource-group': group = '',
  'account-name': account,
  name,
}: Readonly<Record<string, string>>): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${ACCOUNT}/${account ?? name ?? ''}`;
const blobCall = (options: Readonly<Record<string, string>>, method: Call['method'], more: Partial<Call> = {}): Call => ({
  method,
  host: `${options['account-name'] ?? ''}.blob.core.windows.net`,
  path: `/${options['container-name'] ?? ''}${options['name'] === undefined ? '' : `/${options['name']}`}`,
  ...more,
});

const acls = (body: Body): Body => {
  const {
    default_action: defaultAction,
    ip_rules: ips = [],
    virtual_network_subnet_ids: subnets = [],
  } = (body['network_rules'] ?? {}) as Body;
  return {
    publicNetworkAccess: body['public_network_access_enabled'] === false ? 'Disabled' : 'Enabled',
    networkAcls: {
      defaultAction: defaultAction ?? 'Allow',
      ipRules: (ips as string[]).map((value) => ({ value })),
      virtualNetworkRules: (subnets as string[]).map((id) => ({ id })),
    },
  };
};

export const storage: Service = {
  types: {
    [ACCOUNT.toLowerCase()]: {
      put: (world, next, was) => {
        const service = `${next.id}/blobServices/default`;
        if (!world.at(service))
          world.resources.set(service.toLowerCase(), { id: service, name: 'default', type: `${ACCOUNT}/blobServices`, properties: {} });
        const one = inRegions(world, next, was);
        return { ...one, properties: { ...one.properties, provisioningState: 'Succeeded', statusOfPrimary: 'available' } };
      },
    },
    [POLICY.toLowerCase()]: { put: makePolicy },
  },
  planes: [{ suffix: 'blob.core.windows.net', type: ACCOUNT, answer }],
  passes: { replication: replicate },
  commands: {
    'storage account show': (world, options) => named(managed(world, 'GET', accountId(options)), { networkAcls: 'networkRuleSet' }),
    'storage account list': (world, { subscription = '' }) => listOf(world, `/subscriptions/${subscription}/providers/${ACCOUNT}`),
    'storage account or-policy list': (world, options) => listOf(world, `${accountId(options)}/objectReplicationPolicies`),
    'storage account or-policy delete': (world, options) =>
      managed(world, 'DELETE', `${accountId(options)}/objectReplicationPolicies/${options['policy-id'] ?? ''}`),
    'storage container-rm list': (world, options) =>
      listOf(world, `${accountId({ ...options, 'account-name': options['storage-account'] ?? '' })}/blobServices/default/containers`),
    'storage blob list': (world, options) => world.call(blobCall({ ...options }, 'GET', { query: { comp: 'list', restype: 'container' } })),
    'storage blob exists': (world, options) => {
      try {
        world.call(blobCall(options, 'HEAD'));
        return { exists: true };
      } catch (error) {
        // The command tells what is not there from what is refused: a container that is not there has no blob, too.
        if (error instanceof Refusal && error.status === 404 && error.code !== 'ENOTFOUND') return { exists: false };
        throw error;
      }
    },
    'storage blob show': (world, options) => world.call(blobCall(options, 'HEAD')),
    'storage blob download': (world, options) => ({
      file: options['file'],
      content: (world.call(blobCall(options, 'GET')) as Body)['content'],
    }),
    'storage blob upload': (world, options) =>
      world.call(
        blobCall(options, 'PUT', {
          body: options['@file'] ?? '',
          headers: options['if-none-match'] ? { 'if-none-match': options['if-none-match'] } : {},
        }),
      ),
  },
  renders: {
    azurerm_storage_account: {
      id: (body) => armOf(body, ACCOUNT),
      arm: (body) => {
        const { location, tags, account_replication_type: kind } = body;
        const isGeo = String(kind).startsWith('G');
        return {
          ...(isGeo ? {} : { location }),
          tags,
          properties: { ...acls(body), ...(isGeo ? { begins: { region: location, kind } } : {}) },
        };
      },
      anew: ['name', 'location', 'resource_group_name', 'account_kind', 'account_tier'],
    },
    azurerm_storage_container: {
      id: ({ storage_account_id: account, name }) => `${String(account)}/blobServices/default/containers/${String(name)}`,
      anew: ['name', 'storage_account_id'],
    },
    // Its create and its read: github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/storage/storage_object_replication_resource.go
    azurerm_storage_object_replication: {
      id: () => '',
      anew: ['source_storage_account_id', 'destination_storage_account_id'],
      make: (world, body) => {
        const [sourceAccount, destinationAccount] = [
          String(body['source_storage_account_id']),
          String(body['destination_storage_account_id']),
        ];
        const there = listOf(world, `${destinationAccount}/objectReplicationPolicies`).find(
          (one) => nameOf(String(one['sourceAccount'])) === nameOf(sourceAccount),
        );
        if (there)
          throw new Error(
            `a resource with the ID "${String(there['id'])}" already exists - to be managed via Terraform this resource needs to be imported into the State.`,
          );
        const rules = (body['rules'] as Body[]).map((rule) => ({
          ruleId: '',
          sourceContainer: rule['source_container_name'],
          destinationContainer: rule['destination_container_name'],
        }));
        const made = managed(world, 'PUT', `${destinationAccount}/objectReplicationPolicies/default`, {
          properties: { sourceAccount, destinationAccount, rules },
        });
        const name = String(made['name']);
        managed(world, 'PUT', `${sourceAccount}/objectReplicationPolicies/${name}`, { properties: made['properties'] });
        return `${sourceAccount}/objectReplicationPolicies/${name};${destinationAccount}/objectReplicationPolicies/${name}`;
      },
      there: (world, id) => id.split(';').every((half) => world.at(half) !== undefined),
      remove: (world, id) => {
        for (const half of id.split(';').reverse()) managed(world, 'DELETE', half);
      },
    },
  },
};
