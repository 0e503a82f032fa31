import type { App } from 'cdktf';
import { FileStorage, Network, type FileStorageProps } from '../../../lib';
import { FILES_HELD, FILES_WHOLE } from '../../../lib/clouds/oci/cli-files';
import { fileStorage } from '../../../lib/clouds/oci/file-storage/cell';
import { RECOMMENDED } from '../../../lib/clouds/oci/file-storage/regions';
import { OCI_REGIONS } from '../../../lib/regions/oci';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { billing, FRANKFURT, PARIS } from './fixture';

const make =
  (tier: Tier = Tier.HOT, props: FileStorageProps = { protocol: 'nfs' }) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    new Network(workload, 'Net', { flowLogs: Duration.days(180) });
    new FileStorage(workload, 'Scans', props);
    return workload;
  };

function outputAt(story: string, tier: Tier = Tier.HOT): Output {
  const situation = afterStory(story, make(tier)(appIn(folder())).sides);
  return renderWorkload(make(tier)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /-scans(?:-|$)/.test(id));
const named = (output: Output, stack: string): string[] =>
  blocksOf(output.stacks[stack])
    .filter(({ type }) => type.startsWith('oci_file_storage'))
    .map(({ address }) => address.replace('oci_file_storage_', ''))
    .sort();

const FILES = 'oci_file_storage_file_system.scans';
const LINKS = 'billing-links';
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;
const FENCED = `${OVER}, normal A`;
const BACK = `${FENCED}, fenced A`;
const accessIn = (output: Output, stack: string, id = 'scans'): unknown => {
  const [options] = (blockAt(output.stacks[stack], `oci_file_storage_export.${id}-export`)?.['export_options'] ?? []) as Body[];
  return options?.['access'];
};

describe('in peace', () => {
  const output = outputAt('standing');

  test('what serves is exported and has snapshots; what follows was never exported, and has no policy', () => {
    expect(named(output, FRANKFURT)).toEqual([
      'export.scans-export',
      'file_system.scans',
      'filesystem_snapshot_policy.scans-snapshots',
      'mount_target.scans-mount',
    ]);
    expect(named(output, PARIS)).toEqual(['file_system.scans', 'filesystem_snapshot_policy.scans-snapshots', 'mount_target.scans-mount']);
    expect(blockAt(output.stacks[FRANKFURT], FILES)).toMatchObject({
      display_name: 'billing-scans-eu-frankfurt-1',
      kms_key_id: '${oci_kms_key.key.id}',
      filesystem_snapshot_policy_id: '${oci_file_storage_filesystem_snapshot_policy.scans-snapshots.id}',
      availability_domain: '${sort(data.oci_identity_availability_domains.availability-domains.availability_domains[*].name)[0]}',
      lifecycle: { prevent_destroy: true, ignore_changes: ['availability_domain'] },
    });
    expect((blockAt(output.stacks[PARIS], FILES) as Body)['filesystem_snapshot_policy_id']).toBeUndefined();
    expect(blockAt(output.stacks[FRANKFURT], 'oci_file_storage_export.scans-export')).toMatchObject({
      path: '/scans',
      export_options: [{ source: '10.10.0.0/16', access: 'READ_WRITE', require_privileged_source_port: true }],
    });
  });

  test('the replication is made in the region of its source, of two file systems that are found by name', () => {
    expect(blockAt(output.stacks[LINKS], 'oci_file_storage_replication.scans-from-billing-scans-eu-frankfurt-1')).toMatchObject({
      display_name: 'billing-scans-eu-paris-1',
      replication_interval: '15',
      source_id: '${data.oci_file_storage_file_systems.scans-at-eu-frankfurt-1.file_systems[0].id}',
      target_id: '${data.oci_file_storage_file_systems.scans-at-eu-paris-1.file_systems[0].id}',
    });
  });

  test.each([Tier.COLD, Tier.WARM])('at %s it is sent every hour, and stands all the same', (tier) => {
    const colder = outputAt('standing', tier);
    expect(named(colder, PARIS)).toEqual(['file_system.scans', 'filesystem_snapshot_policy.scans-snapshots', 'mount_target.scans-mount']);
    const [replication] = blocksOf(colder.stacks[LINKS]).filter(({ type }) => type === 'oci_file_storage_replication');
    expect(replication?.body['replication_interval']).toBe('60');
  });

  test('only its network reaches it, by NFS', () => {
    const rules = blocksOf(output.stacks[PARIS])
      .filter(({ address }) => /security_rule\.scans-/.test(address))
      .map(({ body }) => [body['protocol'], body['source'], body['direction']]);
    expect(rules).toEqual(['6', '6', '17', '17'].map((protocol) => [protocol, '10.20.0.0/16', 'INGRESS']));
  });

  test('base lets File Storage use the key', () => {
    expect(blockAt(output.stacks[`${PARIS}-base`], 'oci_identity_policy.scans-keys')).toMatchObject({
      statements: ['Allow service FssOc1Prod to use keys in compartment id ocid1.compartment.oc1..acme'],
    });
  });

  test('the lag is told where it follows, by the name of its target; silence is an alarm', () => {
    const alarms = blocksOf(output.stacks[PARIS]).filter(({ address }) => address === 'oci_monitoring_alarm.scans-behind');
    expect(alarms[0]?.body['query']).toMatch(
      /ReplicationRecoveryPointAge\[15m\]\{resourceName = "billing-scans-eu-paris-1"\}.*absent\(3d\)/,
    );
  });

  test('how well it answers where it serves is the rate of its successes, without that of its errors', () => {
    expect(blockAt(output.stacks[FRANKFURT], 'oci_monitoring_alarm.scans-health')?.['query']).toMatch(
      /^MountTargetHealth\[15m\]\{resourceId = "[^"]*", healthItem = "SuccessRate"\}\.grouping\(\)\.mean\(\) < \d+$/,
    );
  });
});

describe('a move', () => {
  test('forced: its target is deleted in its own region, and the apply exports it', () => {
    const steps = stepsAt(LOST, 'failover');
    expect(ours(steps)).toEqual(['replica-scans', 'age-scans', 'promote-scans', 'promoted-scans']);
    expect(runOf(steps, 'promote-scans').join(' ')).toContain('oci fs replication-target delete --region "$region"');
    for (const id of ours(steps)) expect(runOf(steps, id).slice(4)).not.toContain('eu-frankfurt-1');
    const check = steps.find(({ id }) => id === 'replica-scans');
    // Nobody is sent to the side that is out.
    expect(check?.do === 'check' ? [check.how.matches, check.onFailure] : []).toEqual([FILES_HELD, expect.not.stringMatching(/serves/)]);
    // No apply waits until all was sent: one that hangs is told within the hours that an RTO has.
    const limits = steps.flatMap((step) => (step.do === 'apply' ? [step.timeout] : []));
    expect(limits.length).toBeGreaterThan(0);
    for (const limit of limits) expect(limit).toBeLessThanOrEqual(2 * 3600);
    const output = outputAt(OVER);
    expect(accessIn(output, PARIS)).toBe('READ_WRITE');
    expect((blockAt(output.stacks[PARIS], FILES) as Body)['filesystem_snapshot_policy_id']).toBeDefined();
  });

  test('planned: a snapshot that was made behind the fence has to be there whole', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    expect(ours(steps)).toEqual(
      expect.arrayContaining(['fenced-scans-eu-frankfurt-1', 'closed-since-scans', 'lag-scans', 'promote-scans', 'promoted-scans']),
    );
    expect(runOf(steps, 'lag-scans').at(-1)).toBe('{find:closed-since-scans}');
    const check = steps.find(({ id }) => id === 'replica-scans');
    expect(check?.do === 'check' ? check.how.matches : '').toBe(FILES_WHOLE);
  });

  test('the side that is left lets nobody write, and its file system stays', () => {
    const output = outputAt(FENCED);
    expect(accessIn(output, FRANKFURT)).toBe('READ_ONLY');
    expect(ours(stepsAt(FENCED, 'fence'))).toEqual(['fenced-scans-eu-frankfurt-1']);
  });

  test('the way back is another file system, since the old one was exported; what is mounted stays', () => {
    const output = outputAt(BACK);
    expect(named(output, FRANKFURT)).toEqual([
      'file_system.scans',
      'file_system.scans-g1',
      'filesystem_snapshot_policy.scans-snapshots',
      'mount_target.scans-mount',
    ]);
    const next = blockAt(output.stacks[FRANKFURT], `${FILES}-g1`) as Body;
    expect(next['filesystem_snapshot_policy_id']).toBeUndefined();
    expect(next['display_name']).toBe('billing-scans-eu-frankfurt-1-g1');
    const [replication, ...more] = blocksOf(output.stacks[LINKS]).filter(({ type }) => type === 'oci_file_storage_replication');
    expect(more).toEqual([]);
    expect(replication?.address).toBe('oci_file_storage_replication.scans-from-billing-scans-eu-paris-1');
    expect(replication?.body['display_name']).toBe('billing-scans-eu-frankfurt-1-g1');
  });
});

describe('what it does not take', () => {
  const said = (tier: Tier, props: FileStorageProps): string => refusal(make(tier, props)).message;
  test('SMB', () => expect(said(Tier.HOT, { protocol: 'smb' })).toMatch(/protocol.*[\s\S]*File Storage speaks NFS/));
  test('several availability domains', () =>
    expect(said(Tier.VITAL, { protocol: 'nfs' })).toMatch(/a file system is in one availability domain|DR-ZONE-01/));

  test('a spread site, unless somebody says why one will do: the loss of that one is a move then, and what else there is stays spread', () => {
    const spread = (props: Partial<FileStorageProps>) => (app: App) => {
      const workload = billing(Tier.HOT, undefined, undefined, { zonal: true })(app);
      new Network(workload, 'Net', { flowLogs: Duration.days(180) });
      new FileStorage(workload, 'Scans', { protocol: 'nfs', ...props });
      return workload;
    };
    expect(refusal(spread({})).message).toMatch(/DR-CELL-01[\s\S]*spread zonal[\s\S]*tier: Tier\.HOT, with a tierReason/);
    const { plan } = spread({ tier: Tier.HOT, tierReason: 'one availability domain will do' })(appIn(folder()));
    const spreads = plan.protections.map(({ declaration, spread: over }) => [declaration.id, over]);
    expect(Object.fromEntries(spreads)).toMatchObject({ Net: 'zonal', Scans: 'single' });
    expect(plan.losses.zone).toMatchObject({ because: ['Scans'] });
  });

  test('regions that are not recommended are said, and taken', () => {
    const at = (code: string) => OCI_REGIONS.find((one) => one.code === code) as (typeof OCI_REGIONS)[number];
    const flaws = (here: string, there: string) =>
      fileStorage.facts.refuses?.({ protocol: 'nfs' } as never, {
        ...{ key: `oci:${here}`, region: at(here), account: 'a', cidr: '10.0.0.0/16', copyEvery: 0, peer: at(there) },
      });
    expect(flaws('eu-madrid-1', 'eu-paris-1')).toMatchObject([
      {
        ...{ of: 'region', value: 'eu-madrid-1 to eu-paris-1, eu-paris-1 to eu-madrid-1', taken: true },
        fix: expect.stringMatching(/^put the other site of eu-madrid-1 in eu-marseille-1, the nearest that goes both ways/),
      },
    ]);
    expect(flaws('eu-frankfurt-1', 'eu-paris-1')).toEqual([]);
    const codes = OCI_REGIONS.map(({ code }) => code);
    expect(
      Object.entries(RECOMMENDED.from)
        .flatMap(([from, to]) => [from, ...to])
        .filter((code) => !codes.includes(code)),
    ).toEqual([]);
  });
});

test('it is asked whether each is there, in its role', () => {
  const build = make();
  const situation = afterStory('standing', build(appIn(folder())).sides);
  const { plan } = build(appIn(folder(), situation));
  const items = (site: string): string[] =>
    (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id))).filter((id) => /scans/.test(id));
  expect(items('oci:eu-frankfurt-1')).toEqual(expect.arrayContaining(['there-scans', 'polled-scans-copies']));
  expect(items('oci:eu-paris-1')).toEqual(expect.arrayContaining(['there-scans', 'replica-scans', 'standing-scans']));
});
