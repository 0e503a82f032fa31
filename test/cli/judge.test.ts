import { judge, parsePlan, summary, type PlanJson } from '../../lib/cli/judge';

const guarded = { statefulTypes: ['aws_db_instance'], addresses: ['aws_ebs_volume.data'] };

function plan(actions: string[], over: Record<string, unknown> = {}, change: Record<string, unknown> = {}): PlanJson {
  return parsePlan(
    JSON.stringify({
      format_version: '1.2',
      resource_changes: [
        { address: 'aws_db_instance.ledger', type: 'aws_db_instance', mode: 'managed', ...over, change: { actions, ...change } },
      ],
    }),
  );
}

const volume = { address: 'aws_ebs_volume.data', type: 'aws_ebs_volume' };
const role = { address: 'aws_security_group.web', type: 'aws_security_group' };

describe('refuses', () => {
  test.each([
    ['destruction of a stateful type', plan(['delete']), 'destroy'],
    ['replacement', plan(['delete', 'create']), 'replace'],
    ['replacement that creates first', plan(['create', 'delete']), 'replace'],
    ['destruction at a stateful address', plan(['delete'], volume), 'destroy'],
    ['one instance of a stateful address', plan(['delete'], { ...volume, address: 'aws_ebs_volume.data[0]' }), 'destroy'],
    [
      'what was at a stateful address before',
      plan(['delete'], { ...volume, address: 'aws_ebs_volume.other', previous_address: 'aws_ebs_volume.data' }),
      'destroy',
    ],
    ['to forget what the stack still plans', plan(['forget'], volume), 'forget'],
    ['to forget and create anew', plan(['forget', 'create']), 'forget and create'],
    ['an action that it does not know', plan(['obliterate']), 'obliterate'],
    ['a deposed instance', plan(['delete'], { deposed: 'abc' }), 'destroy'],
  ])('%s', (_, given, verb) => {
    expect(judge(given, guarded).refused).toMatchObject([{ verb }]);
  });

  const gone = (over: Record<string, unknown>, drift: string[], actions: string[]): PlanJson => ({
    ...plan(actions, over),
    resource_drift: plan(drift, over).resource_changes,
  });

  test.each([
    ['of a type that holds data', gone({}, ['delete'], ['create'])],
    ['at an address that does', gone(volume, ['delete'], ['create'])],
  ])('to make anew what vanished outside of Terraform: %s', (_, given) => {
    expect(judge(given, guarded).refused).toMatchObject([{ verb: 'make anew' }]);
  });

  test('and makes anew what holds none, what merely changed, and what nobody plans', () => {
    for (const given of [gone(role, ['delete'], ['create']), gone({}, ['update'], ['create']), gone({}, ['delete'], ['no-op'])])
      expect(judge(given, guarded).refused).toEqual([]);
    const another = { ...plan(['create']), resource_drift: plan(['delete'], volume).resource_changes };
    expect(judge(another, guarded).refused).toEqual([]);
  });

  test('and says what forces it', () => {
    const [refusal] = judge(
      plan(
        ['delete', 'create'],
        { action_reason: 'replace_because_cannot_update' },
        { replace_paths: [['identifier'], ['storage', 0, 'size']] },
      ),
      guarded,
    ).refused;
    expect(refusal?.because).toBe('forced by identifier, storage.0.size; replace because cannot update');
  });
});

describe('allows', () => {
  test.each([
    ['create', plan(['create']), 'creates'],
    ['update in place: a promotion', plan(['update']), 'updates'],
    ['an old generation that leaves by a removed block', plan(['forget']), 'forgets'],
    ['destruction of what holds no data', plan(['delete'], role), 'destroys'],
    ['replacement of what holds no data', plan(['create', 'delete'], role), 'destroys'],
  ] as const)('%s', (_, given, list) => {
    const verdict = judge(given, guarded);
    expect(verdict.refused).toEqual([]);
    expect(verdict[list]).toHaveLength(1);
  });

  test('data sources and what stays the same are left out', () => {
    expect(summary(judge(plan(['no-op']), guarded))).toBe('outputs only');
    expect(judge(plan(['delete'], { mode: 'data' }), guarded).refused).toEqual([]);
  });
});

test.each([
  '',
  '{}',
  '{"format_version":"2.0"}',
  '{"format_version":"1.2","errored":true}',
  '{"format_version":"1.2","resource_changes":[{}]}',
])('what cannot be judged is not applied: %s', (text) => {
  expect(() => parsePlan(text)).toThrow('DR-RUN-02');
});
