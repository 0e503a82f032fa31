import { createHash } from 'node:crypto';
import { VERSION } from '../../lib/words/version';
import { manifestText } from '../../lib/reports/edition';
import type { Manifest } from '../../lib/reports/manifest';
import { dossierMarkdown } from '../../lib/reports/dossier-markdown';
import { runbookMarkdown } from '../../lib/reports/runbook-markdown';
import { FRANKFURT, manifest, PARIS } from './fixture';

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

  it('says ahead of all figures that nothing stands by, and since when', () => {
    const m = manifest();
    m.workloads[0]!.situation = { ...m.workloads[0]!.situation, phase: 'normal', is: 'one site serves' };
    expect(dossier(m)).not.toContain('**Unprotected');
    m.workloads[0]!.situation = {
      ...m.workloads[0]!.situation,
      phase: 'standby-lost',
      is: 'the standby does not answer',
      unprotectedSince: '2026-11-21T02:00:00Z',
    };
    const [head] = dossier(m).split('### billing: who answers');
    expect(head).toContain(
      '**Unprotected since 2026-11-21T02:00:00Z: the standby does not answer.** What is said below of a move is the plan’s',
    );
  });

  it('shows a broken objective as broken, by how much', () => {
    const broken = manifest();
    broken.workloads[0]!.objectives.rto = 1800;
    expect(lineWith(section('objectives', broken), '| RTO')).toBe(
      '| RTO | 30 min | 50 min **UNVERIFIED** | −20 min **UNVERIFIED** | **BROKEN** |',
    );
  });

  it('counts in the summary what somebody accepts, and names the errors among it', () => {
    const row = (m = manifest()) => lineWith(dossier(m), '| billing |');
    expect(row()).toContain('errors: 1, warnings: 0, accepted: 1 |');
    const accepted = manifest();
    accepted.workloads[0]!.findings[1]!.acknowledged = { reason: 'agreed' };
    expect(row(accepted)).toContain('| warnings: 0, accepted: 2 (errors among them: `DR-ACC-01`) |');
  });

  it('counts waves from 1, as the recovery time does', () => {
    expect(lineWith(section('components'), '| 3 | Ledger')).toBeDefined();
    expect(lineWith(section('components'), '| 2 | Keys')).toBeDefined();
  });

  it('gives each part of the recovery time its source', () => {
    expect(lineWith(section('what the recovery time'), '| promotion of Ledger')).toBe(
      '| promotion of Ledger | 30 min **UNVERIFIED** | a guess |',
    );
    expect(lineWith(section('what the recovery time'), '| detection')).toBe('| detection | 5 min | the objectives |');
  });

  it('answers of what runs already whether it meets its objectives, whether anyone would notice, and what would be enough', () => {
    const m = manifest();
    const [workload] = m.workloads;
    expect(dossier(m)).not.toContain('what runs already');
    const way = { zonal: false, raised: [], rto: 3000, rpo: 240, site: 99.5, commits: true, breaks: [], lessThanSlo: false };
    const some = { ...way, tier: 'cold', raised: ['Ledger'], raisedTo: 'hot', commits: false };
    workload!.objectives.slo = 99.9;
    workload!.losses = workload!.losses.map((one) => (one.lost === 'zone' ? { ...one, asked: { rto: 300, rpo: 0 } } : one));
    workload!.analysis = {
      ...{ exists: ['Keys', 'Ledger'], made: ['Web'], missing: ['Web'], promised: 99.5 },
      today: [
        { lost: 'zone', answer: 'unknown', because: ['Ledger'] },
        { lost: 'region', answer: 'nothing', because: [] },
      ],
      ...{ ways: [some, { ...way, tier: 'hot' }], cheapest: some },
    };
    const shown = section('what runs already', m);
    expect(shown).toContain('Runs already: Keys, Ledger. Made by this plan: Web.');
    expect(lineWith(shown, '| RTO |')).toBe('| RTO | 1 h | nothing brings it back before the region itself does | **no** |');
    expect(lineWith(shown, '| RPO |')).toContain('all of it is lost with the region | **no** |');
    expect(lineWith(shown, '| MTPD |')).toContain('**no** |');
    expect(lineWith(shown, '| RTO / RPO for the loss of a zone')).toContain('5 min / 0 s | its owner alone knows: Ledger | **unknown** |');
    expect(lineWith(shown, '| SLO |')).toBe(
      '| SLO | 99.9 % | 99.5 % is promised of what runs; users need what does not run yet: Web | **no** |',
    );
    workload!.objectives.slo = 99;
    expect(lineWith(section('what runs already', m), '| SLO |')).toContain('Web | **unknown** |');
    workload!.analysis.missing = [];
    expect(lineWith(section('what runs already', m), '| SLO |')).toBe('| SLO | 99 % | 99.5 % is promised of what runs | yes |');
    delete workload!.analysis.promised;
    expect(lineWith(section('what runs already', m), '| SLO |')).toBe('| SLO | 99 % | nothing is promised of what runs | **unknown** |');
    expect(shown).toContain('- Business, with this plan: **nothing**.');
    expect(lineWith(shown, '| tier cold, tier hot for Ledger alone')).toBe(
      '| tier cold, tier hot for Ledger alone | 50 min | 4 min | 99.5 % | an estimate | all is held | **the cheapest improvement** |',
    );
    expect(shown).toContain('The cheapest improvement that was tried: tier cold, tier hot for Ledger alone.');
    delete workload!.analysis.cheapest;
    expect(section('what runs already', m)).toContain('**No way that was tried holds all that is asked**');
  });

  it('says at which of three levels somebody would notice, and where one calls', () => {
    const m = manifest();
    const [workload] = m.workloads;
    expect(lineWith(section('who would notice', m), '| application')).toContain('| **nothing** |');
    const told = { kind: 'page', watches: 'service', level: 'application', declared: 'Home', silenceIsAlarm: true } as const;
    const page = { ...told, id: 'observed-home', name: 'billing-home', title: 'It does not answer' };
    workload!.observed = [
      { ...page, site: PARIS, calls: false },
      { ...page, site: FRANKFURT, calls: true },
      { ...page, site: 'traffic', declared: 'Desk', calls: true },
    ];
    const shown = section('who would notice', m);
    expect(lineWith(shown, '| application | 2 |')).toBeDefined();
    expect(lineWith(shown, '| business |')).toContain('**nothing**');
    expect(shown).toContain(`| application | Home | It does not answer | \`${FRANKFURT}\` | calls | an alarm |`);
    expect(shown).toContain(`| application | Home | It does not answer | \`${PARIS}\` | quiet: the other site calls | an alarm |`);
    expect(shown).toContain('| application | Desk | It does not answer | beside the switch | calls | an alarm |');
  });

  it('says who decides, and what an exercise has shown', () => {
    const m = manifest();
    const shown = section('who decides', m);
    expect(lineWith(shown, '| the loss of a region')).toContain('| a person, on demand | a failover is declared;');
    expect(shown).toContain('**Never exercised.**');
    const own = m.situation.workloads['billing']!;
    const move = { kind: 'planned', from: PARIS, to: FRANKFURT, by: 'Ada', at: '2026-10-01T09:00:00Z' } as const;
    const taking = { loss: 'none' } as (typeof own.moves)[number]['components'][string];
    own.moves = [{ ...move, components: { Ledger: taking, Keys: taking }, completed: ['Ledger', 'Keys'] }];
    const after = section('who decides', m);
    expect(after).toContain(`| 1 | 2026-10-01T09:00:00Z | \`${PARIS}\` → \`${FRANKFURT}\` | Ada | Keys, Ledger |`);
    expect(after).not.toContain('Never exercised');
    for (const broken of [{ completed: ['Ledger'] }, { forced: { at: move.at, by: 'Ada' } }, { kind: 'forced' as const }]) {
      own.moves = [{ ...move, components: { Ledger: taking, Keys: taking }, completed: ['Ledger', 'Keys'], ...broken }];
      expect(section('who decides', m)).toContain('**Never exercised.**');
    }
  });

  it('shows what is promised beside what is asked, and names what nobody said', () => {
    const m = manifest();
    const [workload] = m.workloads;
    const sla = { of: 'A database', percent: 99.5, source: 'https://vendor.example/sla', date: '2026-11-30', verified: false };
    workload!.objectives.slo = 99.9;
    workload!.availability = { site: 99.5, either: 99.997, unknown: ['Keys'], parts: [{ of: 'Ledger', slas: [sla] }] };
    const shown = section('what the vendors promise', m);
    expect(shown).toContain('Asked (SLO): 99.9 %, which leaves 43 min 12 s a month.');
    expect(shown).toContain('All of it in a row, at the site that serves: 99.5 %, or 3 h 36 min a month without service.');
    expect(lineWith(shown, '| Ledger')).toBe('| Ledger | A database | 99.5 % | https://vendor.example/sla | 2026-11-30 | **UNVERIFIED** |');
    expect(shown).toContain('**Nobody said what is promised of: Keys.**');
  });

  it('marks every figure that nobody checked, wherever it is shown, and no other', () => {
    const checked = manifest();
    const [workload] = checked.workloads;
    for (const part of workload!.budget.parts) part.figure.verified = true;
    for (const loss of workload!.losses) loss.verified = true;
    for (const component of workload!.components) component.rpo.verified = component.promotion.verified = true;
    const claims = (text: string) => text.split('\n').filter((line) => line.includes('UNVERIFIED'));
    expect(claims(dossier(checked))).toEqual([expect.stringContaining('A figure marked')]);
    expect(claims(runbookMarkdown(checked, 'billing'))).toEqual([]);
    const guessed = `${dossier()}${runbookMarkdown(manifest(), 'billing')}`;
    for (const line of guessed.split('\n').filter((l) => /\b(50|30) min\b|\| 4 min/.test(l))) expect(line).toContain('UNVERIFIED');
  });

  it('tells what watches a protection, and prints what has to be asked as it is run', () => {
    const watched = manifest();
    const about = { site: 'aws:eu-central-1', name: 'ledger-lag', title: 'Ledger is behind', watches: 'copies' as const };
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
          .slice(4, 7)
          .map((one) => one.trim()),
      ),
    ).toEqual([
      ['copies', 'metric', 'an alarm'],
      ['copies', 'metric', 'health'],
      ['copies', 'event', '–'],
      ['copies', 'polled', '**nobody asks** but `continuity doctor`'],
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

  it('counts what is accepted, and never as no error', () => {
    const accepted = manifest();
    const findings = accepted.workloads[0]!.findings;
    const error = findings.find(({ level }) => level === 'error')!;
    error.acknowledged = { reason: 'as it is', at: '2026-11-01', until: '2027-03-31' };
    const summary = lineWith(dossier(accepted), '| billing')!;
    expect(summary).toContain('| warnings: 0, accepted: 2 (errors among them: `DR-ACC-01`) |');
    expect(summary).not.toContain('errors: 0');
    expect(section('findings', accepted)).toMatch(/\| as it is \(by: not said\) \| 2026-11-01 \| 2027-03-31 \|/);
    expect(section('findings', accepted)).toMatch(/\| accepted by the board \(by CFO\) \| not said \| for ever \|/);
    expect(lineWith(dossier(), '| billing')).toContain('errors: 1, warnings: 0, accepted: 1 |');
  });

  it('says of an objective that is broken whether somebody accepted that', () => {
    const broken = manifest();
    const [workload] = broken.workloads;
    workload!.objectives.rto = 1800;
    Object.assign(workload!.findings[0]!, { id: 'DR-RTO-01', acknowledged: { reason: 'until spring' } });
    expect(lineWith(section('objectives', broken), '| RTO')).toContain('| **BROKEN**, accepted |');
  });

  it('what somebody accepted of the loss of a zone is not accepted of the region', () => {
    const broken = manifest();
    const [workload] = broken.workloads;
    workload!.objectives.rto = 1800;
    Object.assign(workload!.findings[0]!, { id: 'DR-RTO-01', subject: 'billing zone', acknowledged: { reason: 'until spring' } });
    expect(lineWith(section('objectives', broken), '| RTO')).toContain('| **BROKEN** |');
  });

  it('says what is asked, committed and given where each thing is lost, and because of what it is no better', () => {
    const lines = section('what may be lost').split('\n');
    const row = (lost: string) => lines.find((line) => line.startsWith(`| the loss of ${lost}`)) ?? '';
    expect(row('a zone')).toMatch(/\| nothing \| 1 h \/ 15 min \| .*35 min.* \| the role moves to the other site \| Keys, Ledger \|/);
    expect(row('data')).toMatch(/\| nothing \| not committed \| .* \/ none \| restored, from copies.* \| Keys \|/);
    expect(row('the account')).toMatch(/\| none \| \*\*nothing that is declared answers it\*\* \| Keys, Ledger \|/);
    const asked = manifest();
    Object.assign(asked.workloads[0]!.losses[0]!, { asked: { rto: 300, rpo: 0 } });
    expect(section('what may be lost', asked)).toContain('| the loss of a zone | 5 min / 0 s |');
  });

  it('says how much of the recovery time is declared, how much assumed, and that nothing was measured', () => {
    const rests = '20 min declared, 30 min **UNVERIFIED** assumed, 0 s from sources, nothing measured by a drill';
    expect(lineWith(dossier(), '| billing')).toContain(`| ${rests} |`);
    expect(section('what the recovery time')).toContain(`It rests on: ${rests}.`);
    const sourced = manifest();
    sourced.workloads[0]!.budget.parts[2]!.figure.verified = true;
    expect(section('what the recovery time', sourced)).toContain('20 min declared, 0 s assumed, 30 min from sources');
  });

  it('says who owns it and who approved it, or that nobody is declared', () => {
    expect(section('who answers')).toContain('- Owner: **not declared**\n- Approved by: **not declared**');
    expect(section('who answers')).toContain('**Nobody is declared who is called.**');
    const owned = manifest();
    owned.workloads[0]!.contacts = {
      people: [{ role: 'operator', name: 'Ada', phone: '+33 1' }],
      owner: 'Head of Billing',
      approver: 'CFO',
    };
    expect(section('who answers', owned)).toContain('- Owner: Head of Billing\n- Approved by: CFO');
    expect(section('who answers', owned)).toContain('| operator | Ada | +33 1 | – |');
    expect(lineWith(dossier(owned), '| billing')).toContain('| billing | Head of Billing |');
  });

  it('says what of the own resources is outside of the protection, and who accepted that', () => {
    expect(section('scope')).toContain('Protected: Keys, Ledger.');
    expect(section('scope')).toContain('None.');
    const own = manifest();
    const outside = {
      ...own.workloads[0]!.findings[1]!,
      id: 'DR-OWN-03',
      subject: 'aws_sqs_queue.jobs at aws:eu-west-3',
      value: 'aws_sqs_queue',
    };
    own.workloads[0]!.findings.push(outside, { ...outside, subject: 'b', acknowledged: { reason: 'a cache' } });
    expect(section('scope', own)).toContain(
      '| aws_sqs_queue.jobs at aws:eu-west-3 | `aws_sqs_queue` | **no** |\n| b | `aws_sqs_queue` | a cache |',
    );
  });

  it('says how long copies are kept', () => {
    const kept = manifest();
    kept.stacks.find(({ id }) => id === 'billing-eu-central-1')!.retention = [
      { address: 'aws_backup_plan.copies', what: 'copies', kept: '35 d' },
    ];
    expect(section('how long copies', kept)).toContain('| `billing-eu-central-1` | `aws_backup_plan.copies` | copies | 35 d |');
    expect(section('how long copies')).toContain('None.');
  });

  it('bears its version, the digests, and the date of the situation', () => {
    const text = dossier();
    expect(text).toContain('From declaration 1 (`situation.json`); the situation last changed: 2026-11-21T03:12:00Z.');
    expect(text).toContain(`By cdktf-continuity ${VERSION}.`);
    expect(text).toContain(createHash('sha256').update(manifestText(manifest())).digest('hex'));
    const digested = manifest();
    digested.stacks.find(({ id }) => id === 'billing-traffic')!.digest = 'a1b2c3d4e5f6'.padEnd(64, '0');
    expect(lineWith(section('stacks', digested), '| `billing-traffic`')).toContain('| 0f1e2d3c4b5a | `a1b2c3d4e5f6` |');
  });

  it('has every line of the log: who declared or recorded what, when, with the incident', () => {
    const told = manifest();
    const stamp = { by: 'Grace', at: '2026-11-21T04:00:00Z', marks: {} };
    const workload = 'billing';
    const site = 'aws:eu-west-3';
    const to = 'aws:eu-central-1';
    const said: Manifest['situation']['log'][number]['what'][] = [
      { op: 'avoid', site },
      { op: 'normal', site },
      { op: 'gone', site, since: '2026-11-21T02:00:00Z' },
      { op: 'failover', workload, to, incident: 'INC-7' },
      { op: 'close', workload, at: to },
      { op: 'fence', workload, at: to },
      { op: 'switch', workload, to },
      { op: 'abort', workload },
      { op: 'added', workload },
      { op: 'retire', workload, generation: 'Ledger@aws:eu-west-3#0' },
      { op: 'merged', sequence: 4 },
      { record: 'fenced', workload, site },
    ];
    told.situation.log.push(...said.map((what) => ({ ...stamp, what })));
    const chapter = dossier(told).split('## Who declared what')[1]!.split('\n## ')[0]!;
    const rows = chapter.split('\n').filter((line) => /^\| \d+ \|/.test(line));
    expect(rows).toHaveLength(told.situation.log.length);
    expect(rows[1]).toBe(
      '| 2 | 2026-11-21T03:12:00Z | Ada | aws:eu-west-3 is lost, since 2026-11-21T03:00:00Z | `continuity declare lost aws:eu-west-3 --since 2026-11-21T03:00:00Z` | – |',
    );
    expect(rows[5]).toContain(
      '| Grace | billing: failover to aws:eu-central-1 | `continuity declare failover billing --to aws:eu-central-1 --incident INC-7` | INC-7 |',
    );
    expect(rows[12]).toContain('| merged | from sequence 4 |');
    expect(rows[13]).toContain('| recorded | `continuity record fenced billing --at aws:eu-west-3` |');
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
