import { fitsStandby, keyManager, sameSettings, versionOffered } from '../../../lib/clouds/aws/cli-guards';
import { answering, type Rule } from '../answering';

const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);
const DENIED: Rule = ['', 'AccessDenied', 254];

describe('an instance that exists is no larger than what stands by for it', () => {
  const sized = (of: string, vcpus: string, mib: string): Rule[] => [
    ['DBInstances[0].DBInstanceClass', of],
    ['describe-instance-types --region eu-west-3 --instance-types r5.large --query InstanceTypes[0].VCpuInfo', vcpus],
    ['describe-instance-types --region eu-west-3 --instance-types r5.large --query InstanceTypes[0].MemoryInfo', mib],
  ];
  const run = fitsStandby('eu-west-3', 'portal-db', ['db.m6g.large', 2, 8]);

  test.each([
    ['of the same class', sized('db.m6g.large', '', ''), 'fits'],
    ['of another one that is as large', sized('db.r5.large', '2', '8192'), 'fits'],
    ['smaller', sized('db.r5.large', '1', '4096'), 'fits'],
    ['of more memory', sized('db.r5.large', '2', '16384'), 'db.r5.large has 2 vCPU and 16384 MiB, db.m6g.large has 2 and 8192'],
    ['of more processors', sized('db.r5.large', '4', '8192'), 'db.r5.large has 4 vCPU and 8192 MiB, db.m6g.large has 2 and 8192'],
    ['of a class that nobody knows', sized('db.r5.large', 'None', 'None'), 'nobody says how large db.r5.large is'],
  ])('%s', (_, rules, said) => {
    expect(aws(rules, run)).toMatchObject({ status: 0, said });
  });

  test('never where nobody may look', () => {
    expect(aws([DENIED], run).status).not.toBe(0);
  });
});

describe('an instance that exists is set as what stands by for it', () => {
  const set = (...all: readonly (readonly [string, string])[]): Rule[] => [
    ['DBParameterGroups[0].DBParameterGroupName', 'own-group'],
    ['--db-parameter-group-name own-group --source user', JSON.stringify(all)],
  ];
  const said = (rules: readonly Rule[], declared: Readonly<Record<string, string>>): string =>
    aws(rules, sameSettings('eu-west-3', 'portal-db', declared, ['rds.force_ssl'])).said;

  test.each<readonly [string, Rule[], Readonly<Record<string, string>>, string]>([
    ['nothing is set', set(), {}, 'same'],
    ['the same', set(['work_mem', '65536']), { work_mem: '65536' }, 'same'],
    ['what the library decides apart', set(['rds.force_ssl', '0']), {}, 'same'],
    ['one more there', set(['max_connections', '800']), {}, 'differ: max_connections is 800, and not set at the standby'],
    ['one more here', set(), { work_mem: '65536' }, 'differ: work_mem is not set, and 65536 at the standby'],
    ['others', set(['a', '1'], ['b', '2']), { a: '2', b: '3' }, 'differ: a is 1, and 2 at the standby; b is 2, and 3 at the standby'],
  ])('%s', (_, rules, declared, says) => {
    expect(said(rules, declared)).toBe(says);
  });

  test('never where nobody may look', () => {
    expect(said([DENIED], {})).not.toBe('same');
  });
});

test.each([
  ['3', 'offered'],
  ['0', 'postgres 16.3 is not offered for db.m6g.large in eu-central-1'],
])('its whole version is offered in the other region: %s', (n, said) => {
  const rules: Rule[] = [
    ['DBInstances[0].EngineVersion', '16.3'],
    ['--region eu-central-1 --engine postgres --engine-version 16.3 --db-instance-class db.m6g.large', n],
  ];
  expect(aws(rules, versionOffered('eu-west-3', 'portal-db', 'eu-central-1', 'postgres', 'db.m6g.large')).said).toBe(said);
});

test('whose key encrypts it is asked of that key', () => {
  const rules: Rule[] = [
    ['DBInstances[0].KmsKeyId', 'arn:key'],
    ['describe-key --region eu-west-3 --key-id arn:key', 'AWS'],
  ];
  expect(aws(rules, keyManager('eu-west-3', 'portal-db')).said).toBe('AWS');
});
