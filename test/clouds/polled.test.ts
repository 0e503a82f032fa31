import { oldestWaiting, waiting } from '../../lib/clouds/azure/cli';
import { sinceSynced } from '../../lib/clouds/oci/cli';
import { cloudNamed } from '../support/clouds';
import { render } from '../support/synth';
import { answering, type Rule } from './answering';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
const near = (seconds: number): unknown => expect.stringMatching(new RegExp(`^(${[0, 1, 2, 3].map((late) => seconds + late).join('|')})$`));

describe('Azure: how long the oldest blob has waited', () => {
  const FROM = { subscription: 's-1', group: 'g', account: "acme' $(id)", container: 'data' };
  const POLICY: Rule = ['or-policy list', 'p-1'];
  const ask = (...rules: Rule[]) => answering('az', rules, oldestWaiting(FROM, 'acmeb'));

  test('in seconds; nothing waits: 0', () => {
    expect(ask(POLICY, ['blob list', ago(600)])).toMatchObject({ status: 0, said: near(600) });
    for (const nothing of ['', 'None']) expect(ask(POLICY, ['blob list', nothing])).toMatchObject({ status: 0, said: '0' });
  });

  test('no answer is no number, nor is an account that sends nothing there', () => {
    for (const ended of [
      ask(POLICY, ['blob list', '', 1]),
      ask(POLICY, ['blob list', 'no date']),
      ask(['or-policy list', '', 1], ['blob list', '']),
      ask(['or-policy list', ''], ['blob list', '']),
      ask(['or-policy list', 'None'], ['blob list', '']),
    ]) {
      expect(ended.said).toBe('');
      expect(ended.status).not.toBe(0);
    }
  });

  test('asks the account by its name, whatever it is, and counts the policy to the other site alone', () => {
    const [policies, blobs] = ask(POLICY, ['blob list', '']).calls;
    expect(policies).toContain("--account-name acme' $(id) --query [?ends_with(destinationAccount, 'acmeb')].policyId | [0]");
    expect(blobs).toContain("--account-name acme' $(id) ");
    expect(blobs).toContain("objectReplicationSourceProperties[?policyId=='p-1'].rules[] | [?status=='complete']");
    expect(blobs).toContain('--num-results *');
  });

  test('a switch counts the same blobs', () => {
    expect(answering('az', [POLICY, ['blob list', '3']], waiting(FROM, 'acmeb'))).toMatchObject({ status: 0, said: '3' });
    expect(
      answering(
        'az',
        [
          ['or-policy list', ''],
          ['blob list', '0'],
        ],
        waiting(FROM, 'acmeb'),
      ).said,
    ).toBe('');
  });
});

describe('OCI: how long ago a bucket was in step', () => {
  const ask = (answer: string, code?: number) =>
    answering('oci', [['list-replication-policies', answer, code]], sinceSynced('eu-frankfurt-1', 'invoices'));

  test('in seconds', () => {
    const ended = ask(`ACTIVE ${ago(240)} The policy is active.`);
    expect(ended).toMatchObject({ status: 0, said: near(240) });
    expect(ended.calls[0]).toContain('list-replication-policies --region eu-frankfurt-1 --bucket-name invoices ');
  });

  test('a bucket that sends nothing, and no answer, are no number: an empty date would be midnight', () => {
    for (const ended of [ask(''), ask('null'), ask('absent'), ask(`CLIENT_ERROR ${ago(1)} No grant.`), ask(`ACTIVE ${ago(1)} Yes.`, 1)]) {
      expect(ended.said).toBe('');
      expect(ended.status).not.toBe(0);
    }
  });
});

test.each([
  ['azure', 'az storage blob list', 900, 'germanywestcentral', 'francecentral'],
  ['oci', 'oci os replication list-replication-policies', 300, 'eu-paris-1', 'eu-frankfurt-1'],
])('%s: told at the standby by a call to the site that serves, and a finding until something asks', (name, call, every, here, peer) => {
  const [billing] = render({ cloud: cloudNamed(name), kinds: ['object-storage'], tier: 'hot' }).manifest.workloads;
  const { signals: all, effects } = billing!.components[0]!;
  const signals = all.filter(({ kind, watches }) => kind === 'polled' && watches === 'replica');
  expect(signals).toMatchObject([
    { site: `${name}:${here}`, id: 'invoices-lag', kind: 'polled', polled: { endpoint: peer, every, above: 1.5 * 86_400 } },
  ]);
  expect(signals[0]?.polled?.run[2]).toContain(call);
  expect(signals[0]).not.toHaveProperty('silenceIsAlarm');
  expect(effects.map(({ terraform }) => terraform)).toContain('leaves');
  const found = billing!.findings.filter(({ id, subject }) => id === 'DR-SIGNAL-01' && subject.endsWith('-lag'));
  expect(found).toMatchObject([{ level: 'warning', value: `polled at ${peer}` }]);
});
