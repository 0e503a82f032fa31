import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance/index.js';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import { ObjectstorageReplicationPolicy } from '@cdktf/provider-oci/objectstorage-replication-policy';
import { OciProvider } from '@cdktf/provider-oci/provider';
import { VaultSecret } from '@cdktf/provider-oci/vault-secret';
import type { App, TerraformResource, TerraformResourceLifecycle } from 'cdktf';
import {
  DatabaseEngine,
  Network,
  ObjectStorage,
  RelationalDatabase,
  Secrets,
  Size,
  Tier,
  Workload,
  type OnSite,
  type SiteHandle,
} from '../../lib';
import { aws } from '../../lib/clouds/aws/aws';
import { addCustomization } from '../../lib/port/customize';
import { appIn, folder, FRANKFURT, network, PARIS, PATIENT, refusal, workload, written } from '../declared';
import { CLOUDS, cloudNamed } from '../support/clouds';
import type { StackJson } from '../support/json';

/** Refuses, by id, what is declared; and nothing was written. */
function refused(declare: (app: App) => void): string {
  const dir = folder();
  const app = appIn(dir);
  declare(app);
  const said = refusal(() => {
    app.synth();
  }).message;
  expect(written(join(dir, 'out')).filter((name) => name.endsWith('.tf.json'))).toEqual([]);
  return said;
}

/** What holds data is accepted as it is: here it is the places that count. */
const acknowledge = [{ id: 'DR-OWN-03', reason: 'a test' }];

const bucketOf = (app: App): { w: Workload; invoices: ObjectStorage } => {
  const w = workload(app, 'billing', { tier: Tier.HOT, acknowledge });
  return { w, invoices: new ObjectStorage(w, 'Invoices') };
};

const onSite = (render: OnSite) => (app: App) => {
  bucketOf(app).w.onEverySite(render);
};

const parameter = (stack: ConstructorParameters<typeof SsmParameter>[0], id: string, more: object = {}) =>
  new SsmParameter(stack, id, { name: `/${id}`, type: 'String', value: 'x', ...more });

describe('The architect’s own resources obey the laws', () => {
  const REFUSED: readonly (readonly [string, OnSite, RegExp])[] = [
    [
      'a provider of the other region',
      ({ stack }) => void new AwsProvider(stack, 'other', { region: 'us-west-2', alias: 'other' }),
      /DR-REACH[\s\S]*a provider of another region[\s\S]*us-west-2/,
    ],
    [
      'a region argument',
      ({ stack }) => void parameter(stack, 'mine', { region: 'eu-north-1' }),
      /DR-REACH[\s\S]*aws_ssm_parameter\.mine stands in another region[\s\S]*region = eu-north-1[\s\S]*say eu-/,
    ],
    [
      'a role',
      ({ stack }) => void new IamRole(stack, 'mine', { name: 'mine', assumeRolePolicy: '{}' }),
      /DR-REACH[\s\S]*aws_iam_role\.mine is read through us-east-1[\s\S]*onEveryBase/,
    ],
    [
      'a global table',
      ({ stack, site }) =>
        void new DynamodbTable(stack, 'orders', {
          name: 'orders',
          hashKey: 'id',
          attribute: [{ name: 'id', type: 'S' }],
          replica: [{ regionName: site === FRANKFURT ? 'eu-west-3' : 'eu-central-1' }],
        }),
      /DR-REACH[\s\S]*aws_dynamodb_table\.orders reaches eu-/,
    ],
    [
      'a bucket that stands only where the site serves',
      ({ stack, whenActive }) => {
        whenActive(() => new S3Bucket(stack, 'mine', { bucket: 'mine' }));
      },
      /DR-OWN-01[\s\S]*aws_s3_bucket\.mine[\s\S]*outside of whenActive/,
    ],
    [
      'an async hook',

      async ({ stack }) => {
        await Promise.resolve();
        parameter(stack, 'late');
      },
      /DR-HOOK-01[\s\S]*onEverySite is asynchronous/,
    ],
  ];

  test.each(REFUSED)('%s is refused', (_, render, said) => {
    expect(refused(onSite(render))).toMatch(said);
  });

  test('a value of another stack is refused: recovery would read the state of the lost site', () => {
    const made: SsmParameter[] = [];
    const said = refused(
      onSite(({ stack }) => {
        const [first] = made;
        made.push(parameter(stack, 'mine', first ? { value: first.arn } : {}));
      }),
    );
    expect(said).toMatch(/DR-REACH[\s\S]*billing-eu-central-1[\s\S]*a value of another stack is read from its state/);
  });

  test('what would be changed on the day through another region is refused', () => {
    const said = refused((app) => {
      const { w, invoices } = bucketOf(app);
      w.onEverySite(({ stack, at, whenActive }) => {
        whenActive(() => new S3BucketNotification(stack, 'mine', { bucket: at(invoices).name, eventbridge: true }));
      });
    });
    expect(said).toMatch(
      /DR-REACH[\s\S]*aws_s3_bucket_notification\.mine is changed through us-east-1[\s\S]*outside of whenActive, at both sites/,
    );
  });

  test('a word in a tag or in a variable places nothing', () => {
    const app = appIn(folder());
    const { w } = bucketOf(app);
    w.onEverySite(({ stack }) => void parameter(stack, 'mine', { tags: { region: 'us-west-2', owner_id: 'eu-central-1' } }));
    expect(() => {
      app.synth();
    }).not.toThrow();
  });

  test('in peace it may be: no apply of the day changes it', () => {
    const app = appIn(folder());
    const { w, invoices } = bucketOf(app);
    w.onEverySite(({ stack, at }) => void new S3BucketNotification(stack, 'mine', { bucket: at(invoices).name, eventbridge: true }));
    expect(() => {
      app.synth();
    }).not.toThrow();
  });

  /** Refuses what is added to a bucket at two sites of a cloud. */
  const refusedOn = (cloud: string, render: OnSite) =>
    refused((app) => {
      const w = new Workload(app, 'billing', { objectives: PATIENT, tier: Tier.HOT, topology: cloudNamed(cloud).topology(), acknowledge });
      new ObjectStorage(w, 'Invoices');
      w.onEverySite(render);
    });

  const GERMANY = 'azure:germanywestcentral';
  const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/billing-germanywestcentral';
  const inFrance =
    (render: OnSite): OnSite =>
    (handle) => {
      if (handle.site !== GERMANY) render(handle);
    };
  const AZURE: readonly (readonly [string, OnSite, RegExp])[] = [
    [
      'a location that another site has, though one provider serves every region',
      ({ stack }) => void new ResourceGroup(stack, 'mine', { name: 'mine', location: 'germanywestcentral' }),
      /azurerm_resource_group\.mine stands in another region[\s\S]*location = germanywestcentral/,
    ],
    [
      'the same, as people write it',
      inFrance(({ stack }) => void new ResourceGroup(stack, 'mine', { name: 'mine', location: 'Germany West Central' })),
      /azurerm_resource_group\.mine stands in another region[\s\S]*say francecentral/,
    ],
    [
      'a location in a block',
      inFrance(
        ({ stack }) =>
          void new ContainerRegistry(stack, 'mine', {
            ...{ name: 'acme', resourceGroupName: 'mine', location: 'francecentral', sku: 'Premium' },
            georeplications: [{ location: 'germanywestcentral' }],
          }),
      ),
      /azurerm_container_registry\.mine stands in another region/,
    ],
    [
      'the resource group of the other site, by name',
      inFrance(
        ({ stack }) =>
          void new UserAssignedIdentity(stack, 'mine', {
            ...{ name: 'mine', location: 'francecentral', resourceGroupName: 'billing-germanywestcentral' },
          }),
      ),
      /azurerm_user_assigned_identity\.mine names what stands at azure:germanywestcentral[\s\S]*a stack of your own/,
    ],
    [
      'an id of the other site, however it is written',
      inFrance(
        ({ stack }) =>
          void new StorageContainer(stack, 'mine', {
            name: 'mine',
            storageAccountId: `${GROUP.toUpperCase()}/providers/Microsoft.Storage/storageAccounts/acme`,
          }),
      ),
      /azurerm_storage_container\.mine names what stands at azure:germanywestcentral/,
    ],
    [
      'a role',
      ({ stack }) => void new RoleAssignment(stack, 'mine', { scope: '/subscriptions/1', principalId: 'p', roleDefinitionName: 'Reader' }),
      /azurerm_role_assignment\.mine is read through global[\s\S]*onEveryBase/,
    ],
    [
      'an identity, which is no regional thing',
      ({ stack, site }) =>
        void new UserAssignedIdentity(stack, 'mine', { name: 'mine', location: site.slice(6), resourceGroupName: 'mine' }),
      /azurerm_user_assigned_identity\.mine is changed through global[\s\S]*onEveryBase/,
    ],
    [
      'what holds data, only where the site serves',
      ({ stack, site, whenActive }) => {
        whenActive(() => new ResourceGroup(stack, 'mine', { name: 'mine', location: site.slice(6) }));
      },
      /DR-OWN-01[\s\S]*azurerm_resource_group\.mine/,
    ],
  ];

  test.each(AZURE)('Azure: %s is refused', (_, render, said) => {
    expect(refusedOn('azure', render)).toMatch(said);
  });

  test('Azure: an id in a tag or in a text of another kind is inert', () => {
    const app = appIn(folder());
    const w = new Workload(app, 'billing', { objectives: PATIENT, tier: Tier.HOT, topology: cloudNamed('azure').topology() });
    new ObjectStorage(w, 'Invoices');
    w.onEverySite(
      ({ stack, site }) =>
        void new ResourceGroup(stack, 'mine', { name: 'mine', location: site.slice(6), tags: { peer: GROUP }, managedBy: GROUP }),
    );
    expect(() => {
      app.synth();
    }).not.toThrow();
  });

  const vault = { compartmentId: 'ocid1.compartment.oc1..a', vaultId: 'v' };
  const OCI: readonly (readonly [string, OnSite, RegExp])[] = [
    [
      'a provider of the other region',
      ({ stack }) => void new OciProvider(stack, 'other', { region: 'uk-london-1', alias: 'other' }),
      /a provider of another region[\s\S]*oci in uk-london-1/,
    ],
    [
      'a region in a list inside of a list: targets of a secret',
      ({ stack }) =>
        void new VaultSecret(stack, 'mine', {
          ...{ ...vault, keyId: 'k', secretName: 'mine' },
          replicationConfig: { replicationTargets: [{ targetKeyId: 'k', targetRegion: 'eu-zurich-1', targetVaultId: 'v' }] },
        }),
      /oci_vault_secret\.mine stands in another region[\s\S]*target_region = eu-zurich-1/,
    ],
    [
      'a bucket that is copied to the other site',
      ({ stack, site }) => {
        if (site !== 'oci:eu-frankfurt-1') return;
        new ObjectstorageReplicationPolicy(stack, 'mine', {
          ...{ bucket: 'a', namespace: 'acmens', name: 'mine' },
          ...{ destinationBucketName: 'b', destinationRegionName: 'eu-paris-1' },
        });
      },
      /oci_objectstorage_replication_policy\.mine stands in another region/,
    ],
    [
      'a key of the other site, by its id',
      ({ stack, site }) => {
        if (site !== 'oci:eu-frankfurt-1') return;
        new VaultSecret(stack, 'mine', { ...vault, keyId: 'ocid1.key.oc1.eu-paris-1.x.y', secretName: 'mine' });
      },
      /oci_vault_secret\.mine names what stands at oci:eu-paris-1/,
    ],
    [
      'a policy, which is written in the home region alone',
      ({ stack }) => void new IdentityPolicy(stack, 'mine', { ...vault, description: 'x', name: 'mine', statements: ['Allow …'] }),
      /oci_identity_policy\.mine is changed through home[\s\S]*onEveryBase/,
    ],
    [
      'what holds data, only where the site serves',
      ({ stack, whenActive }) => {
        whenActive(() => new VaultSecret(stack, 'mine', { ...vault, keyId: 'k', secretName: 'mine' }));
      },
      /DR-OWN-01[\s\S]*oci_vault_secret\.mine/,
    ],
  ];

  test.each(OCI)('OCI: %s is refused', (_, render, said) => {
    expect(refusedOn('oci', render)).toMatch(said);
  });

  test.each(CLOUDS.map(({ name }) => name))('%s: a value of another stack, an asynchronous hook, and another name are refused', (name) => {
    const made: TerraformResource[] = [];
    const before = (handle: SiteHandle): void => {
      const one = handle.rendered(invoices)?.instance as TerraformResource;
      made.push(one);
      if (made.length === 2) one.addOverride('tags.of', made[0]?.getStringAttribute('id'));
    };
    let invoices: ObjectStorage;
    const declared = (render: (w: Workload) => void) =>
      refused((app) => {
        const w = new Workload(app, 'billing', { objectives: PATIENT, tier: Tier.HOT, topology: cloudNamed(name).topology() });
        invoices = new ObjectStorage(w, 'Invoices');
        render(w);
      });
    expect(
      declared((w) => {
        w.onEverySite(before);
      }),
    ).toMatch(/DR-REACH[\s\S]*a value of another stack/);
    expect(
      declared((w) => {
        w.onEverySite(async () => Promise.resolve());
      }),
    ).toMatch(/DR-HOOK-01/);
    expect(
      declared(() => {
        addCustomization(invoices, name, ({ instance }) => {
          Object.assign(instance, { bucket: 'other', name: 'other' });
        });
      }),
    ).toMatch(/DR-NAME-03/);
  });

  test.each([
    ['by reference', (bucket: S3Bucket) => bucket.bucket],
    ['by its id', (bucket: S3Bucket) => bucket.id],
    ['by name', (bucket: S3Bucket) => bucket.bucketInput as string],
  ])('a second policy of a bucket of the library, named %s, is refused', (_, nameOf) => {
    const said = refused((app) => {
      const { w, invoices } = bucketOf(app);
      w.onEverySite(({ stack, rendered }) => {
        const bucket = rendered(invoices)?.instance as S3Bucket;
        new S3BucketPolicy(stack, 'mine', { bucket: nameOf(bucket), policy: '{}' });
      });
    });
    expect(said).toMatch(/DR-OWN-02[\s\S]*aws_s3_bucket_policy\.mine[\s\S]*aws_s3_bucket_policy\.invoices-policy[\s\S]*customize/);
  });

  test('a name that other stacks compute is not changed by customize', () => {
    const said = refused((app) => {
      const { invoices } = bucketOf(app);
      aws.customize<S3Bucket>(invoices, ({ instance }) => {
        instance.bucket = 'mine';
      });
    });
    expect(said).toMatch(/DR-NAME-03[\s\S]*changes bucket of aws_s3_bucket\.invoices[\s\S]*mine/);
  });

  const ledgerWith = (change: (lifecycle: TerraformResourceLifecycle) => TerraformResourceLifecycle) => (app: App) => {
    const w = workload(app, 'billing', { tier: Tier.HOT });
    new Network(w, 'Net');
    const size = Size.of({ vcpus: 2, memoryGiB: 8 });
    const ledger = new RelationalDatabase(w, 'Ledger', { engine: DatabaseEngine.postgres('16'), size, storageGiB: 100 });
    aws.customize<DbInstance>(ledger, ({ instance }) => {
      instance.lifecycle = change(instance.lifecycle ?? {});
    });
  };

  test.each([
    ['prevent_destroy', (was: TerraformResourceLifecycle) => ({ ...was, preventDestroy: false })],
    ['prevent_destroy', () => ({ ignoreChanges: 'all' as const })],
    ['ignore_changes username', () => ({ preventDestroy: true, ignoreChanges: ['tags'] })],
  ])('what keeps data is not taken away by customize: %s', (lost, change) => {
    const said = refused(ledgerWith(change));
    expect(said).toMatch(/DR-OWN-04[\s\S]*aws_db_instance\.ledger[\s\S]*destroyable: true/);
    expect(said).toContain(`without ${lost}`);
  });

  test.each([
    ['more is ignored', (was: TerraformResourceLifecycle) => ({ ...was, ignoreChanges: [...(was.ignoreChanges ?? []), 'tags'] })],
    ['all is ignored', (was: TerraformResourceLifecycle) => ({ ...was, ignoreChanges: 'all' as const })],
  ])('customize may keep more than the library does: %s', (_, change) => {
    expect(() => refused(ledgerWith(change))).toThrow('nothing was refused');
  });

  test('what stays in its site is rendered, and a role stands in the base of each site', () => {
    const dir = folder();
    const app = appIn(dir);
    const { w, invoices } = bucketOf(app);
    w.onEveryBase(({ stack, site }) => void new IamRole(stack, 'mine', { name: `mine-${site.slice(4)}`, assumeRolePolicy: '{}' }));
    w.onEverySite(({ stack, site, at }) => void parameter(stack, 'mine', { value: at(invoices).name, region: site.slice(4) }));
    aws.customize<S3Bucket>(invoices, ({ instance }) => {
      instance.tags = { owner: 'finance' };
    });
    app.synth();
    const json = (id: string) => JSON.parse(readFileSync(join(dir, 'out', 'stacks', id, 'cdk.tf.json'), 'utf8')) as StackJson;
    for (const region of ['eu-west-3', 'eu-central-1']) {
      expect(json(`billing-${region}-base`).resource?.['aws_iam_role']?.['mine']).toMatchObject({ name: `mine-${region}` });
      expect(json(`billing-${region}`).resource?.['aws_ssm_parameter']?.['mine']).toMatchObject({ region });
      expect(json(`billing-${region}`).resource?.['aws_s3_bucket']?.['invoices']).toMatchObject({ tags: { owner: 'finance' } });
    }
  });

  test('the handle gives the network of the site, its key and each secret, under names that are the same at both', () => {
    const seen: unknown[] = [];
    const app = appIn(folder());
    const w = workload(app, 'billing', { tier: Tier.HOT });
    network(w);
    const keys = new Secrets(w, 'Keys', { names: ['api-token'] });
    w.onEverySite(({ stack, network: net, key, at }) => {
      const group = new SecurityGroup(stack, 'mine', { vpcId: net?.vpcId ?? '', name: 'mine' });
      parameter(stack, 'token', { keyId: key });
      seen.push([group.vpcIdInput, net?.cidr, net?.publicSubnets.length, net?.privateSubnets.length, at(keys, 'api-token').secretName]);
      expect(() => at(keys, 'other')).toThrow(/DR-AT-01: Keys has nothing of that name \(got: other\)/);
    });
    app.synth();
    expect(seen).toEqual([
      [expect.any(String), '10.10.0.0/16', 2, 2, 'billing-keys-api-token'],
      [expect.any(String), '10.20.0.0/16', 2, 2, 'billing-keys-api-token'],
    ]);
  });

  test('an adopted network is handed on, too', () => {
    const existing = (n: string) => ({
      id: `vpc-${n}`,
      publicSubnets: [`subnet-${n}1`, `subnet-${n}2`],
      privateSubnets: [`subnet-${n}3`, `subnet-${n}4`],
    });
    const app = appIn(folder());
    const w = workload(app, 'billing', { tier: Tier.HOT });
    Network.fromExisting(w, 'Net', { [PARIS]: existing('p'), [FRANKFURT]: existing('f') });
    new ObjectStorage(w, 'Invoices');
    const seen: unknown[] = [];
    w.onEverySite(({ network: net }) => void seen.push([net?.vpcId, net?.privateSubnets]));
    app.synth();
    expect(seen).toEqual([
      ['vpc-p', ['subnet-p3', 'subnet-p4']],
      ['vpc-f', ['subnet-f3', 'subnet-f4']],
    ]);
  });
});
