import { TerraformResource, type App } from 'cdktf';
import { FileStorage, Network, Tier, Workload, type FileStorageProps } from '../../../lib';
import { EFS_HELD, EFS_WHOLE } from '../../../lib/clouds/aws/cli-efs';
import { isUnseen } from '../../../lib/words/doctor';
import type { Action } from '../../../lib/words/actions';
import { appIn, folder, PATIENT, refusal, topology } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { groupRules } from './fixture';

const PARIS = 'billing-eu-west-3';
const FRANKFURT = 'billing-eu-central-1';
const LINKS = 'billing-links';
const FILES = 'aws_efs_file_system.scans';
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;
const FENCED = `${OVER}, normal A`;
const BACK = `${FENCED}, fenced A`;

const make =
  (tier: Tier = Tier.HOT, props: FileStorageProps = { protocol: 'nfs' }) =>
  (app: App): { readonly workload: Workload; readonly scans: FileStorage } => {
    const workload = new Workload(app, 'billing', { objectives: PATIENT, tier, topology: topology() });
    new Network(workload, 'Net');
    return { workload, scans: new FileStorage(workload, 'Scans', props) };
  };

const known = new Map<string, Output>();
function outputAt(story: string, tier: Tier = Tier.HOT): Output {
  const key = `${story} ${tier}`;
  const before = known.get(key);
  if (before) return before;
  const situation = afterStory(story, make(tier)(appIn(folder())).workload.sides);
  const output = renderWorkload(make(tier)(appIn(folder(), situation)).workload, situation);
  known.set(key, output);
  return output;
}
const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).workload.sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)).workload, situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /-scans(?:-|$)/.test(id));
const named = (output: Output, stack: string): string[] =>
  blocksOf(output.stacks[stack])
    .filter(({ type }) => type.startsWith('aws_efs'))
    .map(({ address }) => address.replace('aws_efs_', ''))
    .sort();
const dataOf = (output: Output, name: string): Body | undefined =>
  blocksOf(output.stacks[LINKS], 'data').find(({ address }) => address.endsWith(`.${name}`))?.body;
const copiedOf = (output: Output, stack: string): unknown =>
  blockAt(output.stacks[stack], 'aws_backup_selection.scans-copies')?.['resources'];

const WITH_MOUNTS = ['file_system.scans', 'mount_target.scans-mount-1', 'mount_target.scans-mount-2'];

describe('in peace', () => {
  const output = outputAt('standing');

  test('a file system and its addresses at both; the one that follows may be overwritten, and nothing else decides that', () => {
    expect(named(output, PARIS)).toEqual(WITH_MOUNTS);
    expect(named(output, FRANKFURT)).toEqual(WITH_MOUNTS);
    expect(blockAt(output.stacks[PARIS], FILES)).toMatchObject({
      creation_token: 'billing-scans-eu-west-3',
      encrypted: true,
      kms_key_id: '${aws_kms_key.key.arn}',
      throughput_mode: 'elastic',
      lifecycle: { prevent_destroy: true, ignore_changes: ['protection'] },
    });
    expect((blockAt(output.stacks[PARIS], FILES) as Body)['protection']).toBeUndefined();
    expect(blockAt(output.stacks[FRANKFURT], FILES)).toMatchObject({
      kms_key_id: '${aws_kms_key.key.arn}',
      protection: { replication_overwrite: 'DISABLED' },
      lifecycle: { ignore_changes: ['protection'] },
    });
  });

  test('an address in each private subnet, reached by NFS from its network alone', () => {
    const mounts = blocksOf(output.stacks[FRANKFURT]).filter(({ type }) => type === 'aws_efs_mount_target');
    expect(mounts.map(({ body }) => [body['subnet_id'], body['security_groups']])).toEqual(
      [1, 2].map((n) => [`\${aws_subnet.net-private-${n}.id}`, ['${aws_security_group.scans-guard.id}']]),
    );
    const guard = blockAt(output.stacks[FRANKFURT], 'aws_security_group.scans-guard') as Body;
    expect(groupRules(guard, 'ingress')).toMatchObject([
      { from_port: 2049, to_port: 2049, protocol: 'tcp', cidr_blocks: ['10.20.0.0/16'] },
    ]);
    expect(groupRules(guard, 'egress')).toEqual([]);
  });

  test('the replication is made in the region of its source, of two file systems that are found by their tokens', () => {
    const [replication, ...more] = blocksOf(output.stacks[LINKS]).filter(({ type }) => type === 'aws_efs_replication_configuration');
    expect(more).toEqual([]);
    expect(replication?.address).toBe('aws_efs_replication_configuration.scans-from-billing-scans-eu-west-3');
    expect(replication?.body).toMatchObject({
      provider: 'aws.eu-west-3',
      source_file_system_id: '${data.aws_efs_file_system.scans-at-eu-west-3.file_system_id}',
      destination: { region: 'eu-central-1', file_system_id: '${data.aws_efs_file_system.scans-at-eu-central-1.file_system_id}' },
    });
    expect((replication?.body['destination'] as Body)['kms_key_id']).toBeUndefined();
  });

  test('it is copied where it serves, and there alone', () => {
    expect(copiedOf(output, PARIS)).toEqual(['${aws_efs_file_system.scans.arn}']);
    expect(copiedOf(output, FRANKFURT)).toBeUndefined();
  });

  test('where it is, is published under a name that no generation changes', () => {
    expect(blockAt(output.stacks[PARIS], 'aws_ssm_parameter.scans-host')).toMatchObject({
      name: '/billing-eu-west-3/scans/host',
      value: '${aws_efs_file_system.scans.dns_name}',
    });
  });

  test('at cold it follows all the same, since a copy is restored where no application looks; copies lie under it', () => {
    const colder = outputAt('standing', Tier.COLD);
    expect(named(colder, FRANKFURT)).toEqual(WITH_MOUNTS);
    expect(named(colder, LINKS)).toEqual(['replication_configuration.scans-from-billing-scans-eu-west-3']);
    expect(copiedOf(colder, PARIS)).toEqual(['${aws_efs_file_system.scans.arn}']);
  });

  test.each([Tier.HA, Tier.VITAL])('at %s the loss of a zone changes nothing', (tier) => {
    const { workload } = make(tier)(appIn(folder()));
    expect(workload.plan.losses.zone).toMatchObject({ answer: 'changes over', rto: 0 });
  });

  test('what was overwritten comes back from a copy; what the region loses is what was not sent', () => {
    const { workload } = make()(appIn(folder()));
    const { losses } = workload.plan;
    expect(losses.region.each['Scans']?.seconds).toBe(900);
    expect(losses.data.each['Scans']?.seconds).toBeGreaterThanOrEqual(3600);
  });
});

describe('a move', () => {
  test('forced: its replication is deleted from its own region, where the source may be out', () => {
    const steps = stepsAt(LOST, 'failover');
    expect(ours(steps)).toEqual(['replica-scans', 'age-scans', 'promote-scans', 'promoted-scans']);
    const promote = runOf(steps, 'promote-scans');
    expect(promote.join(' ')).toContain('aws efs delete-replication-configuration --region "$region"');
    expect(promote.slice(4)).toEqual(['eu-central-1', 'billing-scans-eu-central-1', 'alone']);
    for (const id of ours(steps)) expect(runOf(steps, id).slice(4)).not.toContain('eu-west-3');
    const check = steps.find(({ id }) => id === 'replica-scans');
    // Nobody is sent to the side that is out.
    expect(check?.do === 'check' ? [check.how.matches, check.onFailure] : []).toEqual([EFS_HELD, expect.not.stringMatching(/serves/)]);
    expect(copiedOf(outputAt(OVER), FRANKFURT)).toEqual(['${aws_efs_file_system.scans.arn}']);
  });

  test('the recovery stack reads and changes nothing of the other region', () => {
    const needs = outputAt(LOST).manifest.stacks.find(({ id }) => id === FRANKFURT)?.alive;
    expect(needs).toEqual(['aws:eu-central-1']);
  });

  test('planned: what was written ahead of the fence has to be there whole, and both halves are deleted', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    expect(ours(steps)).toEqual(
      expect.arrayContaining(['fenced-scans-eu-west-3', 'closed-since-scans', 'lag-scans', 'promote-scans', 'promoted-scans']),
    );
    const order = ['fenced-scans-eu-west-3', 'closed-since-scans', 'lag-scans', 'promote-scans'].map((one) => ours(steps).indexOf(one));
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(runOf(steps, 'lag-scans').at(-1)).toBe('{find:closed-since-scans}');
    expect(runOf(steps, 'promote-scans').at(-1)).toBe('');
    const check = steps.find(({ id }) => id === 'replica-scans');
    expect(check?.do === 'check' ? check.how.matches : '').toBe(EFS_WHOLE);
  });

  test('the side that is left has no address any more, and its file system stays', () => {
    expect(named(outputAt(FENCED), PARIS)).toEqual(['file_system.scans']);
    expect(ours(stepsAt(FENCED, 'fence'))).toEqual(['fenced-scans-eu-west-3']);
  });

  test('the way back is another file system: what the old one took alone is never overwritten', () => {
    const output = outputAt(BACK);
    expect(named(output, PARIS)).toEqual([
      'file_system.scans',
      'file_system.scans-g1',
      'mount_target.scans-g1-mount-1',
      'mount_target.scans-g1-mount-2',
    ]);
    expect((blockAt(output.stacks[PARIS], FILES) as Body)['protection']).toBeUndefined();
    expect(blockAt(output.stacks[PARIS], `${FILES}-g1`)).toMatchObject({
      creation_token: 'billing-scans-eu-west-3-g1',
      protection: { replication_overwrite: 'DISABLED' },
    });
    expect(named(output, LINKS)).toEqual(['replication_configuration.scans-from-billing-scans-eu-central-1']);
    expect(blockAt(output.stacks[LINKS], 'aws_efs_replication_configuration.scans-from-billing-scans-eu-central-1')).toMatchObject({
      provider: 'aws.eu-central-1',
      destination: { region: 'eu-west-3', file_system_id: '${data.aws_efs_file_system.scans-at-eu-west-3.file_system_id}' },
    });
    expect(dataOf(output, 'scans-at-eu-west-3')).toMatchObject({ creation_token: 'billing-scans-eu-west-3-g1' });
    expect(ours(stepsAt(BACK, 'reprotect'))).toContain('standing-scans-g1');
  });
});

describe('what is refused', () => {
  const said = (props: FileStorageProps): string => refusal((app) => void make(Tier.HOT, props)(app)).message;
  test('SMB', () => expect(said({ protocol: 'smb' })).toMatch(/protocol.*smb[\s\S]*protocol: 'nfs'[\s\S]*Amazon EFS speaks NFS/));
  test('what copies are not kept for', () =>
    expect(said({ protocol: 'nfs', restorableDays: 90 })).toMatch(/restorableDays[\s\S]*restorableDays: 35/));

  test.each(['source', 'destination'])('a second replication, of which a file system of the library is the %s', (as) => {
    const error = refusal((app) => {
      const { workload, scans } = make()(app);
      workload.onEverySite(({ stack, rendered }) => {
        const id = (rendered(scans)?.instance as TerraformResource).getStringAttribute('id');
        const one = new TerraformResource(stack, 'mine', { terraformResourceType: 'aws_efs_replication_configuration' });
        one.addOverride('source_file_system_id', as === 'source' ? id : 'fs-0123456789abcdef0');
        one.addOverride('destination', { availability_zone_name: 'zone-a', ...(as === 'source' ? {} : { file_system_id: id }) });
      });
    });
    expect(error.message).toMatch(/DR-OWN-07[\s\S]*aws_efs_file_system\.scans[\s\S]*one replication/);
  });
});

test('it is asked whether each is there, in its role, how far it is behind, and how old its copies are', () => {
  const situation = afterStory('standing', make()(appIn(folder())).workload.sides);
  const { plan } = make()(appIn(folder(), situation)).workload;
  const items = (site: string): string[] =>
    (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id))).filter((id) => /scans/.test(id));
  expect(items('aws:eu-west-3')).toEqual(expect.arrayContaining(['there-scans', 'opt-in-efs-scans', 'polled-scans-copy-age']));
  expect(items('aws:eu-central-1')).toEqual(
    expect.arrayContaining(['there-scans', 'replica-scans', 'standing-scans', 'polled-scans-behind']),
  );
});
