import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { behindSeconds, lackedAt } from '../../../lib/clouds/azure/cli-database';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { NORMAL } from '../../../lib/situation/facts';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, without, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { answering, type Rule } from '../answering';
import { billing, FRANCE, GERMANY } from './fixture';

const make =
  (over: Partial<RelationalDatabaseProps> = {}, tier = Tier.HOT, more: Parameters<typeof billing>[3] & { readonly zonal?: boolean } = {}) =>
  (app: App): Workload => {
    const { zonal, ...sites } = more;
    const workload = billing(tier, {}, zonal === undefined ? {} : { zonal }, sites)(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new RelationalDatabase(workload, 'Ledger', {
      engine: DatabaseEngine.postgres('16'),
      size: Size.of({ vcpus: 2, memoryGiB: 8 }),
      storageGiB: 100,
      ...over,
    });
    return workload;
  };

function outputAt(story: string, over: Partial<RelationalDatabaseProps> = {}): Output {
  const situation = afterStory(story, make(over)(appIn(folder())).sides);
  return renderWorkload(make(over)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const SERVER = 'azurerm_postgresql_flexible_server.ledger';
const doors = (stack: StackJson | undefined): number => blocksOf(stack).filter(({ type }) => type === 'azurerm_private_endpoint').length;

describe('two servers', () => {
  const { stacks } = outputAt('standing');

  test('one is created, the other one follows it; both are closed, of a key of their own, and keep what a move swaps', () => {
    const [first, second] = [FRANCE, GERMANY].map((site) => blockAt(stacks[site], SERVER));
    expect(first).toMatchObject({ version: '16', sku_name: 'GP_Standard_D2ds_v5', storage_mb: 131072, administrator_login: 'continuity' });
    expect(first).not.toHaveProperty('create_mode');
    expect(second).toMatchObject({
      create_mode: 'Replica',
      source_server_id: expect.stringMatching(/flexibleServers\/billing-ledger-francecentral-\w+$/),
    });
    for (const server of [first, second])
      expect(server).toMatchObject({
        public_network_access_enabled: false,
        customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.key.versionless_id}' },
        lifecycle: {
          prevent_destroy: true,
          ignore_changes: expect.arrayContaining([
            'create_mode',
            'source_server_id',
            'zone',
            'high_availability[0].standby_availability_zone',
            'storage_mb',
          ]),
        },
      });
  });

  test('the password is made in the vault of the first site, read once it is there, and carried to the other vault where the sites meet', () => {
    const secret = blockAt(stacks[FRANCE], 'azurerm_key_vault_secret.ledger-password');
    expect(secret).toMatchObject({ value_wo: '${uuid()}-${upper(uuid())}', value_wo_version: 1 });
    expect(secret).not.toHaveProperty('value');
    expect(stacks[FRANCE]?.ephemeral?.['azurerm_key_vault_secret']?.['ledger-password']).toMatchObject({
      name: '${basename(azurerm_key_vault_secret.ledger-password.versionless_id)}',
    });
    expect(blockAt(stacks[FRANCE], SERVER)).toMatchObject({
      administrator_password_wo: '${ephemeral.azurerm_key_vault_secret.ledger-password.value}',
    });
    expect(blockAt(stacks[GERMANY], SERVER)).not.toHaveProperty('administrator_password_wo');
    expect(stacks[GERMANY]?.ephemeral).toBeUndefined();
    expect(blockAt(stacks['billing-links'], 'azurerm_key_vault_secret.ledger-password-at-germanywestcentral')).toMatchObject({
      name: 'billing-ledger-germanywestcentral-password',
      value_wo: '${ephemeral.azurerm_key_vault_secret.ledger-password.value}',
    });
  });

  test('are the ends of a virtual endpoint, without which no role is swapped; a move turns nothing of it', () => {
    const at = (story: string) =>
      blockAt(
        outputAt(story).stacks['billing-links'],
        'azurerm_postgresql_flexible_server_virtual_endpoint.ledger-endpoint-germanywestcentral',
      );
    const peace = at('standing');
    expect(peace).toMatchObject({
      name: expect.stringMatching(/^billing-ledger-\w{6}$/),
      type: 'ReadWrite',
      lifecycle: { ignore_changes: ['source_server_id', 'replica_server_id'] },
    });
    expect(at('standing, lost A, failover B, started, completed, normal A, fenced A, standing')).toEqual(peace);
  });

  test('where a site is replaced, the pair is of the server that has the data: its password, and the same virtual endpoint', () => {
    const replaced = (story: string) => {
      const topology = (app: App) => make({}, Tier.HOT, { successors: ['spaincentral'] })(app);
      const situation = afterStory(story, topology(appIn(folder())).sides);
      const { stacks } = renderWorkload(topology(appIn(folder(), situation)), situation);
      const [, links] = Object.entries(stacks).find(([id]) => id.includes('-links')) as [string, StackJson];
      const [, endpoint] = Object.entries(links.resource?.['azurerm_postgresql_flexible_server_virtual_endpoint'] ?? {})[0] ?? [];
      const carried = Object.keys(links.resource?.['azurerm_key_vault_secret'] ?? {});
      return { endpoint, carried, read: JSON.stringify(links.ephemeral) };
    };
    const [peace, other, first] = [
      'standing',
      'standing, lost B, gone B by C, standing',
      'standing, lost A, failover B, started, completed, gone A by C, standing',
    ].map(replaced);
    expect(other).toMatchObject({
      endpoint: { name: peace?.endpoint?.['name'], source_server_id: expect.stringContaining('-francecentral-') },
      carried: ['ledger-password-at-spaincentral'],
      read: expect.stringContaining('billing-ledger-francecentral-password'),
    });
    expect(first).toMatchObject({
      endpoint: { name: peace?.endpoint?.['name'], source_server_id: expect.stringContaining('-germanywestcentral-') },
      carried: ['ledger-password-at-spaincentral'],
      read: expect.stringContaining('billing-ledger-germanywestcentral-password'),
    });
  });

  test('whoever makes keys may write the secret, by a grant of the base stack', () => {
    expect(blockAt(stacks[`${FRANCE}-base`], 'azurerm_role_assignment.pipeline-writes-secrets')).toMatchObject({
      role_definition_name: 'Key Vault Secrets Officer',
      depends_on: ['azurerm_resource_group.group'],
    });
  });
});

describe('a move', () => {
  test('the old side loses its door, and every session; the new one takes the role by one command in its own region', () => {
    const moving = outputAt('standing, switch B');
    expect([doors(moving.stacks[FRANCE]), doors(moving.stacks[GERMANY])]).toEqual([0, 1]);
    const steps = stepsAt('standing, switch B', 'switch');
    const ids = steps.map(({ id }) => id);
    const order = [
      'cut-ledger-francecentral',
      'fenced-ledger-francecentral',
      'lag-ledger',
      'record-started',
      'promote-ledger',
      'promoted-ledger',
    ];
    expect(ids.filter((id) => order.includes(id))).toEqual(order);
    const promote = steps.find(({ id }) => id === 'promote-ledger');
    expect(promote).toMatchObject({ endpoint: 'germanywestcentral', pointOfNoReturn: true });
    expect(JSON.stringify(promote)).toContain('"planned"');
    expect(JSON.stringify(stepsAt('standing, lost A, failover B', 'failover'))).toContain('"forced"');
  });

  test('on paper, too, before anybody declared it: a switch asks for what a planned move asks, a failover takes the role by force', () => {
    const [planned, forced] = ['switch', 'failover'].map((sheet) => JSON.stringify(stepsAt('standing', sheet)));
    expect([planned?.includes('"planned"'), planned?.includes('"forced"'), forced?.includes('"forced"')]).toEqual([true, false, true]);
    for (const sheet of ['close', 'prepare', 'switch'])
      expect(stepsAt('standing', sheet).map(({ id }) => id)).toEqual(expect.arrayContaining(['alike-ledger', 'whole-ledger']));
  });

  test('no server is made anew by it: what is said of a source is ignored, and of what has the role nothing is said', () => {
    const peace = outputAt('standing');
    const later = outputAt('standing, lost A, failover B, started, completed, normal A, fenced A, standing');
    expect(blockAt(later.stacks[FRANCE], SERVER)).toEqual(blockAt(peace.stacks[FRANCE], SERVER));
    const follows = blockAt(peace.stacks[GERMANY], SERVER) as Body;
    expect(follows).toHaveProperty('source_server_id');
    expect(blockAt(later.stacks[GERMANY], SERVER)).toEqual(without(follows, 'create_mode', 'source_server_id'));
  });

  test('how much the replica lacks is asked at its own site, of before the other one was lost', () => {
    const asked = (story: string) => {
      const age = stepsAt(story, 'failover').find(({ id }) => id === 'age-ledger');
      return age?.do === 'decide' ? [age.unless?.atMost, ...(age.unless?.run.slice(-3) ?? [])] : [];
    };
    expect(asked('standing, lost A, failover B')).toEqual([
      300,
      'billing-germanywestcentral',
      expect.stringMatching(/^billing-ledger-germanywestcentral-/),
      String(Date.parse('2026-11-21T02:00:00.000Z') / 1000),
    ]);
  });

  test('of that moment, too, where it is declared lost and nobody has decided yet; in peace, of now', () => {
    const asked = (story: string) => stepsAt(story, 'failover').find(({ id }) => id === 'age-ledger');
    const of = (story: string) => {
      const age = asked(story);
      return age?.do === 'decide' ? age.unless?.run.at(-1) : undefined;
    };
    expect([of('standing, lost A'), of('standing')]).toEqual([String(Date.parse('2026-11-21T02:00:00.000Z') / 1000), '']);
  });

  test('it is what the last measure ahead of the loss says, and the seconds until then: it does not grow with the outage', () => {
    const server = { subscription: 's', group: 'g', server: 'ledger' };
    const lacked = (answer: string, loss?: string) =>
      answering(
        'az',
        [
          ['metrics list', answer],
          ['flexible-server show', 'ID'],
        ],
        lackedAt(server, loss),
      );
    const LOSS = '2026-11-21T02:00:00.000Z';
    expect(lacked('2026-11-21T01:59:00Z\n12.0', LOSS)).toMatchObject({ status: 0, said: '72' });
    expect(lacked('2026-11-21T01:59:00+00:00\n12.5', LOSS)).toMatchObject({ status: 0, said: '73' });
    expect(lacked('2026-11-21T01:59:00Z\n12.0')).toMatchObject({ status: 0, said: '12' });
    expect(lacked('', LOSS).calls[1]).toContain('--start-time 2026-11-21T01:45:00Z --end-time 2026-11-21T02:00:00Z');
    for (const unknown of ['', 'None', '2026-11-21T01:59:00Z\n-1', '2026-11-21T01:59:00Z\nNone']) {
      const { status, said } = lacked(unknown, LOSS);
      expect([unknown, status === 0, said]).toEqual([unknown, false, '']);
    }
  });

  test('how far a replica is behind is nothing where its source has no byte to send: the number goes on while nothing is written', () => {
    const [replica, source] = ['a', 'b'].map((one) => ({ subscription: 's', group: 'g', server: one }));
    const behind = (bytes: Rule, there: Rule = ['--name b', 'SOURCE']) =>
      answering(
        'az',
        [['--name a', 'REPLICA'], there, ['physical_replication_delay_in_seconds', '7200.0'], bytes],
        behindSeconds(replica!, source!),
      );
    const bytes = (said: string, code = 0): Rule => ['--resource SOURCE --metrics physical_replication_delay_in_bytes', said, code];
    expect(behind(bytes('0.0'))).toMatchObject({ status: 0, said: '0' });
    for (const unknown of [bytes('512.0'), bytes(''), bytes('', 1)]) expect(behind(unknown)).toMatchObject({ status: 0, said: '7200.0' });
    expect(behind(bytes('0'), ['--name b', '', 1])).toMatchObject({ status: 0, said: '7200.0' });
  });

  test('a promotion that is repeated finds that the role was taken, and promotes nothing', () => {
    const promote = stepsAt('standing, switch B', 'switch').find(({ id }) => id === 'promote-ledger');
    const run = promote && 'run' in promote ? promote.run : [];
    const calls = (role: string) =>
      answering(
        'az',
        [
          ['flexible-server show', role],
          ['replica promote', ''],
        ],
        run,
      ).calls.join('\n');
    expect(calls('GeoAsyncReplica')).toContain('--promote-mode switchover --promote-option planned');
    expect(calls('Primary')).not.toContain('promote');
  });
});

describe('what the service asks of two servers', () => {
  const ids = (story: string, transition: string) => stepsAt(story, transition).map(({ id }) => id);

  test('a replica whose replication is broken stays ready: it stands by no more, and takes the role by force alone', () => {
    const check = (story: string, transition: Parameters<typeof stepsAt>[1], id: string) => {
      const step = stepsAt(story, transition).find((one) => one.id === id);
      if (step?.do !== 'check') throw new Error(`there is no ${id}`);
      const fits = (said: string) => new RegExp(`^(?:${step.how.matches})$`).test(said);
      return { best: step.bestEffort, broken: fits('Ready AsyncReplica Broken'), run: step.how.run.join(' '), fits };
    };
    const planned = check('standing, switch B', 'switch', 'whole-ledger');
    const forced = check('standing, lost A, failover B', 'failover', 'whole-ledger');
    const standing = check('', 'establish', 'standing-ledger');
    expect([planned.best, forced.best, standing.best]).toEqual([false, true, false]);
    for (const { broken, run, fits } of [planned, forced, standing]) {
      expect(broken).toBe(false);
      expect(run).toContain('replica.replicationState');
      for (const state of ['Active', 'Catchup', 'Reconfiguring', 'unknown']) expect(fits(`Ready GeoAsyncReplica ${state}`)).toBe(true);
      expect(fits('Ready Primary Active')).toBe(false);
    }
    expect(check('standing, lost A, failover B', 'failover', 'replica-ledger').fits('Ready AsyncReplica')).toBe(true);
  });

  test('is asked before a planned move, and of what stands by; in a forced one the other side cannot be asked', () => {
    const asked = ['alike-ledger', 'reader-ledger'];
    expect(ids('standing, switch B', 'switch').slice(0, 5)).toEqual(['listed-invoices', 'replica-ledger', 'whole-ledger', ...asked]);
    expect(ids('', 'establish')).toEqual(expect.arrayContaining(asked));
    expect(ids('standing, lost A, failover B', 'failover').filter((id) => asked.includes(id))).toEqual([]);
  });

  test('a replica that would be smaller than its source is not tried', () => {
    const steps = stepsAt('', 'establish');
    const order = steps.map((step) => `${step.id} ${'endpoint' in step ? step.endpoint : ''}`);
    expect(order.indexOf('fits-ledger francecentral')).toBeGreaterThan(
      order.findIndex((one) => one.startsWith('apply-billing-francecentral ')),
    );
    expect(order.indexOf('fits-ledger francecentral')).toBeLessThan(
      order.findIndex((one) => one.startsWith('apply-billing-germanywestcentral ')),
    );
    const fits = (has: string) => answering('az', [['storage.storageSizeGb', has]], runOf(steps, 'fits-ledger')).said;
    expect(fits('128')).toBe('fits: it has 128 GiB, and what is made from it gets 128');
    expect(fits('256')).toBe('outgrown: it has 256 GiB, and what is made from it gets 128');
    expect(fits('None')).toBe('no number: None');
  });

  test('one tier, size, storage and version; and the replica is the reader of the virtual endpoint', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    const alike = (germany: string) =>
      answering(
        'az',
        [
          ['billing-ledger-francecentral', 'GeneralPurpose Standard_D2ds_v5 128 16 Enabled'],
          ['billing-ledger-germanywestcentral', germany],
        ],
        runOf(steps, 'alike-ledger'),
      ).said;
    expect(alike('GeneralPurpose Standard_D2ds_v5 128 16 Enabled')).toBe('alike');
    expect(alike('GeneralPurpose Standard_D2ds_v5 256 16 Enabled')).toMatch(/ 256 .*; there .* 128 /);
    const run = runOf(steps, 'reader-ledger');
    const reader = (members: string, code = 0) => answering('az', [['virtual-endpoint list', members, code]], run);
    const replica = run.at(-1) as string;
    expect(reader(`source\n${replica}`)).toMatchObject({
      said: 'member',
      calls: [expect.stringContaining('--server-name billing-ledger-francecentral')],
    });
    expect(reader(`${replica}-g1`).said).toBe(`no member: ${replica}-g1`);
    expect(reader('').said).toBe('no member: there is no virtual endpoint');
    expect(reader('', 3).status).toBe(3);
  });
});

describe('two servers over the zones of each region', () => {
  const vital = (story: string) => {
    const declared = (app: App) => make({}, Tier.VITAL)(app);
    const situation = afterStory(story, declared(appIn(folder())).sides);
    return renderWorkload(declared(appIn(folder(), situation)), situation);
  };
  const spreadAt = (output: Output, site: string) => {
    const { high_availability: block, lifecycle } = blockAt(output.stacks[site], SERVER) as Body;
    const ignored = (lifecycle as { readonly ignore_changes: readonly string[] }).ignore_changes;
    return [block, ignored.includes('high_availability')];
  };
  const OVER = [{ mode: 'ZoneRedundant' }, false];
  const LEFT_ALONE = [undefined, true];

  test('what has the role is in two zones; a replica cannot be, and is made so by no apply', () => {
    const peace = vital('standing');
    expect(spreadAt(peace, FRANCE)).toEqual(OVER);
    expect(spreadAt(peace, GERMANY)).toEqual(LEFT_ALONE);
    for (const site of [FRANCE, GERMANY])
      expect(blockAt(peace.stacks[site], SERVER)).toMatchObject({
        lifecycle: { ignore_changes: expect.arrayContaining(['zone', 'high_availability[0].standby_availability_zone']) },
      });
  });

  test('not on the day: once the move is over; the side that was left is let go of as the service leaves it', () => {
    const story = 'standing, switch B';
    expect(spreadAt(vital(story), FRANCE)).toEqual(LEFT_ALONE);
    expect(spreadAt(vital(story), GERMANY)).toEqual(LEFT_ALONE);
    expect(spreadAt(vital(`${story}, fenced A, started`), GERMANY)).toEqual(LEFT_ALONE);
    const over = vital(`${story}, fenced A, started, completed`);
    expect(spreadAt(over, GERMANY)).toEqual(OVER);
    expect(spreadAt(over, FRANCE)).toEqual(LEFT_ALONE);
    // Where the other side is out nothing is asked for, and nothing of what was is let go of.
    const lost = 'standing, lost A, failover B, started, completed';
    expect(spreadAt(vital(lost), GERMANY)).toEqual(LEFT_ALONE);
    expect(spreadAt(vital(`${lost}, normal A, fenced A`), GERMANY)).toEqual(OVER);
    expect(spreadAt(vital(`${lost}, normal A, fenced A, standing, lost A`), GERMANY)).toEqual(LEFT_ALONE);
    const back = `${story}, fenced A, started, completed, standing, switch A, fenced B, started`;
    expect(spreadAt(vital(back), FRANCE)).toEqual(LEFT_ALONE);
    expect(spreadAt(vital(`${back}, completed`), FRANCE)).toEqual(OVER);
  });

  test('at hot, the first site alone where that is declared', () => {
    const output = renderWorkload(make({}, Tier.HOT, { zonal: true })(appIn(folder())), NORMAL);
    expect(spreadAt(output, FRANCE)).toEqual(OVER);
    expect(spreadAt(output, GERMANY)).toEqual([undefined, false]);
    expect(spreadAt(outputAt('standing'), FRANCE)).toEqual([undefined, false]);
  });

  test('a region without zones is refused, with the nearest that has them', () => {
    expect(refusal((app) => void make({}, Tier.VITAL, { primary: 'francesouth' })(app).plan).message).toMatch(
      /azure:francesouth has too few zones .*Ledger \(got: 0 zones\)\.\s+Fix: a site in italynorth, the nearest with zones/,
    );
  });

  test('doctor asks whether the second one is in step, where there is one', () => {
    const { plan } = make({}, Tier.VITAL)(appIn(folder()));
    const asked = (site: string) => (plan.doctor[site] ?? []).flatMap((item) => ('steps' in item ? item.steps.map(({ id }) => id) : []));
    expect(asked('azure:francecentral')).toContain('zones-ledger');
    expect(asked('azure:germanywestcentral')).not.toContain('zones-ledger');
  });
});

describe('what is told', () => {
  const metrics = (stack: StackJson | undefined) => stack?.resource?.['azurerm_monitor_metric_alert'] ?? {};

  test('of a replica at its own site: that it is behind, does not work or has no room; where users are served, what it keeps, too', () => {
    const { stacks, manifest } = outputAt('standing');
    expect(Object.keys(metrics(stacks[GERMANY]))).toEqual(['ledger-behind', 'ledger-alive', 'ledger-storage']);
    expect(Object.keys(metrics(stacks[FRANCE]))).toEqual(['ledger-alive', 'ledger-storage', 'ledger-kept']);
    expect(metrics(stacks[GERMANY])['ledger-behind']).toMatchObject({
      // It hears no silence, and promises nothing of it.
      description: expect.stringMatching(/behind: an RPO[^]*or nothing was written for so long[^]*doctor tells/) as unknown,
      scopes: [`\${${SERVER}.id}`],
      enabled: true,
      window_size: 'PT5M',
      criteria: [
        {
          metric_namespace: 'Microsoft.DBforPostgreSQL/flexibleServers',
          metric_name: 'physical_replication_delay_in_seconds',
          aggregation: 'Minimum',
          operator: 'GreaterThan',
          threshold: 43200,
        },
      ],
      action: [{ action_group_id: expect.stringContaining('actionGroups/billing-germanywestcentral') }],
    });
    expect(metrics(stacks[GERMANY])['ledger-alive']).toMatchObject({
      criteria: [{ metric_name: 'is_db_alive', aggregation: 'Maximum', operator: 'LessThan', threshold: 1 }],
    });
    // An alert hears no silence: doctor asks.
    const signals = manifest.workloads[0]!.components.flatMap((one) => one.signals).filter(({ watches }) => watches === 'replica');
    expect(signals.filter(({ kind }) => kind === 'polled').map(({ id }) => id)).toContain('ledger-lag');
    expect(signals.filter(({ kind }) => kind === 'metric').every(({ silenceIsAlarm }) => silenceIsAlarm === false)).toBe(true);
  });

  test('who deletes a server, or what roles are swapped by: in the base of its site, and where there is a database alone', () => {
    const told = (stack: StackJson | undefined) => stack?.resource?.['azurerm_monitor_activity_log_alert'] ?? {};
    const { stacks } = outputAt('standing');
    for (const site of [FRANCE, GERMANY])
      expect(told(stacks[`${site}-base`])).toMatchObject({
        'lost-server': { criteria: { operation_name: 'Microsoft.DBforPostgreSQL/flexibleServers/delete' } },
        'lost-endpoint': { criteria: { operation_name: 'Microsoft.DBforPostgreSQL/flexibleServers/virtualendpoints/delete' } },
        'lost-door': { criteria: { operation_name: 'Microsoft.Network/privateEndpoints/delete' } },
        'lost-zone': { criteria: { operation_name: 'Microsoft.Network/privateDnsZones/delete' } },
      });
  });

  test('that no moment of before a move can be restored, where the line is crossed; doctor asks for backups of what serves', () => {
    const promote = stepsAt('standing, switch B', 'switch').find(({ id }) => id === 'promote-ledger');
    expect(promote).toMatchObject({ expected: expect.stringContaining('before its first backup') });
    const asked = (story: string, site: string): string[] => {
      const situation = afterStory(story, make()(appIn(folder())).sides);
      const { plan } = make()(appIn(folder(), situation));
      return (plan.doctor[site] ?? []).flatMap((item) => ('steps' in item ? item.steps.map(({ id }) => id) : []));
    };
    expect(asked('standing', 'azure:francecentral')).toEqual(expect.arrayContaining(['fits-ledger', 'backups-ledger']));
    expect(asked('standing', 'azure:germanywestcentral')).not.toContain('backups-ledger');
  });
});

describe('what the service does not take', () => {
  test.each<[string, Partial<RelationalDatabaseProps>, string]>([
    ['an engine that it has not', { engine: DatabaseEngine.postgres('11') }, 'PostgreSQL 14 to 18'],
    ['fewer days than it keeps', { restorableDays: 3 }, '7 to 35 days'],
    ['a name that it keeps for itself', { username: 'administrator' }, "username: 'continuity'"],
    ['ranges of clients', { clients: ['10.90.0.0/24'] }, 'private endpoints alone'],
    ['a setting of the library', { parameters: { require_secure_transport: 'off' } }, 'leave require_secure_transport out'],
    ['more storage than there is', { storageGiB: 40_000 }, 'up to 32767 GiB'],
  ])('%s', (_, over, says) => {
    expect(refusal((app) => void make(over)(app).plan).message).toContain(says);
  });

  test.each([
    [Tier.COLD, Tier.HOT],
    [Tier.WARM, Tier.HOT],
    [Tier.HA, Tier.VITAL],
  ])(
    'a tier that asks for copies between regions that are no pair (%s): the cheapest fix is a replica for it alone, and is taken',
    (tier, own) => {
      const { message } = refusal((app) => void make({}, tier)(app).plan);
      expect(message).toContain('Fix: tier: Tier.HOT for it alone, a replica, which goes to any region (at ha tier: Tier.VITAL)');
      const { plan } = make({ tier: own }, tier)(appIn(folder()));
      expect(plan.protections.map(({ declaration, posture }) => `${declaration.id} ${posture}`)).toContain('Ledger replica');
      expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  test('no size is burstable: nothing follows one', () => {
    const sizes = [1, 2, 3, 4].flatMap((vcpus) => [1, 2, 16].map((memoryGiB) => Size.of({ vcpus, memoryGiB })));
    for (const size of sizes)
      expect(blockAt(renderWorkload(make({ size })(appIn(folder())), NORMAL).stacks[GERMANY], SERVER)?.['sku_name']).toMatch(/^(GP|MO)_/);
  });
});
