import { ObjectStorage, Tier, type ObjectStorageProps, type RelationalDatabaseProps } from '../../../lib';
import { appIn, database, folder, network, PATIENT, refusal, workload } from '../../declared';
import { afterStory } from '../../support/history';
import { renderWorkload } from '../../support/synth';
import { block, groupRules } from './fixture';

const REPORTS = { Sid: 'Reports', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/reports' }, Action: 's3:GetObject' };
const hot = { tier: Tier.HOT, objectives: PATIENT };

function stacksOf(props: ObjectStorageProps, more: Partial<RelationalDatabaseProps> = {}, story = 'standing') {
  const declare = (given?: ReturnType<typeof afterStory>) => {
    const w = workload(appIn(folder(), given), 'billing', hot);
    network(w);
    new ObjectStorage(w, 'Invoices', props);
    database(w, more);
    return w;
  };
  const situation = afterStory(story, declare().sides);
  return renderWorkload(declare(situation), situation).stacks;
}

interface Statement {
  readonly Sid: string;
  readonly Resource: unknown;
}
const statementsOf = (body: Readonly<Record<string, unknown>>): Statement[] =>
  (JSON.parse(String(body['policy'])) as { Statement: Statement[] }).Statement;

describe("more of a bucket's policy", () => {
  test('stands beside ours at every site, of that bucket, and stays while it is fenced', () => {
    for (const [story, sids] of [
      ['standing', ['TlsOnly', 'Reports']],
      ['standing, fence A', ['TlsOnly', 'Reports', 'ContinuityFence']],
    ] as const) {
      const stacks = stacksOf({ policy: [REPORTS] }, {}, story);
      const here = statementsOf(block(stacks['billing-eu-west-3'], 'aws_s3_bucket_policy.invoices-policy'));
      expect(here.map(({ Sid }) => Sid)).toEqual(sids);
      const away = statementsOf(block(stacks['billing-eu-central-1'], 'aws_s3_bucket_policy.invoices-policy'));
      const [bucket] = away.find(({ Sid }) => Sid === 'Reports')?.Resource as [string];
      expect(away.find(({ Sid }) => Sid === 'Reports')?.Resource).toEqual([bucket, `${bucket}/*`]);
      expect(bucket).toContain('eu-central-1');
    }
  });

  const ELSE = { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/billing-*'] } };
  const refused = (statement: object): string =>
    refusal((app) => {
      new ObjectStorage(workload(app, 'billing', hot), 'Invoices', { policy: [statement as never] });
    }).message;

  test.each([
    ['a resource', { ...REPORTS, Resource: '*' }, 'no resource'],
    ['our own Sid', { ...REPORTS, Sid: 'ContinuityFence' }, 'a Sid of its own'],
    ['nobody', { Effect: 'Allow', Action: 's3:GetObject' }, 'a Principal'],
    ['nothing', { Effect: 'Allow', Principal: '*' }, 'an Action'],
    ['no effect', { ...REPORTS, Effect: 'allow' }, 'Allow or Deny'],
    ['everybody', { ...REPORTS, Principal: { AWS: '*' } }, 'public'],
    ['a denial of all', { Effect: 'Deny', Principal: '*', Action: 's3:*' }, 'roles of replication'],
    ['a denial of what replicates', { Effect: 'Deny', Principal: '*', Action: ['s3:replicate*'] }, 'roles of replication'],
    ['a denial of all but one', { Effect: 'Deny', Principal: '*', NotAction: 's3:GetObject' }, 'roles of replication'],
    [
      'a denial from elsewhere',
      { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } },
      'roles of replication',
    ],
  ])('is refused where it undoes what is needed: %s', (_, statement, allowed) => {
    expect(refused(statement)).toMatch(/DR-VALUE-01: .*Invoices cannot take this value of policy/);
    expect(refused(statement)).toContain(allowed);
  });

  test('one Sid for two is refused', () => {
    const both = { policy: [REPORTS, { ...REPORTS, Action: 's3:ListBucket' }] };
    expect(refusal((app) => void new ObjectStorage(workload(app, 'billing', hot), 'Invoices', both)).message).toContain(
      'a Sid of its own for each',
    );
  });

  test.each([
    ['a denial that lets those roles be', { Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: ELSE }],
    ['a denial of what nobody needs', { Effect: 'Deny', Principal: '*', Action: 's3:PutObjectAcl' }],
    ['a denial of old TLS', { Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }],
    [
      'everybody of one organization',
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
    ],
  ])('is taken: %s', (_, statement) => {
    const w = workload(appIn(folder()), 'billing', hot);
    new ObjectStorage(w, 'Invoices', { policy: [statement] });
    expect(w.plan.findings.filter(({ id }) => id === 'DR-VALUE-01')).toEqual([]);
  });
});

describe('more of the settings of a database', () => {
  test('stand beside ours at every site, and take hold with a restart', () => {
    const stacks = stacksOf({}, { parameters: { log_min_duration_statement: '500' } });
    for (const region of ['eu-west-3', 'eu-central-1'])
      expect(block(stacks[`billing-${region}`], 'aws_db_parameter_group.ledger-parameters')['parameter']).toEqual(
        expect.arrayContaining([
          { name: 'rds.force_ssl', value: '1' },
          { name: 'log_min_duration_statement', value: '500', apply_method: 'pending-reboot' },
        ]),
      );
  });

  test.each(['rds.force_ssl', 'max_slot_wal_keep_size', 'SSL'])('are refused where the library decides: %s', (name) => {
    const { message } = refusal((app) => {
      const w = workload(app, 'billing', hot);
      network(w);
      database(w, { parameters: { [name]: '0' } });
    });
    expect(message).toMatch(/DR-VALUE-01: .*Ledger cannot take this value of parameters/);
    expect(message).toContain(`leave ${name} out`);
  });

  test('more ranges are let in on its port, and nobody else; a fence closes them, too', () => {
    const open = (story: string) => stacksOf({}, { clients: ['10.90.0.0/24'] }, story)['billing-eu-west-3'];
    expect(groupRules(block(open('standing'), 'aws_security_group.ledger-open'), 'ingress')).toMatchObject([
      { from_port: 5432, cidr_blocks: ['10.10.0.0/16'] },
      { from_port: 5432, to_port: 5432, cidr_blocks: ['10.90.0.0/24'] },
    ]);
    expect(block(open('standing, fence A'), 'aws_db_instance.ledger')['vpc_security_group_ids']).toEqual([
      '${aws_security_group.ledger-closed.id}',
    ]);
  });

  test.each(['0.0.0.0/0', '10.90.0.1/24', 'office'])('no range that is none, nor all of them: %s', (range) => {
    const { message } = refusal((app) => {
      const w = workload(app, 'billing', hot);
      network(w);
      database(w, { clients: [range] });
    });
    expect(message).toMatch(/DR-COMP-06: RelationalDatabase 'Ledger' cannot take this value of clients\[0\]/);
  });
});
