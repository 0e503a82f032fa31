import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { oldestWaiting } from '../../lib/clouds/azure/cli';
import { sinceSynced } from '../../lib/clouds/oci/cli';
import { cloudNamed } from '../support/clouds';
import { render } from '../support/synth';

/** What a command line prints where the cloud's program answers so, and with what arguments it asked. */
function polled(program: 'az' | 'oci', run: readonly string[], answer: string, code = 0) {
  const bin = mkdtempSync(join(tmpdir(), 'continuity-polled-'));
  const asked = join(bin, 'asked');
  writeFileSync(join(bin, program), `#!/bin/sh\nprintf '%s\\n' "$@" >'${asked}'\nprintf '%s\\n' '${answer}'\nexit ${code}\n`);
  chmodSync(join(bin, program), 0o755);
  const [first = '', ...rest] = run;
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const { status, stdout } = spawnSync(first, rest, { encoding: 'utf8', env });
  const words = spawnSync('cat', [asked], { encoding: 'utf8' }).stdout.trim().split('\n');
  return { status, number: stdout.trim(), words };
}

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
const near = (seconds: number): unknown => expect.stringMatching(new RegExp(`^(${[0, 1, 2, 3].map((late) => seconds + late).join('|')})$`));

describe('Azure: how long the oldest blob has waited', () => {
  const ask = (answer: string, code?: number) =>
    polled('az', oldestWaiting({ subscription: 's-1', group: 'g', account: "acme' $(id)" }), answer, code);

  test('in seconds; nothing waits: 0', () => {
    expect(ask(ago(600))).toMatchObject({ status: 0, number: near(600) });
    for (const nothing of ['', 'None']) expect(ask(nothing)).toMatchObject({ status: 0, number: '0' });
  });

  test('no answer is no number', () => {
    for (const ended of [ask('', 1), ask('no date')]) expect(ended).toMatchObject({ number: '' });
    expect(ask('', 1).status).not.toBe(0);
    expect(ask('no date').status).not.toBe(0);
  });

  test('asks the account by its name, whatever it is', () => {
    const { words } = ask('');
    expect(words.slice(words.indexOf('--account-name'))).toEqual(expect.arrayContaining(["acme' $(id)", '--num-results', '*', '--query']));
  });
});

describe('OCI: how long ago a bucket was in step', () => {
  const ask = (answer: string, code?: number) => polled('oci', sinceSynced('eu-frankfurt-1', 'invoices'), answer, code);

  test('in seconds', () => {
    const { words, ...ended } = ask(ago(240));
    expect(ended).toEqual({ status: 0, number: near(240) });
    expect(words).toEqual(expect.arrayContaining(['list-replication-policies', '--region', 'eu-frankfurt-1', '--bucket-name', 'invoices']));
  });

  test('a bucket that sends nothing, and no answer, are no number: an empty date would be midnight', () => {
    for (const ended of [ask(''), ask('null'), ask(ago(1), 1)]) {
      expect(ended.number).toBe('');
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
  const signals = all.filter(({ kind }) => kind === 'polled');
  expect(signals).toMatchObject([
    { site: `${name}:${here}`, id: 'invoices-lag', kind: 'polled', polled: { endpoint: peer, every, above: 3 * 86_400 } },
  ]);
  expect(signals[0]?.polled?.run[2]).toContain(call);
  expect(signals[0]).not.toHaveProperty('silenceIsAlarm');
  expect(effects.map(({ terraform }) => terraform)).toContain('leaves');
  expect(billing!.findings.filter(({ id }) => id === 'DR-SIGNAL-01')).toMatchObject([{ level: 'warning', value: `polled at ${peer}` }]);
});
