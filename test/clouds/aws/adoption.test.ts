import { build } from '../../../examples/adopt-running-app';
import type { App } from 'cdktf';
import type { Workload } from '../../../lib';
import { isUnseen } from '../../../lib/words/doctor';
import { linesOf, type Action, type Procedure } from '../../../lib/words/actions';
import { appIn, folder, FRANKFURT, PARIS } from '../../declared';
import { afterStory } from '../../support/history';
import { blocksOf, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { addresses, block } from './fixture';

/** What runs in Paris before anything of the library does, by the words that name it. */
const RUNNING = [
  ...['vpc-0f3d9b2c61a84e507', 'subnet-0a11f8d3c27b94e60', 'subnet-0b22e7c4d18a63f51', 'subnet-0c33d6b5e29c72a42'],
  ...['subnet-0d44c5a6f3ad81b33', 'sg-0e55b4a7d4be90c24', 'acme-tenants-files', 'portal-db', 'portal/db-admin', 'portal/mail-token'],
  ...['listener/app/portal/50dc6c495c0c9188', 'targetgroup/portal/73e2d6bc24d8a067', 'tenants/portal'],
];

const OVER = 'standing, lost A, failover B, started, completed';

const at = (story: string): { readonly app: App; readonly workload: Workload; readonly situation: ReturnType<typeof afterStory> } => {
  const situation = afterStory(story, build(appIn(folder())).sides);
  const app = appIn(folder(), situation);
  return { app, workload: build(app), situation };
};
const outputs = new Map<string, Output>();
function outputAt(story: string): Output {
  const known = outputs.get(story);
  if (known) return known;
  const { workload, situation } = at(story);
  const output = renderWorkload(workload, situation);
  outputs.set(story, output);
  return output;
}
const stackAt = (story: string, name: string): StackJson | undefined => outputAt(story).stacks[`tenants-${name}`];

function sheet(story: string, transition: string): Procedure {
  const { workload, situation } = at(story);
  const found = sheetsOf(workload, situation).find((one) => one.transition === transition);
  if (!found) throw new Error(`no sheet ${transition}`);
  return found;
}
const actionsOf = ({ waves }: Procedure): Action[] => waves.flatMap(({ actions }) => [...actions]);
const idsOf = (procedure: Procedure): string[] => actionsOf(procedure).map(({ id }) => id);

/** Where a block says one of these words: the argument, without what stands around it. */
const saying = (stack: StackJson | undefined): string[] =>
  blocksOf(stack).flatMap(({ address, body }) =>
    Object.entries(body)
      .filter(([, value]) => RUNNING.some((word) => JSON.stringify(value).includes(word)))
      .map(([argument]) => `${address} ${argument}`),
  );

describe('the first plan changes nothing that runs', () => {
  const FIRST = { ...outputAt('').stacks };

  test('no resource of any stack is one that runs: what names one is beside it, and documented so', () => {
    expect(Object.keys(FIRST).length).toBeGreaterThan(5);
    const named = Object.entries(FIRST).flatMap(([id, stack]) => saying(stack).map((line) => `${id}: ${line}`));
    expect(named.sort()).toEqual(
      [
        // A standby is made from what runs, and by its names.
        'tenants-eu-central-1: aws_cloudwatch_event_rule.files-copy-fails event_pattern',
        'tenants-eu-central-1: aws_cloudwatch_event_rule.register-copy-fails event_pattern',
        'tenants-eu-central-1: aws_cloudwatch_metric_alarm.files-lag dimensions',
        'tenants-eu-central-1: aws_db_instance.register replicate_source_db',
        'tenants-eu-central-1: aws_ecr_repository.images-tenants-portal name',
        'tenants-eu-central-1: aws_ecs_task_definition.portal-task container_definitions',
        // Copies name what is copied.
        'tenants-eu-west-3: aws_backup_selection.files-copies resources',
        'tenants-eu-west-3: aws_backup_selection.register-copies resources',
        'tenants-eu-west-3: aws_cloudwatch_event_rule.files-copy-fails event_pattern',
        'tenants-eu-west-3: aws_cloudwatch_event_rule.register-copy-fails event_pattern',
        'tenants-eu-west-3: aws_cloudwatch_event_rule.register-happens event_pattern',
        'tenants-eu-west-3: aws_cloudwatch_event_rule.register-password-changes event_pattern',
        // Alarms look at what is published.
        'tenants-eu-west-3: aws_cloudwatch_metric_alarm.files-failed dimensions',
        'tenants-eu-west-3: aws_cloudwatch_metric_alarm.register-kept dimensions',
        'tenants-eu-west-3: aws_cloudwatch_metric_alarm.register-storage dimensions',
        'tenants-eu-west-3: aws_cloudwatch_metric_alarm.web-errors-5xx dimensions',
        'tenants-eu-west-3: aws_cloudwatch_metric_alarm.web-hosts dimensions',
        // Three rules, each of its own.
        'tenants-eu-west-3: aws_lb_listener_rule.web-again listener_arn',
        'tenants-eu-west-3: aws_lb_listener_rule.web-maintenance listener_arn',
        'tenants-eu-west-3: aws_lb_listener_rule.web-serving listener_arn',
        // The group that closes stands in its network.
        'tenants-eu-west-3: aws_security_group.register-closed vpc_id',
        // What a bucket sends is let through by a role of ours; what is sent back is a rule of ours.
        'tenants-eu-west-3-base: aws_iam_role_policy.files-replication-policy policy',
        'tenants-eu-central-1-base: aws_iam_role_policy.files-replication-policy policy',
        'tenants-eu-central-1-base: aws_iam_role_policy.portal-execution-policy policy',
        'tenants-links: aws_s3_bucket_replication_configuration.files-from-eu-central-1 rule',
      ].sort(),
    );
  });

  test('where it runs nothing is made of a kind that would be a second one of it', () => {
    const made = new Set(blocksOf(FIRST['tenants-eu-west-3']).map(({ type }) => type.replace('aws_', '')));
    expect([...made].sort()).toEqual([
      ...['backup_plan', 'backup_selection', 'backup_vault', 'backup_vault_lock_configuration', 'backup_vault_policy'],
      ...['cloudwatch_event_rule', 'cloudwatch_event_target', 'cloudwatch_metric_alarm', 'kms_alias', 'kms_key'],
      ...['lb_listener_rule', 'security_group', 'sns_topic', 'sns_topic_policy', 'ssm_parameter'],
    ]);
    expect(addresses(FIRST['tenants-eu-west-3'], 'aws_security_group')).toEqual(['aws_security_group.register-closed']);
    expect(blocksOf(FIRST['tenants-eu-west-3'], 'ephemeral')).toEqual([]);
    expect(FIRST['tenants-eu-west-3']).not.toHaveProperty('import');
  });

  test('what tells of it has names of ours: those services overwrite what bears the same one', () => {
    const told = blocksOf(FIRST['tenants-eu-west-3']).flatMap(({ type, body }) =>
      ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_event_rule'].includes(type) ? [String(body['alarm_name'] ?? body['name'])] : [],
    );
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((name) => !name.startsWith('tenants-eu-west-3-'))).toEqual([]);
  });

  test('the three rules let everything through while the site serves', () => {
    const rules = addresses(FIRST['tenants-eu-west-3'], 'aws_lb_listener_rule').map((address) =>
      block(FIRST['tenants-eu-west-3'], address),
    );
    const paths = rules.map(({ priority, condition }) => [priority, JSON.stringify(condition)]);
    expect(paths.sort()).toEqual([
      [1, expect.stringContaining('/.continuity/serving')],
      [2, expect.stringContaining('/.continuity/maintenance')],
      [3, expect.stringContaining('/.continuity/again')],
    ]);
  });

  test('no password is set, and none stands in a state: what joins the sites carries it to the other one', () => {
    const links = FIRST['tenants-links'];
    expect(addresses(links, 'aws_secretsmanager_secret_version')).toEqual([
      'aws_secretsmanager_secret_version.register-password-at-eu-central-1',
    ]);
    expect(block(links, 'aws_secretsmanager_secret.register-password-eu-west-3', 'data')['name']).toBe('portal/db-admin');
    expect(addresses(links, 'aws_secretsmanager_secret')).toEqual([]);
    expect(block(FIRST['tenants-eu-central-1'], 'aws_db_instance.register')).not.toHaveProperty('password_wo');
  });

  test('its standby follows it, finds its secrets by their own names, and takes what the bucket sends back by the key of the site', () => {
    const standby = FIRST['tenants-eu-central-1'];
    expect(block(standby, 'aws_db_instance.register')['replicate_source_db']).toBe('arn:aws:rds:eu-west-3:111122223333:db:portal-db');
    const [container] = JSON.parse(String(block(standby, 'aws_ecs_task_definition.portal-task')['container_definitions'])) as {
      secrets: { name: string; valueFrom: string }[];
    }[];
    expect(container?.secrets).toContainEqual({
      name: 'KEYS_MAIL_TOKEN',
      valueFrom: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:portal/mail-token',
    });
    expect(addresses(FIRST['tenants-links'], 'aws_s3_bucket_replication_configuration')).toEqual([
      'aws_s3_bucket_replication_configuration.files-from-eu-central-1',
    ]);
  });
});

const BALANCER = 'arn:aws:elasticloadbalancing:eu-west-3:111122223333:loadbalancer/app/portal/50dc6c495c0c9188';

describe('what no apply adds is a step, which looks first', () => {
  const establish = sheet('', 'establish');

  test('before the standby is made, what it needs of what runs; behind what joins them, the rule', () => {
    const ids = idsOf(establish);
    const before = (...all: string[]) => all.map((id) => ids.indexOf(id));
    const needs = ids.filter((id) => id.startsWith('needs-'));
    expect(needs).toEqual([
      ...['region', 'versions', 'key'].map((what) => `needs-${what}-files`),
      ...['engine', 'encrypted', 'port', 'size', 'guards', 'vpc', 'class', 'settings', 'version', 'backups', 'unmanaged'].map(
        (what) => `needs-${what}-register`,
      ),
    ]);
    const order = before(
      'apply-tenants-eu-west-3',
      ...needs,
      'apply-tenants-eu-central-1',
      'replicate-keys',
      'apply-tenants-links',
      'rule-files',
      'seed-files',
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test('of secrets that exist the owner decides: nothing cuts them loose, and nothing overwrites them', () => {
    const over = idsOf(sheet('standing, lost A, failover B', 'failover'));
    const back = idsOf(sheet('standing, lost A, failover B, started, completed, normal A, fenced A', 'reprotect'));
    expect([over.length > 0, back.includes('in-step-keys')]).toEqual([true, true]);
    expect([...over, ...back].filter((id) => ['own-keys', 'rejoin-keys'].includes(id))).toEqual([]);
  });

  test('with the standby lost, points are copied of what has some', () => {
    const text = actionsOf(sheet('standing, lost B', 'standby-lost')).find(({ id }) => id === 'copy-elsewhere');
    expect(text).toMatchObject({
      text: expect.stringMatching(/^Copy the latest recovery point of [^.]*Register[^.]* from .*There is no .* of Keys:/),
    });
  });

  test('each has the cheapest command that mends it', () => {
    const fix = (id: string) => actionsOf(establish).find((one) => one.id === `needs-${id}`)?.onFailure;
    expect(fix('versions-files')).toContain('put-bucket-versioning --region eu-west-3 --bucket acme-tenants-files');
    expect(fix('backups-register')).toContain(
      'modify-db-instance --region eu-west-3 --db-instance-identifier portal-db --backup-retention-period 7',
    );
    expect(fix('encrypted-register')).toContain('cannot be switched on');
  });

  test('it is asked ahead of the day, too, and what nobody has to wait for', () => {
    const { plan } = at('standing').workload;
    const asked = plan.doctor[PARIS]?.flatMap((item) => (isUnseen(item) ? [] : item.steps.map(({ id }) => id))) ?? [];
    expect(asked).toEqual(
      expect.arrayContaining([
        ...['versions-files', 'key-files', 'encrypted-register', 'backups-register', 'guards-register', 'protected-register'],
        ...['class-register', 'settings-register', 'version-register', 'iops-register', 'grows-register'],
        ...['tls-register', 'bound-register', 'listens-web', 'ahead-web', 'kept-web', 'same-image-portal', 'filled-keys-mail-token'],
      ]),
    );
    const kept = plan.doctor[PARIS]?.flatMap((item) => (isUnseen(item) ? [] : item.steps.filter(({ id }) => id === 'kept-web')));
    expect(kept).toMatchObject([{ expected: 'output: 60', onFailure: expect.stringContaining(BALANCER) }]);
    expect(linesOf(kept?.[0] as Action)[0]).toContain(BALANCER);
    const away = plan.doctor[FRANKFURT]?.flatMap((item) => (isUnseen(item) ? [] : item.steps.map(({ id }) => id))) ?? [];
    expect(away.filter((id) => /^(versions|guards|listens|same-image)-/.test(id))).toEqual([]);
  });

  test('what stands by for the database is as large, set alike and of a version that its region makes', () => {
    const need = (id: string): string[] =>
      (linesOf(actionsOf(establish).find(({ id: one }) => one === `needs-${id}-register`) as Action)[0] ?? []).slice(4);
    expect(need('class')).toEqual(['eu-west-3', 'portal-db', 'db.m6g.large', '2', '8192']);
    expect(need('settings')).toEqual(['eu-west-3', 'portal-db', '{}', expect.stringContaining('max_slot_wal_keep_size')]);
    expect(need('version')).toEqual(['eu-west-3', 'portal-db', 'eu-central-1', 'postgres', 'db.m6g.large']);
  });

  test('the live service is started by nobody while more of it run than stand by', () => {
    const start = actionsOf(establish).find(({ id }) => id === 'start-portal-eu-west-3');
    expect(linesOf(start as Action)[0]?.slice(4)).toEqual(['eu-west-3', 'acme', 'portal', '4', '1', 'true']);
    // It is seen to run before the standby counts; how many of it run, its owner says.
    const running = actionsOf(establish).find(({ id }) => id === 'running-portal');
    expect(linesOf(running as Action)[0]?.slice(4)).toEqual(['eu-west-3', 'acme', 'portal', '1']);
  });
});

describe('what runs is fenced, comes back and is kept by its own names', () => {
  test('its fence: tasks, bucket and database by commands, each proven, each with the command that opens it again', () => {
    const fence = actionsOf(sheet(`${OVER}, normal A`, 'fence'));
    const ids = fence.map(({ id }) => id.replace('-eu-west-3', ''));
    for (const part of ['portal', 'files', 'register']) {
      expect(ids).toContain(`fence-${part}`);
      expect(ids.indexOf(`fenced-${part}`)).toBeGreaterThan(ids.indexOf(`fence-${part}`));
    }
    expect(ids.indexOf('cut-register')).toBeGreaterThan(ids.indexOf('fence-register'));
    const line = (id: string) => linesOf(fence.find((one) => one.id.startsWith(id)) as Action)[0]?.slice(4);
    expect(line('fence-register')).toEqual(['eu-west-3', 'portal-db', expect.stringMatching(/-closed$/)]);
    expect(line('fence-portal')).toEqual(['eu-west-3', 'acme', 'portal']);
    expect(line('fence-files')?.slice(0, 3)).toEqual(['eu-west-3', 'acme-tenants-files', 'ContinuityFence']);
  });

  test('a move that is given up gives it back its own groups, its writes, and as many tasks as serve', () => {
    const back = actionsOf(sheet('standing, switch B, fenced A, abort', 'abort'));
    const line = (id: string) => linesOf(back.find((one) => one.id === id) as Action)[0]?.slice(4);
    expect(line('unfence-register-eu-west-3')).toEqual(['eu-west-3', 'portal-db', 'sg-0e55b4a7d4be90c24']);
    expect(line('unfence-files-eu-west-3')).toEqual(['eu-west-3', 'acme-tenants-files', 'ContinuityFence']);
    expect(line('unfence-portal-eu-west-3')).toEqual(['eu-west-3', 'acme', 'portal', '4', '1', 'true']);
  });

  test('it stands by again: the bucket and the service themselves, the database beside its old self, which is not opened', () => {
    const story = `${OVER}, normal A, fenced A`;
    const stack = stackAt(story, 'eu-west-3');
    expect(addresses(stack, 'aws_db_instance')).toEqual(['aws_db_instance.register-g1']);
    expect(addresses(stack, 'aws_s3_bucket')).toEqual([]);
    expect(addresses(stack, 'aws_ecs_service')).toEqual([]);
    // Its owner may delete what is kept: nothing reads it any more.
    expect(blocksOf(stack, 'data').filter(({ type }) => type === 'aws_db_instance')).toEqual([]);
    const ids = idsOf(sheet(story, 'reprotect'));
    expect(ids).toEqual(expect.arrayContaining(['unfence-files-eu-west-3', 'unfence-portal-eu-west-3', 'told-portal']));
    expect(ids.filter((id) => id.startsWith('unfence-register'))).toEqual([]);
    // What is its own secret is never written: the new one beside it is.
    expect(block(stackAt(story, 'links'), 'aws_secretsmanager_secret.register-password-eu-west-3', 'data')['name']).toBe(
      'tenants-register-eu-west-3-password',
    );
  });

  test('nothing that runs ever leaves by a destroy, nor stands in a stack', () => {
    for (const story of ['standing', `${OVER}, normal A`, `${OVER}, normal A, fenced A`, `${OVER}, normal A, fenced A, standing`])
      for (const stack of Object.values(outputAt(story).stacks)) {
        const own = blocksOf(stack).filter(({ type, body }) =>
          Object.entries(body).some(
            ([argument, value]) =>
              ['bucket', 'identifier', 'name', 'arn', 'id'].includes(argument) &&
              RUNNING.includes(String(value)) &&
              type !== 'aws_ecr_repository',
          ),
        );
        expect(own.map(({ address }) => address)).toEqual([]);
        expect((stack.removed ?? []).filter(({ lifecycle }) => lifecycle?.destroy !== false)).toEqual([]);
      }
  });
});
