import { addresses, ACCOUNT, block, DATABASE, FRANKFURT, outputAt, PARIS, typesOf } from './fixture';

const SITE = { [PARIS]: 'billing-eu-west-3', [FRANKFURT]: 'billing-eu-central-1' } as Readonly<Record<string, string>>;
const at = (step: string, tier: 'hot' | 'warm' = 'hot') => outputAt(step, DATABASE, tier).stacks;
const instance = (step: string, site: string, generation = '', tier: 'hot' | 'warm' = 'hot') =>
  block(at(step, tier)[SITE[site]!], `aws_db_instance.ledger${generation}`);
const guards = (body: { vpc_security_group_ids?: unknown }) => JSON.stringify(body.vpc_security_group_ids);

test('hot: Paris is created, Frankfurt follows it, by a computed ARN', () => {
  expect(instance('normal', PARIS)).toMatchObject({
    identifier: 'billing-ledger-eu-west-3',
    engine: 'postgres',
    engine_version: '16',
    allocated_storage: 100,
  });
  const standby = instance('normal', FRANKFURT);
  expect(standby['replicate_source_db']).toBe(`arn:aws:rds:eu-west-3:${ACCOUNT}:db:billing-ledger-eu-west-3`);
  for (const own of ['engine', 'username', 'db_name', 'allocated_storage', 'password_wo']) expect(standby).not.toHaveProperty(own);
});

test('promoted: the same address, without its source, and nothing else changed but what it serves', () => {
  const { tags: before, ...standby } = instance('lost', FRANKFURT);
  const { tags, ...promoted } = instance('failing over', FRANKFURT);
  expect({ ...promoted, replicate_source_db: standby['replicate_source_db'] }).toEqual(standby);
  expect(promoted).not.toHaveProperty('replicate_source_db');
  expect(before).toMatchObject({ 'continuity-backup': 'off' });
  expect(tags).toMatchObject({ 'continuity-backup': 'billing' });
});

test('fenced: a security group that admits nobody; the data stays', () => {
  const fenced = instance('fenced', PARIS);
  expect(guards(fenced)).toContain('ledger-closed');
  expect(guards(instance('normal', PARIS))).toContain('ledger-open');
  expect(block(at('fenced')[SITE[PARIS]!], 'aws_security_group.ledger-closed')).not.toHaveProperty('ingress');
});

test('closed: takes writes and is copied as while it serves', () => {
  expect(instance('closed', PARIS)).toEqual(instance('normal', PARIS));
  expect(instance('closed', PARIS)).toMatchObject({ tags: { 'continuity-backup': 'billing' } });
  expect(guards(instance('closed', PARIS))).toContain('ledger-open');
});

test('reprotected: the old one is kept, fenced, beside a new generation that follows Frankfurt', () => {
  const stack = at('reprotected')[SITE[PARIS]!];
  expect(addresses(stack, 'aws_db_instance')).toEqual(['aws_db_instance.ledger', 'aws_db_instance.ledger-g1']);
  expect(guards(block(stack, 'aws_db_instance.ledger'))).toContain('ledger-closed');
  expect(block(stack, 'aws_db_instance.ledger-g1')).toMatchObject({
    identifier: 'billing-ledger-eu-west-3-g1',
    replicate_source_db: `arn:aws:rds:eu-central-1:${ACCOUNT}:db:billing-ledger-eu-central-1`,
  });
});

test('every generation: encrypted with the key of its site, private, kept', () => {
  for (const step of ['normal', 'failed over', 'fenced', 'reprotected']) {
    for (const id of Object.values(SITE)) {
      const stack = at(step)[id];
      for (const address of addresses(stack, 'aws_db_instance')) {
        expect(block(stack, address)).toMatchObject({
          storage_encrypted: true,
          kms_key_id: '${aws_kms_key.key.arn}',
          publicly_accessible: false,
          deletion_protection: true,
          skip_final_snapshot: false,
          lifecycle: {
            prevent_destroy: true,
            ignore_changes: expect.arrayContaining(['snapshot_identifier', 'username']) as unknown,
          },
        });
      }
    }
  }
});

test('the password stands in no argument that a state keeps', () => {
  const stack = at('normal')[SITE[PARIS]!];
  expect(instance('normal', PARIS)).toMatchObject({ password_wo_version: 1, password_wo: expect.stringContaining('ephemeral.') as string });
  expect(block(stack, 'aws_secretsmanager_secret_version.ledger-password-first')).not.toHaveProperty('secret_string');
  expect(JSON.stringify(at('normal')[SITE[FRANKFURT]!])).not.toContain('password_wo');
});

test('warm: only what is free stands at the standby, and the restore asks for the latest copy once', () => {
  expect(typesOf(at('normal', 'warm')[SITE[FRANKFURT]!])).not.toContain('db_instance');
  expect(typesOf(at('normal', 'warm')[SITE[FRANKFURT]!])).not.toContain('cloudwatch_metric_alarm');
  expect(typesOf(at('normal', 'warm')[SITE[FRANKFURT]!])).toContain('db_subnet_group');
  expect(instance('failing over', FRANKFURT, '', 'warm')['snapshot_identifier']).toMatch(
    /^\$\{data\.aws_db_snapshot\.ledger-latest-copy\./,
  );
  expect(instance('failed over', FRANKFURT, '', 'warm')).not.toHaveProperty('snapshot_identifier');
});

test('the lag is watched where the replica lives, and silence is an alarm', () => {
  const alarm = block(at('normal')[SITE[FRANKFURT]!], 'aws_cloudwatch_metric_alarm.ledger-lag');
  expect(alarm).toMatchObject({
    alarm_name: 'billing-ledger-eu-central-1-lag',
    metric_name: 'ReplicaLag',
    dimensions: { DBInstanceIdentifier: 'billing-ledger-eu-central-1' },
    threshold: 3 * 86_400,
    treat_missing_data: 'breaching',
    actions_enabled: true,
  });
  expect(addresses(at('normal')[SITE[PARIS]!], 'aws_cloudwatch_metric_alarm')).toEqual([]);
  expect(block(at('lost')[SITE[FRANKFURT]!], 'aws_cloudwatch_metric_alarm.ledger-lag')).toMatchObject({ actions_enabled: false });
});

test('applications find it under a name that does not change with the generation', () => {
  const host = (step: string) => block(at(step)[SITE[PARIS]!], 'aws_ssm_parameter.ledger-host');
  expect(host('normal')).toMatchObject({ name: '/billing-eu-west-3/ledger/host', value: '${aws_db_instance.ledger.address}' });
  expect(host('reprotected')).toMatchObject({ name: '/billing-eu-west-3/ledger/host', value: '${aws_db_instance.ledger-g1.address}' });
});

describe('zones', () => {
  const spread = (step: string, site: string, tier: 'hot' | 'ha' | 'vital', generation = '', zonal?: boolean) =>
    block(outputAt(step, DATABASE, tier, zonal === undefined ? {} : { zonal }).stacks[SITE[site]!], `aws_db_instance.ledger${generation}`)[
      'multi_az'
    ];

  test('hot: one zone, unless the workload says more: then the primary site alone, whoever serves', () => {
    expect([spread('normal', PARIS, 'hot'), spread('normal', FRANKFURT, 'hot')]).toEqual([false, false]);
    expect([spread('normal', PARIS, 'hot', '', true), spread('normal', FRANKFURT, 'hot', '', true)]).toEqual([true, false]);
    expect([spread('reprotected', PARIS, 'hot', '-g1', true), spread('reprotected', FRANKFURT, 'hot', '', true)]).toEqual([true, false]);
  });

  test('ha: the one that serves, and the one that is restored on the day; nothing stands beside it in peace', () => {
    expect(spread('normal', PARIS, 'ha')).toBe(true);
    expect(addresses(outputAt('normal', DATABASE, 'ha').stacks[SITE[FRANKFURT]!], 'aws_db_instance')).toEqual([]);
    expect(spread('failed over', FRANKFURT, 'ha')).toBe(true);
  });

  test('vital: both sites, and promoted without a change of it; of the same class at both', () => {
    for (const step of ['normal', 'failed over']) expect(spread(step, FRANKFURT, 'vital')).toBe(true);
    const classes = [PARIS, FRANKFURT].map(
      (site) => block(outputAt('normal', DATABASE, 'vital').stacks[SITE[site]!], 'aws_db_instance.ledger')['instance_class'],
    );
    expect(new Set(classes).size).toBe(1);
  });

  test('ahead of the day it is asked whether there is a second instance, wherever one is to be', () => {
    const asked = (tier: 'hot' | 'ha' | 'vital') =>
      outputAt('normal', DATABASE, tier)
        .manifest.workloads[0]!.doctor!.places.filter(({ questions }) =>
          questions.some(({ steps }) => steps.some(({ id }) => id === 'zones-ledger')),
        )
        .map(({ key }) => key)
        .sort();
    expect([asked('hot'), asked('ha'), asked('vital')]).toEqual([[], [PARIS], [FRANKFURT, PARIS]]);
  });
});
