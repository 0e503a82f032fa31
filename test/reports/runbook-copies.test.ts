import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ObjectStorage, Tier, type Workload } from '../../lib';
import type { App } from 'cdktf';
import type { CopyPlace } from '../../lib/port/copy-place';
import { declare } from '../../lib/situation/declare';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { ACCOUNT, appIn, database, folder, FRANKFURT, milan, network, PARIS, PATIENT, sidesOf, workload } from '../declared';
import type { StackJson } from '../support/json';

const build =
  (copiesIn?: CopyPlace, tier = Tier.HOT) =>
  (app: App): Workload => {
    const w = workload(app, 'billing', { tier, objectives: PATIENT, ...(copiesIn ? { copiesIn } : {}) });
    network(w);
    database(w);
    new ObjectStorage(w, 'Invoices');
    return w;
  };

/** What is written: a file of the output. */
function written(make: (app: App) => Workload, situation?: Situation): (...name: string[]) => string {
  const out = folder();
  const app = appIn(out, situation);
  make(app);
  app.synth();
  return (...name) => readFileSync(join(out, 'out', ...name), 'utf8');
}

const sheetIn = (runbook: string): string => runbook.slice(runbook.indexOf('# Sheet COPIES'), runbook.indexOf('\n# Annex'));
const away = written(build(milan()));
const alone = written(build());

test('the runbook has a sheet of it, in its contents too; without such a place there is none', () => {
  expect(away('runbook-billing.md')).toContain('[Sheet COPIES · billing](#');
  expect(alone('runbook-billing.md')).not.toContain('Sheet COPIES');
});

test('the sheet says what must answer and what need not, whose credentials, and that nobody tried it', () => {
  const sheet = sheetIn(away('runbook-billing.md'));
  expect(sheet).toContain('Must answer: `aws:eu-south-1`. **Does not need: `aws:eu-west-3`, `aws:eu-central-1`.**');
  expect(sheet).toContain('those of `444455556666`, and of the account that serves from now on');
  expect(sheet).toContain('UNVERIFIED: no line of this sheet was run');
  expect(sheet).not.toContain('is an account of the sites');
  expect(sheetIn(written(build(milan({ account: ACCOUNT })))('runbook-billing.md'))).toContain('`111122223333` is an account of the sites');
});

test('the sheet is done from the top: roles ahead of the site, the site ahead of its copies, the copies ahead of the move', () => {
  const sheet = sheetIn(away('runbook-billing.md'));
  const order = [
    'continuity bootstrap',
    `continuity declare lost ${PARIS}`,
    'terraform -chdir=stacks/billing-eu-central-1-base apply',
    'terraform -chdir=stacks/billing-eu-central-1 apply',
    '`share-key`',
    '`newest-ledger`',
    '`back-ledger`',
    `continuity declare failover billing --to ${FRANKFURT} --from Ledger=POINT --accept-loss`,
    'continuity run billing --transition failover --execute',
  ].map((text) => sheet.indexOf(text));
  expect(order.every((at) => at > 0)).toBe(true);
  expect([...order].sort((a, b) => a - b)).toEqual(order);
});

test.each([Tier.HOT, Tier.WARM])(
  'what the sheet declares is legal where nothing ever stood, and makes the database from the point: %s',
  (tier) => {
    const said = { by: 'Ada', at: '2026-11-30T03:00:00Z' };
    const sides = sidesOf(build(milan(), tier));
    const point = 'arn:aws:rds:eu-central-1:777788889999:snapshot:awsbackup:copyjob-1';
    const lost = declare(NORMAL, { op: 'lost', site: PARIS }, sides, said);
    const over = declare(
      lost,
      { op: 'failover', workload: 'billing', to: FRANKFURT, from: { Ledger: point }, acceptLoss: true },
      sides,
      said,
    );
    const read = written(build(milan(), tier), over);
    const stack = JSON.parse(read('stacks', 'billing-eu-central-1', 'cdk.tf.json')) as StackJson;
    expect(stack.resource?.['aws_db_instance']?.['ledger']).toMatchObject({ snapshot_identifier: point });
  },
);

test('the dossier says where copies lie, what that rests on, and that they answer the loss of the account', () => {
  const dossier = away('continuity-dossier.md');
  expect(dossier).toContain(
    'At `aws:eu-south-1`, in the account `444455556666`, each for 35 d, under a lock that whoever has that account may take off',
  );
  expect(dossier).toMatch(/\| the loss of the account \|.*restored from the copies beside the sites, by hand: `Sheet COPIES`/);
  expect(dossier).toContain('That the service of Ledger copies to `aws:eu-south-1`, **UNVERIFIED**');
  expect(alone('continuity-dossier.md')).toContain('Nowhere: every copy is in the accounts, and in the regions, of the sites.');
  expect(alone('continuity-dossier.md')).toMatch(/\| the loss of the account \|.*nothing that is declared answers it/);
});
