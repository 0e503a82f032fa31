import { dossierMarkdown } from '../../lib/reports/dossier-markdown';
import { runbookMarkdown } from '../../lib/reports/runbook-markdown';
import { manifest } from './fixture';

const dossier = (m = manifest()) => dossierMarkdown(m);
const lineWith = (text: string, start: string) => text.split('\n').find((line) => line.startsWith(start));

/** A chapter of the only workload. */
const section = (title: string, m = manifest()) =>
  dossier(m)
    .split(/^### billing: /m)
    .find((s) => s.startsWith(title))!;

describe('the dossier', () => {
  it('sets the objectives against what the plan gives', () => {
    const text = section('objectives');
    expect(lineWith(text, '| RTO')).toBe('| RTO | 1 h | 50 min **UNVERIFIED** | 10 min **UNVERIFIED** | held |');
    expect(lineWith(text, '| RPO')).toContain('| 15 min | 4 min **UNVERIFIED** | 11 min');
    expect(lineWith(text, '| MTPD')).toContain('| 8 h | 2 h 50 min **UNVERIFIED** | 5 h 10 min');
  });

  it('shows a broken objective as broken, by how much', () => {
    const broken = manifest();
    broken.workloads[0]!.objectives.rto = 1800;
    expect(lineWith(section('objectives', broken), '| RTO')).toBe(
      '| RTO | 30 min | 50 min **UNVERIFIED** | −20 min **UNVERIFIED** | **BROKEN** |',
    );
  });

  it('gives each part of the recovery time its source', () => {
    expect(lineWith(section('what the recovery time'), '| promotion of Ledger')).toBe(
      '| promotion of Ledger | 30 min **UNVERIFIED** | a guess |',
    );
    expect(lineWith(section('what the recovery time'), '| detection')).toBe('| detection | 5 min | the objectives |');
  });

  it('marks every figure that nobody checked, wherever it is shown, and no other', () => {
    const checked = manifest();
    const [workload] = checked.workloads;
    for (const part of workload!.budget.parts) part.figure.verified = true;
    for (const component of workload!.components) component.rpo.verified = component.promotion.verified = true;
    const claims = (text: string) => text.split('\n').filter((line) => line.includes('UNVERIFIED'));
    expect(claims(dossier(checked))).toEqual([expect.stringContaining('A figure marked')]);
    expect(claims(runbookMarkdown(checked, 'billing'))).toEqual([]);
    const guessed = `${dossier()}${runbookMarkdown(manifest(), 'billing')}`;
    for (const line of guessed.split('\n').filter((l) => /\b(50|30) min\b|\| 4 min/.test(l))) expect(line).toContain('UNVERIFIED');
  });

  it('tells what watches a protection, and prints what has to be asked as it is run', () => {
    const watched = manifest();
    const about = { site: 'aws:eu-central-1', name: 'ledger-lag', title: 'Ledger is behind' };
    const polled = { run: ['sh', '-c', 'set -e\necho "$1"', 'step', 'it is'], endpoint: 'eu-west-3', every: 300, above: 900 };
    watched.workloads[0]!.components[0]!.signals = [
      { ...about, id: 'a', kind: 'metric', silenceIsAlarm: true },
      { ...about, id: 'b', kind: 'metric', silenceIsAlarm: false },
      { ...about, id: 'c', kind: 'event' },
      { ...about, id: 'd', kind: 'polled', polled },
    ];
    const text = section('what tells', watched);
    const rows = text.split('\n').filter((line) => line.startsWith('| `aws:'));
    expect(
      rows.map((row) =>
        row
          .split('|')
          .slice(4, 6)
          .map((one) => one.trim()),
      ),
    ).toEqual([
      ['metric', 'an alarm'],
      ['metric', 'health'],
      ['event', '–'],
      ['polled', '**nobody asks**'],
    ]);
    expect(text).toContain('`ledger-lag`: run it every 5 min at `aws:eu-central-1`; it calls `eu-west-3`, and is wrong above 900');
    expect(text).toContain(`\`\`\`sh\nsh -c 'set -e\necho "$1"' step 'it is'\n\`\`\``);
    expect(section('what tells')).toContain('None.');
  });

  it('says what a move does behind Terraform; the runbook, what Terraform does not know', () => {
    const moved = manifest();
    moved.workloads[0]!.components[0]!.effects = [
      { type: 'aws_db_instance', does: 'swaps', terraform: 'ignored', how: 'engine', source: 'the vendor' },
      { type: 'restore job', does: 'makes', terraform: 'not ours', how: 'list the jobs', source: 'UNVERIFIED' },
    ];
    const text = section('what a move does', moved);
    expect(text).toContain('| Ledger | `aws_db_instance` | swaps | ignored | engine | the vendor |');
    expect(text).toContain('| Ledger | `restore job` | makes | not ours | list the jobs | UNVERIFIED |');
    const cover = runbookMarkdown(moved, 'billing');
    expect(cover).toContain('## What a move leaves that Terraform does not know');
    expect(cover).toContain('| Ledger | restore job | makes | list the jobs |');
    expect(cover).not.toContain('aws_db_instance |');
    expect(runbookMarkdown(manifest(), 'billing')).not.toContain('What a move leaves');
  });

  it('shows findings with their acknowledgement, the worst first', () => {
    const rows = section('findings')
      .split('\n')
      .filter((line) => line.includes('DR-'));
    expect(rows).toEqual([
      expect.stringMatching(/DR-ACC-01.*\*\*no\*\*/),
      expect.stringMatching(/DR-GEO-01.*accepted by the board \(by CFO\)/),
    ]);
    expect(dossier()).toContain('errors: 1, warnings: 0');
  });

  it('says why a stack is withheld, where its state is and what it needs', () => {
    const text = section('stacks');
    expect(lineWith(text, '| `billing-eu-west-3`')).toContain('**withheld**: aws:eu-west-3 is lost');
    expect(lineWith(text, '| `billing-traffic`')).toContain(
      '| `eu-north-1`, `us-east-1` | `billing/traffic.tfstate` in `eu-north-1` | 0f1e2d3c4b5a |',
    );
  });

  it('keeps old generations apart from what stands', () => {
    expect(section('what stands')).not.toContain('billing-ledger-old');
    expect(section('old generations')).toContain('billing-ledger-old');
  });

  it('gathers what is not proven', () => {
    const text = section('what is not proven');
    expect(text).toContain('Ledger, RPO');
    expect(text).toContain('pipeline runner survives');
    expect(text).toContain('DR-GEO-01');
    expect(text).toContain('One consistent point');
    expect(text).not.toContain('distance between the zones');
    const zonal = manifest();
    zonal.workloads[0]!.placements[0]!.spread = 'zonal';
    expect(section('what is not proven', zonal)).toContain('distance between the zones');
  });

  it('cannot be broken by what architects write', () => {
    const odd = manifest();
    odd.workloads[0]!.findings[1]!.what = 'a | b\nc <d>';
    expect(section('findings', odd)).toContain('| a \\| b c \\<d> |');
  });

  it('does not depend on the order in which things were declared', () => {
    const turned = manifest();
    const [workload] = turned.workloads;
    for (const things of [turned.stacks, workload!.components, workload!.placements, workload!.sites, workload!.findings]) things.reverse();
    const undigested = (m: ReturnType<typeof manifest>) => dossier(m).replaceAll(/`[0-9a-f]{64}`/g, '');
    expect(undigested(turned)).toBe(undigested(manifest()));
  });
});
