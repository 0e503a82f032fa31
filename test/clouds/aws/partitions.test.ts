import { type App } from 'cdktf';
import {
  ContainerService,
  Duration,
  MachineGroup,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Tier,
  Topology,
  Workload,
  DatabaseEngine,
  Network,
  Size,
} from '../../../lib';
import { aws } from '../../../lib/clouds/aws/aws';
import { AWS_TYPES } from '../../../lib/clouds/aws/catalogue';
import { AWS_REGIONS } from '../../../lib/regions/aws';
import { NORMAL } from '../../../lib/situation/facts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../lib/reports/manifest';
import { appIn, folder, refusal } from '../../declared';
import { IMAGE } from '../../support/components';
import type { Body, StackJson } from '../../support/json';
import { renderWorkload } from '../../support/synth';
import { block } from './fixture';

/** Sites of a partition of two regions: what needs no third place can be declared there. */
const site = (code: string, cidr: string) => aws.site(code, { account: '111122223333', cidr, state: aws.stateIn(`acme-${code}`) });
const PAIRS = [
  ['aws-us-gov', 'us-gov-west-1', 'us-gov-east-1', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1', 'cn-northwest-1', 'cn-north-1'],
] as const;
/** What the names of services end in: `dnsSuffix` of botocore endpoints.json, 2026-11. */
const ENDS = { aws: 'amazonaws.com', 'aws-us-gov': 'amazonaws.com', 'aws-cn': 'amazonaws.com.cn' } as const;
const objectives = Objectives.of({ rto: Duration.days(7), rpo: Duration.days(3), mtpd: Duration.days(30) });

function synthesized(first: string, second: string): { readonly manifest: Manifest; readonly text: string } {
  const outdir = folder();
  const app: App = appIn(outdir, NORMAL);
  const topology = Topology.activePassive({ primary: site(first, '10.1.0.0/16'), secondary: site(second, '10.2.0.0/16') });
  new ObjectStorage(new Workload(app, 'billing', { tier: Tier.COLD, objectives, topology }), 'Invoices', { sizeGiB: 5 });
  app.synth();
  const text = readFileSync(join(outdir, 'out', 'continuity.json'), 'utf8');
  return { manifest: JSON.parse(text) as Manifest, text };
}

describe.each(PAIRS)('%s', (partition, first, second, plane) => {
  test('a bucket and its copies need no witness, and no links', () => {
    const { manifest } = synthesized(first, second);
    expect(manifest.stacks.filter(({ kind, empty }) => (kind === 'links' || kind === 'traffic') && !empty)).toEqual([]);
  });

  test('no region of another partition is named, in what must answer as in every command', () => {
    const { manifest, text } = synthesized(first, second);
    const others = AWS_REGIONS.filter((region) => region.partition !== partition).map(({ code }) => code);
    expect(others.filter((code) => text.includes(`aws:${code}"`) || text.includes(`"${code}"`))).toEqual([]);
    expect(text).not.toMatch(/"arn:aws:/);
    const base = manifest.stacks.find(({ id }) => id === `billing-${first}-base`);
    expect(base?.alive).toContain(`aws:${plane}`);
  });

  test('what joins the sites is refused, with the reason', () => {
    const { message } = refusal((app) => {
      const topology = Topology.activePassive({ primary: site(first, '10.1.0.0/16'), secondary: site(second, '10.2.0.0/16') });
      const w = new Workload(app, 'billing', { tier: Tier.COLD, objectives, topology });
      new Network(w, 'Net');
      new RelationalDatabase(w, 'Ledger', {
        engine: DatabaseEngine.postgres('16'),
        size: Size.of({ vcpus: 2, memoryGiB: 8 }),
        storageGiB: 100,
      });
    });
    expect(message).toMatch(new RegExp(`DR-STATE-02: .*for Ledger[\\s\\S]*the partition ${partition} has no other region than`));
  });
});

describe.each([...PAIRS, ['aws', 'eu-west-3', 'eu-central-1', 'us-east-1'] as const])(
  '%s: what runs on a bucket',
  (partition, first, second) => {
    const base = (): StackJson | undefined => {
      const topology = Topology.activePassive({ primary: site(first, '10.1.0.0/16'), secondary: site(second, '10.2.0.0/16') });
      const w = new Workload(appIn(folder(), NORMAL), 'billing', { tier: Tier.COLD, objectives, topology });
      new Network(w, 'Net', { egress: 'nat' });
      const uses = [new ObjectStorage(w, 'Invoices', { sizeGiB: 5 })];
      const common = { uses, size: Size.of({ vcpus: 2, memoryGiB: 4 }), instances: { active: 2 } };
      new ContainerService(w, 'Api', { ...common, image: IMAGE });
      new MachineGroup(w, 'Back', { ...common, image: 'acme-back-1' });
      return renderWorkload(w, NORMAL).stacks[`billing-${first}-base`];
    };
    const statements = (address: string, of: string): Body[] => [JSON.parse(String(block(base(), address)[of])).Statement as Body[]].flat();

    test.each(['aws_iam_role_policy.api-task-policy', 'aws_iam_role_policy.back-role-policy'])(
      '%s: uses the key through S3 of that region alone',
      (address) => {
        const [through] = statements(address, 'policy').flatMap(({ Condition }) => Object.entries((Condition as object | undefined) ?? {}));
        const [how, keys] = through as [string, Record<string, string>];
        expect(how).toBe('StringLike');
        const isLet = (endpoint: string) =>
          new RegExp(`^${keys['kms:ViaService']?.replace(/\./g, '\\.').replace('*', '.*')}$`).test(endpoint);
        const ends = ENDS[partition];
        expect([`s3.${first}.${ends}`, `s3.${second}.${ends}`, `sqs.${first}.${ends}`].map(isLet)).toEqual([true, false, false]);
      },
    );

    test('is taken by machines under the names that EC2 has there', () => {
      const [taken] = statements('aws_iam_role.back-role', 'assume_role_policy');
      const names = partition === 'aws-cn' ? ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] : 'ec2.amazonaws.com';
      expect(taken?.['Principal']).toEqual({ Service: names });
    });
  },
);

test('what is made on the day, and gets a name then, is said to be not proven', () => {
  expect(aws.unproven).toMatch(/endpoints, a load balancer .* control planes of Route 53 do not answer/);
  const { manifest } = synthesized('us-gov-west-1', 'us-gov-east-1');
  expect(manifest.workloads.flatMap(({ unproven }) => unproven)).toEqual([aws.unproven]);
});

test('every control plane that is named is one of the same partition', () => {
  const rows = Object.values(AWS_TYPES).flatMap(({ reach = [] }) => reach);
  const planes = rows.flatMap(({ elsewhere = {} }) => Object.entries(elsewhere));
  const partitionOf = (code: string) => AWS_REGIONS.find((region) => region.code === code)?.partition;
  for (const row of rows.filter(({ region }) => region !== undefined))
    expect(Object.keys(row.elsewhere ?? {}).sort()).toEqual(['aws-cn', 'aws-eusc', 'aws-us-gov']);
  for (const [partition, region] of planes)
    expect([partition, region.includes('UNVERIFIED') ? partition : partitionOf(region)]).toEqual([partition, partition]);
});
