import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { build } from '../../examples/insurer-oci';
import type { Manifest } from '../../lib';
import { folder } from '../declared';
import type { Body, StackJson } from '../support/json';

/* What an insurer asked of a standby on OCI, row by row, of the example alone. */

const [FRANKFURT, AMSTERDAM] = ['oci:eu-frankfurt-1', 'oci:eu-amsterdam-1'] as const;
type W = Manifest['workloads'][number];

function synthesized(context: Record<string, string> = {}) {
  const out = folder();
  const app = new App({
    outdir: out,
    stackTraces: false,
    skipValidation: true,
    context: { situation: join(out, 'situation.json'), ...context },
  });
  build(app);
  app.synth();
  const text = (file: string): string => readFileSync(join(out, file), 'utf8');
  const manifest = JSON.parse(text('continuity.json')) as Manifest;
  return { out, manifest, of: manifest.workloads[0] as W, dossier: text('continuity-dossier.md'), text };
}

const made = synthesized();
const stack = (name: string): StackJson => JSON.parse(made.text(`stacks/contracts-${name}/cdk.tf.json`)) as StackJson;
const [HERE, AWAY, LINKS] = [stack('eu-frankfurt-1'), stack('eu-amsterdam-1'), stack('links')];
const typesOf = ({ resource = {} }: StackJson): string[] => Object.keys(resource).sort();
const bodies = ({ resource = {} }: StackJson, type: string): Body[] => Object.values((resource[type] ?? {}) as Record<string, Body>);
const sheet = (transition: string) => made.of.procedures.find((one) => one.transition === transition);
const stepsOf = (transition: string, wave: string): string[] =>
  (sheet(transition)?.waves ?? []).filter(({ name }) => name.startsWith(wave)).flatMap(({ actions }) => actions.map(({ id }) => id));
const asksAt = (key: string): string[] =>
  (made.of.doctor?.places ?? [])
    .filter((one) => one.key === key)
    .flatMap(({ questions }) => questions.flatMap(({ steps }) => steps.map(({ id }) => id)));

test('a standby in minutes: the tier commits to what is asked, and the dossier shows what it takes and loses', () => {
  const { tier, budget, objectives } = made.of;
  expect(tier).toBe('hot');
  expect([budget.rto <= objectives.rto, budget.rpo <= objectives.rpo]).toEqual([true, true]);
});

test('documents: a policy of replication names bucket and region, on the bucket that they come from', () => {
  const policies = bodies(LINKS, 'oci_objectstorage_replication_policy');
  expect(policies).toHaveLength(2);
  for (const one of policies)
    expect(one).toMatchObject({
      destination_region_name: 'eu-amsterdam-1',
      bucket: expect.stringContaining('frankfurt'),
      destination_bucket_name: expect.stringContaining('amsterdam'),
    });
});

test('shared files: snapshots where they are written, and a replication into the other region', () => {
  expect(bodies(HERE, 'oci_file_storage_file_system')).toMatchObject([{ filesystem_snapshot_policy_id: expect.any(String) }]);
  expect(bodies(LINKS, 'oci_file_storage_replication')).toMatchObject([{ replication_interval: '15' }]);
  expect(stepsOf('failover', 'promote')).toContain('promote-shared');
});

test('files, which no service replicates, are asked about: fresh, and the same on both sides', () => {
  expect(stepsOf('establish', 'evidence')).toEqual(expect.arrayContaining(['own-files-fresh', 'own-files-equal']));
});

test('the database: backups of 60 days, and a standby by Data Guard that takes the role in a failover', () => {
  expect(bodies(HERE, 'oci_database_autonomous_database')).toMatchObject([
    { backup_retention_period_in_days: 60, is_local_data_guard_enabled: true },
  ]);
  expect(bodies(LINKS, 'oci_database_autonomous_database')).toMatchObject([{ source: 'CROSS_REGION_DATAGUARD' }]);
  expect(stepsOf('failover', 'promote')).toContain('promote-core');
});

test('the application itself: a middleware on the database, the same image at both sites, and clusters that Velero brings back', () => {
  const found = (one: StackJson): string => JSON.stringify(bodies(one, 'oci_core_instance_configuration'));
  expect([found(HERE), found(AWAY)].map((text) => /CORE_HOST='[^']*\.(eu-\w+-1)\./.exec(text)?.[1])).toEqual([
    'eu-frankfurt-1',
    'eu-amsterdam-1',
  ]);
  expect(stepsOf('establish', 'sites')).toContain('copy-image-middleware');
  const schedule = (sheet('failover')?.waves ?? []).flatMap(({ actions }) => actions).find(({ id }) => id.startsWith('schedule-services'));
  expect(JSON.stringify(schedule)).toContain('*/30 * * * *');
  expect(stepsOf('failover', 'start')).toEqual(
    expect.arrayContaining(['recreate-services-eu-amsterdam-1', 'recreated-services-eu-amsterdam-1']),
  );
  // Nothing of it is fetched from a host that stands in a region of the sites, or is the makers' own.
  const hosts = sheet('failover')?.needs ?? [];
  expect(JSON.stringify(hosts)).toContain('registry.insurer.example');
  expect(JSON.stringify(hosts)).not.toMatch(/docker\.io|github\.io/);
});

test('the recovery stack can be published to Resource Manager: nothing newer than its Terraform is in it, and what publishes it is in the package', () => {
  // All of these are of Terraform 1.5, or older.
  expect(Object.keys(AWAY).sort()).toEqual(['//', 'check', 'data', 'provider', 'resource', 'terraform']);
  const { files } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { files: string[] };
  expect([files.includes('docs'), existsSync(join(__dirname, '..', '..', 'docs', 'pipeline', 'resource-manager.sh'))]).toEqual([
    true,
    true,
  ]);
});

test('events of what may lead to a disaster reach people at both sites', () => {
  for (const one of [HERE, AWAY]) {
    expect(bodies(one, 'oci_ons_subscription')).toMatchObject([{ endpoint: 'on-call@insurer.example' }]);
    expect(bodies(one, 'oci_events_rule').length).toBeGreaterThan(3);
  }
});

test('what is kept in step is told where it stands by, silence included, and there alone', () => {
  const late = (one: StackJson) => bodies(one, 'oci_monitoring_alarm').filter(({ namespace }) => namespace === 'continuity');
  expect(late(AWAY)).toMatchObject([
    { is_enabled: true, query: expect.stringMatching(/^sync_age\[15m\]\{of = "partner-files"\}.*> 600 \|\| .*absent\(3d\)$/) },
  ]);
  expect(late(HERE)).toMatchObject([{ is_enabled: false }]);
});

test('another country of the Union, and the same security at both sites', () => {
  const { within } = { within: made.of.sites.map(({ country }) => country) };
  expect([...within].sort()).toEqual(['DE', 'NL']);
  const guards = typesOf(HERE).filter((type) => /kms|waf|security|firewall|events|ons_|logging|identity/.test(type));
  expect(guards.length).toBeGreaterThan(8);
  expect(typesOf(AWAY)).toEqual(expect.arrayContaining(guards));
  for (const [name, here] of Object.entries((HERE.resource?.['oci_waf_web_app_firewall_policy'] ?? {}) as Record<string, Body>)) {
    const away = ((AWAY.resource?.['oci_waf_web_app_firewall_policy'] ?? {}) as Record<string, Body>)[name] as Body;
    expect(Object.keys(away).sort()).toEqual(Object.keys(here).sort());
  }
});

test('what stands by is no more than is declared, and the dossier says how much', () => {
  expect(typesOf(AWAY)).toEqual(expect.arrayContaining(['oci_core_vcn', 'oci_load_balancer_load_balancer', 'oci_waf_web_app_firewall']));
  for (const row of [
    'vCPUs | 64 | 16 | 25 % | 25 %',
    'GiB of memory | 320 | 96 | 30 % | 30 %',
    'vCPUs of databases | 16 | 8 | 50 % | 50 %',
  ])
    expect(made.dossier).toContain(`| ${row} |`);
  // What is said is what is made: one machine and one node there.
  expect([HERE, AWAY].map((one) => bodies(one, 'oci_core_instance_pool').map(({ size }) => size))).toEqual([[6], [1]]);
  const nodes = (one: StackJson) => JSON.stringify(bodies(one, 'oci_containerengine_node_pool').map((pool) => pool['node_config_details']));
  expect([nodes(HERE), nodes(AWAY)].map((text) => /"size":(\d+)/.exec(text)?.[1])).toEqual(['6', '1']);
});

test('that the jobs ran is asked every day, by doctor, of the site that stands by', () => {
  const own = ['own-files-fresh', 'own-files-equal', 'own-domain-in-step'];
  expect(asksAt(AMSTERDAM)).toEqual(expect.arrayContaining(own));
  expect(asksAt(FRANKFURT).filter((id) => own.includes(id))).toEqual([]);
});

describe('the exercise', () => {
  test('switches off, proves it, activates, leads users over, asks as an agent would, and writes down what was measured', () => {
    const names = (sheet('switch')?.waves ?? []).map(({ name }) => name);
    const order = ['pre-checks', 'fence', 'drain', 'promote', 'verify', 'evidence'].map((one) =>
      names.findIndex((name) => name.startsWith(one)),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(stepsOf('switch', 'drain')).toContain('record-lag');
    // An agent asks by the name that users know: once it leads there.
    expect(stepsOf('switch', 'verify')).toEqual(['users-arrive', 'own-agents-sign-in']);
    expect(stepsOf('failover', 'verify')).toEqual(['users-arrive', 'own-agents-sign-in']);
  });

  test('synchronizes back, before anybody returns the same way: what was left stands by again, and that is proven', () => {
    expect(stepsOf('reprotect', 'evidence')).toEqual(
      expect.arrayContaining(['sends-documents', 'standing-core', 'own-files-fresh', 'record-standing']),
    );
  });

  test('is done on pre-production first: the same code, in stacks, names and a compartment of its own', () => {
    const { of, manifest } = synthesized({ environment: 'pre' });
    expect(of.environment).toBe('pre');
    expect(new Set(of.sites.map(({ account }) => account))).toEqual(new Set(['ocid1.compartment.oc1..insurer-preprod']));
    const names = (one: W): string[] =>
      one.placements.flatMap(({ names: all, component }) =>
        Object.entries(all).flatMap(([key, name]) => (component === 'Documents' && key === 'bucket' ? [name] : [])),
      );
    expect(names(of).filter((name) => names(made.of).includes(name))).toEqual([]);
    const sheets = (one: W) => one.procedures.map(({ transition }) => transition);
    expect(sheets(of)).toEqual(sheets(made.of));
    expect(manifest.states.length).toBeGreaterThan(0);
  });
});

test('the dossier is the inventory: every component at both sites, and what goes where', () => {
  const components = made.of.components.map(({ component }) => component).sort();
  for (const site of [FRANKFURT, AMSTERDAM])
    expect(made.of.placements.flatMap((one) => (one.site === site ? [one.component] : [])).sort()).toEqual(components);
  expect(made.dossier).toContain('| from outside | users | contracts.insurer.example → Desk | 443 |');
  expect(made.of.flows.filter(({ way }) => way === 'between the sites').map(({ from }) => from.split(' ')[0])).toEqual([
    ...['Net', 'Copies', 'Core', 'Documents', 'Images', 'Keys', 'Shared'],
  ]);
  for (const row of [
    'Desk | Middleware | 8080',
    'Middleware | Core | 1521',
    'Middleware | Shared | 2049',
    'Middleware | Services | 80',
    'Services | Core | 1521',
  ])
    expect(made.dossier).toContain(`| within a site | ${row} |`);
});
