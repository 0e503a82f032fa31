import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { App, S3Backend, TerraformStack } from 'cdktf';
import type { StackManifest } from '../../lib/reports/manifest';
import { cloudNamed } from './clouds';
import type { StackJson } from './json';
import { render, type Output } from './synth';

const A = 'eu-west-3';
const B = 'eu-central-1';

/** Two stacks as somebody writes them who never lost a region: plain cdktf, both states beside the primary. */
export function naive(build: (stacks: { primary: TerraformStack; secondary: TerraformStack }) => void, lost?: string): Output {
  const app = new App({ outdir: join(tmpdir(), 'never-written'), stackTraces: false, skipValidation: true });
  const primary = stackIn(app, A);
  const secondary = stackIn(app, B);
  build({ primary, secondary });
  const json = [primary, secondary].map((stack) => {
    stack.prepareStack();
    return [stack.node.id, JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson] as const;
  });
  return asOutput(Object.fromEntries(json), lost);
}

function stackIn(app: App, region: string): TerraformStack {
  const stack = new TerraformStack(app, `billing-${region}`);
  new AwsProvider(stack, 'aws', { region });
  new S3Backend(stack, { bucket: 'acme-tfstate', key: `${region}.tfstate`, region: A });
  return stack;
}

/** What the library would say of two sites, over stacks that it did not make. */
function asOutput(stacks: Record<string, StackJson>, lost?: string): Output {
  const { manifest } = render({ cloud: cloudNamed('aws'), kinds: ['secrets'], tier: 'hot' });
  const facts = [A, B].map((region): StackManifest => ({
    id: `billing-${region}`,
    workload: 'billing',
    kind: 'site',
    site: `aws:${region}`,
    empty: false,
    marker: '0',
    sequence: 0,
    state: { region: `aws:${region}`, key: `${region}.tfstate` },
    alive: [`aws:${region}`],
    stateful: [],
    retention: [],
    importIds: {},
  }));
  const workloads = manifest.workloads.map((workload) => ({
    ...workload,
    sites: workload.sites.map((site) => ({ ...site, role: site.region === lost ? ('withheld' as const) : site.role })),
  }));
  return { stacks, manifest: { ...manifest, stacks: facts, workloads } };
}

/** Both regions' buckets in one stack, each with its provider. */
export function twoRegions(): Output {
  return naive(({ secondary }) => {
    const provider = new AwsProvider(secondary, 'paris', { region: A, alias: 'paris' });
    new S3Bucket(secondary, 'source', { bucket: 'source', provider });
    new S3Bucket(secondary, 'copy', { bucket: 'copy' });
  });
}

/** The standby's own table, with a replica at the site that is lost: text is all one sees, the refresh calls it. */
export function globalTable(): Output {
  return naive(
    ({ secondary }) =>
      void new DynamodbTable(secondary, 'table', {
        name: 'orders',
        hashKey: 'id',
        billingMode: 'PAY_PER_REQUEST',
        attribute: [{ name: 'id', type: 'S' }],
        streamEnabled: true,
        replica: [{ regionName: A }],
      }),
  );
}

/** The role is a part of the name: at a failover the bucket of the standby is "renamed". */
export function roleInName(active: 'A' | 'B'): Output {
  return naive(({ primary, secondary }) => {
    new S3Bucket(primary, 'data', { bucket: active === 'A' ? 'billing-primary' : 'billing-secondary' });
    new S3Bucket(secondary, 'data', { bucket: active === 'B' ? 'billing-primary' : 'billing-secondary' });
  });
}
