import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  backUp,
  deallocate,
  endReplication,
  failOver,
  failOverWhereThere,
  pointAge,
  powerState,
  replicateMachine,
  startMachine,
} from '../../../lib/clouds/azure/cli-replication';
import { answering, type Rule } from '../answering';

const ERP = { subscription: 's', group: 'erp-prod', machine: 'erp01' };
const IS_THERE: Rule = ['group exists', 'true\n'];
const ITEM = '/v/replicationProtectedItems/erp';
const posts = (calls: readonly string[]): string[] =>
  calls.filter((call) => /--method (post|put)/.test(call)).map((call) => / --url (\S+?)\?/.exec(call)?.[1] ?? '');

test('a machine that was not made yet is neither stopped nor started, and says so', () => {
  for (const run of [deallocate(ERP), startMachine(ERP), powerState(ERP)]) {
    const { status, said, calls } = answering('az', [IS_THERE, ['vm list', 'other\n']], run);
    expect([status, said, calls.length]).toEqual([0, 'not there', 2]);
    const without = answering('az', [['group exists', 'false\n']], run);
    expect([without.status, without.said, without.calls.length]).toEqual([0, 'not there', 1]);
    expect(answering('az', [['group exists', '']], run)).toMatchObject({
      status: 1,
      error: expect.stringContaining('nobody knows') as string,
    });
  }
  const there: readonly Rule[] = [IS_THERE, ['vm list', 'ERP01\n'], ['vm deallocate', ''], ['instance-view', 'PowerState/deallocated\n']];
  expect(answering('az', there, deallocate(ERP)).calls.at(-1)).toContain(
    'vm deallocate --subscription s --resource-group erp-prod --name erp01',
  );
  expect(answering('az', there, powerState(ERP)).said).toBe('PowerState/deallocated');
  expect(answering('az', [IS_THERE, ['vm list', '', 3]], deallocate(ERP)).status).not.toBe(0);
});

test('a failover that was done is not done again; where nothing is replicated none is', () => {
  for (const allowed of ['Commit\nChangePit\nSwitchProtection\n', 'CompleteMigration\nDisableProtection\nSwitchProtection\n']) {
    const done = answering('az', [['properties.allowedOperations', allowed]], failOver(ITEM));
    expect([done.said, posts(done.calls)]).toEqual(['failed over', []]);
  }
  const nothing = answering('az', [['length(value', '0\n']], failOverWhereThere(ITEM));
  expect([nothing.status, nothing.said, posts(nothing.calls)]).toEqual([0, 'nothing is replicated', []]);
});

test('what was not failed over is never ended', () => {
  const kept = answering('az', [['value[].join', `${ITEM} UnplannedFailover DisableProtection TestFailover\n`]], endReplication('/v'));
  expect([kept.status, posts(kept.calls)]).toEqual([1, []]);
  expect(kept.error).toContain('was not failed over');
  expect(answering('az', [['value[].join', '']], endReplication('/v')).status).toBe(0);
});

test('a machine that is replicated, or copied, is left alone', () => {
  const of = { item: ITEM, machine: '/m', policy: '/p', container: '/c', cache: '/a', group: '/g', network: '/n', subnet: 'private-1' };
  expect(posts(answering('az', [['length(value', '1\n']], replicateMachine(of)).calls)).toEqual([]);
  const anew = answering(
    'az',
    [
      ['length(value', '0\n'],
      ['vm show', '{"properties":{}}'],
      ['--method put', ''],
    ],
    replicateMachine(of),
  );
  expect(posts(anew.calls)).toEqual([ITEM]);
  expect(anew.calls.find((call) => call.includes('vm show'))).toContain("recoveryAzureNetworkId: '/n', recoverySubnetName: 'private-1'");
  // Whoever is not told whether it is there does not take that for an answer.
  expect(answering('az', [['length(value', '', 1]], replicateMachine(of)).status).not.toBe(0);
  const vault = { group: 'g', vault: 'v', policy: 'machines' };
  expect(answering('az', [['check-vm', '/vault\n']], backUp('s', '/m', vault)).calls).toHaveLength(1);
});

test('how old the newest point is at a moment; without a point nobody knows', () => {
  const moment = String(Date.parse('2026-12-01T10:10:00Z') / 1000);
  expect(answering('az', [['recoveryPoints', '2026-12-01T10:03:20Z\n']], pointAge(ITEM, moment)).said).toBe('400');
  expect(answering('az', [['recoveryPoints', '']], pointAge(ITEM)).status).toBe(1);
});

test('a job of an earlier run that failed is not that of this one', () => {
  const bin = mkdtempSync(join(tmpdir(), 'continuity-replication-'));
  // What is allowed: a failover; nothing, while it runs; its commit. The item names the old job all the time.
  const az = `#!/bin/sh
case $* in
  *allowedOperations*)
    echo >>'${bin}/asked'
    case $(wc -l <'${bin}/asked') in 1) echo UnplannedFailover ;; 2) echo ;; *) echo Commit ;; esac ;;
  *currentScenario*) echo /vault/jobs/old ;;
  *properties.state*) echo Failed ;;
esac
`;
  writeFileSync(join(bin, 'az'), az, { mode: 0o755 });
  writeFileSync(join(bin, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
  const [program = '', ...words] = failOver('/vault/items/one');
  const { status, stdout } = spawnSync(program, words, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  expect([status, stdout.trim()]).toEqual([0, 'failed over']);
});
