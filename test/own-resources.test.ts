import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { VaultSecret } from '@cdktf/provider-oci/vault-secret';
import type { App } from 'cdktf';
import { Network, ObjectStorage, Secrets, Tier, Topology, Workload, type OnSite } from '../lib';
import { aws } from '../lib/clouds/aws/aws';
import { azure } from '../lib/clouds/azure/azure';
import { oci } from '../lib/clouds/oci/oci';
import { appIn, folder, FRANKFURT, network, PARIS, PATIENT, refusal, workload, written } from './declared';
import type { StackJson } from './support/json';

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

const bucketOf = (app: App): { w: Workload; invoices: ObjectStorage } => {
  const w = workload(app, 'billing', { tier: Tier.HOT });
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

  test('a place of Azure that another site has is refused, though one provider serves every region', () => {
    const account = '00000000-0000-0000-0000-000000000001';
    const site = (region: string, state: string, cidr: string) =>
      azure.site(region, { account, cidr, state: azure.stateIn(state, { resourceGroup: 'state' }) });
    const said = refused((app) => {
      const w = new Workload(app, 'billing', {
        objectives: PATIENT,
        topology: Topology.activePassive({
          primary: site('francecentral', 'acmestateparis', '10.10.0.0/16'),
          secondary: site('germanywestcentral', 'acmestatefrankfurt', '10.20.0.0/16'),
          witness: azure.stateIn('acmestategavle', { resourceGroup: 'state', region: 'swedencentral' }),
        }),
      });
      new ObjectStorage(w, 'Invoices');
      w.onEverySite(({ stack }) => void new ResourceGroup(stack, 'mine', { name: 'mine', location: 'germanywestcentral' }));
    });
    expect(said).toMatch(/DR-REACH[\s\S]*azurerm_resource_group\.mine stands in another region[\s\S]*location = germanywestcentral/);
  });

  test('a list inside of a list is read: targets of a secret of OCI', () => {
    const account = 'ocid1.compartment.oc1..a';
    const site = (region: string, state: string, cidr: string) =>
      oci.site(region, {
        account,
        cidr,
        namespace: 'acme',
        homeRegion: 'eu-frankfurt-1',
        state: oci.stateIn(state, { namespace: 'acme' }),
      });
    const said = refused((app) => {
      const w = new Workload(app, 'billing', {
        objectives: PATIENT,
        topology: Topology.activePassive({
          primary: site('eu-frankfurt-1', 'acme-state-frankfurt', '10.10.0.0/16'),
          secondary: site('eu-paris-1', 'acme-state-paris', '10.20.0.0/16'),
          witness: oci.stateIn('acme-state-zurich', { namespace: 'acme', region: 'eu-zurich-1' }),
        }),
      });
      new ObjectStorage(w, 'Invoices');
      const target = { targetKeyId: 'k', targetRegion: 'eu-zurich-1', targetVaultId: 'v' };
      w.onEverySite(
        ({ stack }) =>
          void new VaultSecret(stack, 'mine', {
            ...{ compartmentId: account, keyId: 'k', secretName: 'mine', vaultId: 'v' },
            replicationConfig: { replicationTargets: [target] },
          }),
      );
    });
    expect(said).toMatch(/DR-REACH[\s\S]*oci_vault_secret\.mine reaches eu-zurich-1/);
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
