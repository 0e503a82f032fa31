import { type App } from 'cdktf';
import {
  Duration,
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

/** Sites of a partition of two regions: what needs no third place can be declared there. */
const site = (code: string, cidr: string) => aws.site(code, { account: '111122223333', cidr, state: aws.stateIn(`acme-${code}`) });
const PAIRS = [
  ['aws-us-gov', 'us-gov-west-1', 'us-gov-east-1', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1', 'cn-northwest-1', 'cn-north-1'],
] as const;
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

test('every control plane that is named is one of the same partition', () => {
  const rows = Object.values(AWS_TYPES).flatMap(({ reach = [] }) => reach);
  const planes = rows.flatMap(({ elsewhere = {} }) => Object.entries(elsewhere));
  const partitionOf = (code: string) => AWS_REGIONS.find((region) => region.code === code)?.partition;
  for (const row of rows.filter(({ region }) => region !== undefined))
    expect(Object.keys(row.elsewhere ?? {}).sort()).toEqual(['aws-cn', 'aws-eusc', 'aws-us-gov']);
  for (const [partition, region] of planes)
    expect([partition, region.includes('UNVERIFIED') ? partition : partitionOf(region)]).toEqual([partition, partition]);
});
