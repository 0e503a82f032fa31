import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KinesisStream } from '@cdktf/provider-aws/lib/kinesis-stream/index.js';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import { QueueQueue } from '@cdktf/provider-oci/queue-queue';
import type { App } from 'cdktf';
import { ObjectStorage, Secrets, Tier, Workload, type OnSite, type WorkloadProps } from '../../lib';
import type { Manifest } from '../../lib/reports/manifest';
import type { Finding } from '../../lib/plan/plan';
import { appIn, folder, FRANKFURT, PARIS, PATIENT, refusal, workload } from '../declared';
import { afterStory } from '../support/history';
import { cloudNamed } from '../support/clouds';

const queue: OnSite = ({ stack }) => void new SqsQueue(stack, 'jobs', { name: 'jobs' });
const table =
  (tags: Record<string, string>): OnSite =>
  ({ stack }) =>
    void new DynamodbTable(stack, 'orders', { name: 'orders', hashKey: 'id', attribute: [{ name: 'id', type: 'S' }], tags });

/** A bucket, whose site makes copies, and what is added to it. */
const declared =
  (render: OnSite, over: Partial<WorkloadProps> = {}) =>
  (app: App): Workload => {
    const w = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, ...over });
    new ObjectStorage(w, 'Invoices');
    w.onEverySite(render);
    return w;
  };

const uncopied = (findings: readonly Finding[]): Finding[] => findings.filter(({ id }) => id === 'DR-OWN-03');
const accept = (subject?: string) => [
  { id: 'DR-OWN-03', reason: 'it is rebuilt', by: 'Ada', ...(subject === undefined ? {} : { subject }) },
];
const AT = (site: string): string => `aws_sqs_queue.jobs at ${site}`;

describe('data that nobody protects', () => {
  test('is refused, once for each address and site, before anything is written', () => {
    const error = refusal((app) => void declared(queue)(app));
    expect(error.id).toBe('DR-OWN-03');
    expect(error.message.match(/DR-OWN-03: /g)).toHaveLength(2);
    expect(error.message).toContain(`${AT(FRANKFURT)} holds data that the library does not protect`);
    expect(error.message).toContain(`subject: '${AT(PARIS)}'`);
    expect(error.message).not.toContain('tags:');
  });

  test('is accepted with a reason, and shown as such in manifest and dossier', () => {
    const dir = folder();
    const app = appIn(dir);
    declared(queue, { acknowledge: accept() })(app);
    app.synth();
    const manifest = JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;
    const found = uncopied(manifest.workloads[0]?.findings ?? []);
    expect(found.map(({ subject, acknowledged }) => [subject, acknowledged?.by])).toEqual([
      [AT(FRANKFURT), 'Ada'],
      [AT(PARIS), 'Ada'],
    ]);
    const dossier = readFileSync(join(dir, 'out', 'continuity-dossier.md'), 'utf8');
    expect(dossier).toContain('DR-OWN-03');
    expect(dossier).toContain('it is rebuilt');
  });

  test('one that is accepted leaves the other one', () => {
    const error = refusal((app) => void declared(queue, { acknowledge: accept(AT(PARIS)) })(app));
    expect(error.message.match(/DR-OWN-03: /g)).toHaveLength(1);
    expect(error.message).toContain(AT(FRANKFURT));
  });

  test('stops nothing once a region is not normal: it is shown', () => {
    const sides = declared(queue, { acknowledge: accept() })(appIn(folder())).sides;
    const situation = afterStory('standing, lost A, failover B', sides);
    const { findings } = declared(queue)(appIn(folder(), situation)).plan;
    expect(uncopied(findings).map(({ subject, acknowledged }) => [subject, acknowledged])).toEqual([[AT(FRANKFURT), undefined]]);
  });

  test('what the copies of the site take in is protected; the fix says how', () => {
    const findings = (tags: Record<string, string>) => declared(table(tags), { acknowledge: accept() })(appIn(folder())).plan.findings;
    expect(uncopied(findings({ 'continuity-backup': 'billing' }))).toEqual([]);
    for (const tags of [{}, { 'continuity-backup': 'other' }] as Record<string, string>[]) {
      expect(uncopied(findings(tags)).map(({ fix }) => fix)).toEqual([
        expect.stringContaining("tags: { 'continuity-backup': 'billing' }; or copy it yourself"),
        expect.stringContaining("tags: { 'continuity-backup': 'billing' }; or copy it yourself"),
      ]);
    }
  });

  test('a stream that is called protected is not: nothing copies one, and no tag makes it so', () => {
    const stream: OnSite = ({ stack }) =>
      void new KinesisStream(stack, 'clicks', { name: 'clicks', shardCount: 1, tags: { 'continuity-backup': 'billing' } });
    const { message } = refusal((app) => void declared(stream)(app));
    expect(message).toContain(`aws_kinesis_stream.clicks at ${PARIS} holds data that the library does not protect`);
    expect(message).not.toContain('or copy it yourself');
  });

  test('a tag protects nothing where the site makes no copies', () => {
    const w = workload(appIn(folder()), 'billing', { tier: Tier.HOT, objectives: PATIENT, acknowledge: accept() });
    new Secrets(w, 'Keys', { names: ['api-token'] });
    w.onEverySite(table({ 'continuity-backup': 'billing' }));
    expect(uncopied(w.plan.findings)).toHaveLength(2);
  });

  test('what the library rendered is no business of this rule, nor what holds nothing', () => {
    const { findings } = declared(() => undefined)(appIn(folder())).plan;
    expect(uncopied(findings)).toEqual([]);
  });

  test.each([
    [
      'azure',
      'azurerm_storage_account.mine',
      ({ stack, site }: Parameters<OnSite>[0]) => {
        const at = {
          resourceGroupName: new ResourceGroup(stack, 'group', { name: 'mine', location: site.slice(6) }).name,
          location: site.slice(6),
        };
        new StorageAccount(stack, 'mine', { name: 'acme', accountTier: 'Standard', accountReplicationType: 'ZRS', ...at });
      },
    ],
    [
      'oci',
      'oci_queue_queue.mine',
      ({ stack }: Parameters<OnSite>[0]) => {
        new QueueQueue(stack, 'mine', { compartmentId: 'ocid1.compartment.oc1..a', displayName: 'mine' });
      },
    ],
  ])('%s: no copies take it in', (name, address, render) => {
    const { topology, sites } = cloudNamed(name);
    const w = new Workload(appIn(folder()), 'billing', {
      objectives: PATIENT,
      tier: Tier.HOT,
      topology: topology(),
      acknowledge: accept(),
    });
    new ObjectStorage(w, 'Invoices');
    w.onEverySite(render);
    expect(uncopied(w.plan.findings).map(({ subject }) => subject)).toEqual([...sites].sort().map((site) => `${address} at ${site}`));
  });
});
