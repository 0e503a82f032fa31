import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { ContainerImages, DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { openAgain } from '../../../lib/clouds/azure/cli-dumps';
import { betweenDumps, cronOf } from '../../../lib/clouds/azure/dumped-database/figures';
import { COPY, LAST, OPEN, RESTORE } from '../../../lib/clouds/azure/dumped-database/script';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { answering } from '../answering';
import { billing } from './fixture';
import { runOf, stepOf, told } from './told';

const IMAGE = `acme/dump@sha256:${'d0'.repeat(32)}`;
const PARIS = 'billing-francecentral';
const FRANKFURT = 'billing-germanywestcentral';

interface Made {
  readonly tier?: Tier;
  readonly over?: Partial<RelationalDatabaseProps>;
}

/** Two regions that are no pair. */
const make =
  ({ tier = Tier.COLD, over = {} }: Made = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, { appliedFrom: ['198.51.100.7'] })(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new ContainerImages(workload, 'Images', { repositories: ['acme/dump'] });
    new RelationalDatabase(workload, 'Ledger', {
      engine: DatabaseEngine.postgres('16'),
      size: Size.of({ vcpus: 2, memoryGiB: 8 }),
      storageGiB: 100,
      dumps: { image: IMAGE },
      ...over,
    });
    return workload;
  };
const { outputAt, stepsAt } = told(make);

const jobsIn = (stack: StackJson | undefined): string[] => Object.keys(stack?.resource?.['azurerm_container_app_job'] ?? {}).sort();
const job = (stack: StackJson | undefined, name: string): string => JSON.stringify(blockAt(stack, `azurerm_container_app_job.${name}`));
const refused = (over: Partial<RelationalDatabaseProps>): string => String(refusal(() => make({ over })(appIn(folder())).plan));

describe('in peace', () => {
  const { stacks, manifest } = outputAt('standing');

  test('dumps go from where it serves to an account of the other region, which nobody has a key of, and which keeps them', () => {
    const store = blockAt(stacks[FRANKFURT], 'azurerm_storage_account.ledger-dumps');
    expect(store).toMatchObject({
      shared_access_key_enabled: false,
      network_rules: { default_action: 'Deny', ip_rules: ['198.51.100.7'] },
      blob_properties: { versioning_enabled: true, delete_retention_policy: { days: 7 } },
      lifecycle: { prevent_destroy: true },
    });
    expect(blockAt(stacks[FRANKFURT], 'azurerm_storage_container_immutability_policy.ledger-dumps-kept')).toMatchObject({
      immutability_period_in_days: 7,
    });
    const copy = job(stacks[PARIS], 'ledger-copy');
    expect(copy).toContain(`https://${String(store?.['name'])}.blob.core.windows.net/dumps`);
    expect(copy).toContain(`/${IMAGE}`);
    expect(copy).not.toContain('password_secret_name');
  });

  test('what closes it and what opens it stand beside what copies it, and nothing runs at the standby', () => {
    expect(jobsIn(stacks[PARIS])).toEqual(['ledger-copy', 'ledger-last', 'ledger-open']);
    expect(jobsIn(stacks[FRANKFURT])).toEqual([]);
    expect(blockAt(stacks[FRANKFURT], 'azurerm_postgresql_flexible_server.ledger')).toBeUndefined();
    expect(blockAt(stacks[FRANKFURT], 'azurerm_container_app_environment.containers-environment')).toBeDefined();
  });

  test('its service keeps no backups in a pair that there is not, and it has the key of its site', () => {
    const server = blockAt(stacks[PARIS], 'azurerm_postgresql_flexible_server.ledger');
    expect(server).not.toHaveProperty('geo_redundant_backup_enabled');
    expect(server).toHaveProperty('customer_managed_key');
  });

  test('a private way leads from each network to the account of the other site, and a grant of each identity to write there', () => {
    const links = blocksOf(stacks['billing-links']).map(({ address }) => address);
    for (const to of ['germanywestcentral', 'francecentral'])
      expect(links).toEqual(
        expect.arrayContaining([`azurerm_private_endpoint.ledger-dumps-to-${to}`, `azurerm_role_assignment.ledger-dumps-to-${to}-written`]),
      );
  });

  test('that no dump comes is told where they should arrive, and silence is what is told', () => {
    const { criteria } = blockAt(stacks[FRANKFURT], 'azurerm_monitor_scheduled_query_rules_alert_v2.ledger-dumps-silent') as {
      criteria: { query: string }[];
    };
    expect(criteria[0]?.query).toMatch(
      /replace_string\(Uri, ":443\/", "\/"\) startswith "https:\/\/\w+\.blob\.core\.windows\.net\/dumps\/whole\/" .*where heard == 0$/,
    );
    const component = manifest.workloads[0]!.components.find((one) => one.component === 'Ledger')!;
    expect(component.signals.map(({ id }) => id)).toEqual(expect.arrayContaining(['ledger-dumps-silent', 'ledger-dumps-age']));
  });

  test('before the standby stood by, no job is made: its image may not be there, and Azure would refuse it', () => {
    const first = outputAt('');
    expect(jobsIn(first.stacks[PARIS])).toEqual([]);
    expect(first.manifest.workloads[0]!.findings.find(({ id, subject }) => id === 'DR-LATER-01' && subject === 'Ledger')?.what).toContain(
      'No copy of Ledger is made',
    );
    const ids = stepsAt('', 'establish').map(({ id }) => id);
    expect(ids).toContain('image-there-ledger');
    expect(ids).not.toContain('dumped-ledger');
  });
});

describe('what is declared', () => {
  test.each([Tier.COLD, Tier.WARM])('%s: two regions that are no pair are no error with dumps', (tier) => {
    expect(make({ tier })(appIn(folder())).plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('what is too large for its objectives is an error with the figure', () => {
    expect(refused({ storageGiB: 4000 })).toMatch(/DR-RPO-01[^]*it may lose 3 d 6 h \(UNVERIFIED\)[^]*DR-RTO-01/);
  });

  test('another engine is given none', () => {
    expect(refused({ engine: DatabaseEngine.sqlServer() })).toContain('leave dumps out');
  });

  test.each([
    [900, 900, '*/15 * * * *'],
    [1500, 1200, '*/20 * * * *'],
    [60, 300, '*/5 * * * *'],
    [18_000, 14_400, '0 */4 * * *'],
    [200_000, 86_400, '0 3 * * *'],
  ])('an interval of %s s is one of %s', (asked, between, cron) => {
    expect([betweenDumps(asked), cronOf(asked)]).toEqual([between, cron]);
  });

  test('no text of a job is one of Terraform', () => {
    for (const one of [COPY, LAST, OPEN, RESTORE]) expect(one).not.toMatch(/[$%]\{/);
  });
});

describe('a planned move', () => {
  const steps = stepsAt('standing, switch B', 'switch');
  const ids = steps.map(({ id }) => id);
  const { stacks } = outputAt('standing, switch B');

  test('the last dump is made ahead of the fence, looked for behind it, and restored before anybody is let in', () => {
    const order = [
      'copied-ledger',
      'last-ledger-francecentral',
      'fenced-ledger-francecentral',
      'last-there-ledger',
      'promoted-ledger',
      'restore-ledger',
    ];
    expect(order.map((id) => ids.indexOf(id))).toEqual([...order.map((id) => ids.indexOf(id))].sort((a, b) => a - b));
    expect(order.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('what closed it stays where it is fenced: whether it is to be opened is known by what ran', () => {
    expect(jobsIn(stacks[PARIS])).toEqual(['ledger-last', 'ledger-open']);
    expect(jobsIn(stacks[FRANKFURT])).toEqual(['ledger-back']);
  });

  test('a last dump that is there is not made again; one of before the move is none', () => {
    const run = runOf(steps, 'last-ledger-francecentral');
    const calls = (newest: string): string[] =>
      answering(
        'az',
        [
          ['storage blob list', newest],
          ['execution list', 'None'],
          ['job start', 'x-1'],
          ['execution show', 'Succeeded'],
        ],
        run,
      ).calls.filter((one) => one.includes('job start'));
    expect(calls('whole/20990101T000000Z-last')).toHaveLength(0);
    expect(calls('whole/20200101T000000Z-last')).toHaveLength(1);
    expect(calls('whole/20990101T000000Z-copy')).toHaveLength(1);
    const there = stepOf(steps, 'last-there-ledger');
    expect(answering('az', [['storage blob list', 'whole/20200101T000000Z-last']], runOf(steps, 'last-there-ledger')).said).not.toMatch(
      new RegExp(`^(?:${there.do === 'check' ? there.how.matches : ''})$`),
    );
  });

  test('a restore that goes on is waited for, and none begun beside it', () => {
    const { calls } = answering(
      'az',
      [
        ['execution list', 'x-0'],
        ['execution show', 'Succeeded'],
      ],
      runOf(steps, 'restore-ledger'),
    );
    expect(calls.some((one) => one.includes('job start'))).toBe(false);
  });
});

describe('a move that is given up', () => {
  const run = openAgain({ subscription: 's', group: 'g', job: 'j-last' }, { subscription: 's', group: 'g', job: 'j-open' });
  const opens = (...running: string[]) =>
    answering(
      'az',
      [
        ['job list', '2'],
        ['--name j-last --query sort', '2026-12-01T10:00:00Z'],
        ['--name j-last --query length', running.join('')],
        ['--name j-open --query sort', 'None'],
        ['--name j-open --query [', 'None'],
        ['job start', 'x-1'],
        ['execution show', 'Succeeded'],
      ],
      run,
    );

  test('opens what was closed only where no last dump runs: it would close it again', () => {
    const { calls, status } = opens('0');
    expect(status).toBe(0);
    const at = (words: string): number => calls.findIndex((one) => one.includes(words));
    expect(at('--name j-last --query length')).toBeGreaterThan(-1);
    expect(at('job start')).toBeGreaterThan(at('--name j-last --query length'));
  });

  test('where nobody knows whether one runs nothing is opened', () => {
    const { calls, status } = opens('');
    expect(status).toBe(1);
    expect(calls.some((one) => one.includes('job start'))).toBe(false);
  });
});

test('a standby counts with a dump of what has the role now alone: one of an earlier turn lacks all since', () => {
  const step = stepsAt('standing', 'establish').find(({ id }) => id === 'dumped-ledger');
  const matches = new RegExp(`^(?:${step?.do === 'check' ? step.how.matches : ''})$`);
  const says = (made: string, newest: string) =>
    answering(
      'az',
      [
        ['job list', made],
        ['storage blob list', newest],
      ],
      step?.do === 'check' ? step.how.run : [],
    );
  const SINCE = '2026-12-01T10:00:00.1234567+00:00';
  expect(says(SINCE, 'whole/20261201T100000Z-copy').said).toMatch(matches);
  for (const none of ['whole/20261201T095959Z-copy', 'None', '']) expect(says(SINCE, none).said).not.toMatch(matches);
  expect(says('None', 'whole/20261201T100000Z-copy').status).toBe(1);
});

describe('the job that restores', () => {
  const restores = (restored: string, databases: string) => {
    const bin = mkdtempSync(join(tmpdir(), 'continuity-restores-'));
    const program = (name: string, text: string): void => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    };
    program('curl', 'echo \'{"access_token":"x"}\'');
    program(
      'psql',
      `sql=$(cat); case $sql in *"'continuity_restored'") echo ${restored} ;; *"= 'continuity_restoring'") echo 0 ;; 'select datname '*) printf '${databases}' ;; *) echo "$sql" >&2; exit 9 ;; esac`,
    );
    const env = {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      IDENTITY_HEADER: 'x',
      IDENTITY_ENDPOINT: 'http://x',
      CLIENT: 'x',
      STORE: 'x',
      POINT: '',
    };
    return spawnSync('bash', ['-c', RESTORE], { encoding: 'utf8', env });
  };

  test('what it restored is left alone; a database that no restore brought is not taken for one', () => {
    expect(restores('1', 'ledger\\n')).toMatchObject({ status: 0, stdout: expect.stringContaining('restored before') as string });
    const strange = restores('0', 'ledger\\n');
    expect(strange.status).toBe(1);
    expect(strange.stderr).toMatch(/nothing was restored[^]*ledger/);
    // One that has none begins: it makes its mark.
    expect(restores('0', '').stderr).toContain('create database continuity_restoring');
  });
});

describe('a failover', () => {
  const LOST = 'standing, lost A, failover B';

  test('asks for a whole dump, and says how old it is; nothing of it needs the region that is out', () => {
    const steps = stepsAt(LOST, 'failover').filter(({ id }) => id.includes('ledger'));
    expect(steps.map(({ id }) => id)).toEqual(expect.arrayContaining(['copied-ledger', 'age-ledger', 'restore-ledger']));
    expect(steps.filter((one) => 'endpoint' in one && one.endpoint !== 'germanywestcentral')).toEqual([]);
  });

  test('nothing is sent to a site that is out, nor a copy made of what is half restored', () => {
    expect(jobsIn(outputAt(`${LOST}, started`).stacks[FRANKFURT])).toEqual(['ledger-back']);
    expect(jobsIn(outputAt(`${LOST}, started, completed`).stacks[FRANKFURT])).not.toContain('ledger-copy');
    expect(COPY).toContain('continuity_restoring');
  });
});
