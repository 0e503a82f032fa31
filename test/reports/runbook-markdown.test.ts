import { CONTROL_PLANES, type Action } from '../../lib/words/actions';
import { checkStep, crossingStep, findStep, found } from '../../lib/words/steps';
import { record as note } from '../../lib/recovery/tasks';
import { PAGE_BREAK } from '../../lib/reports/markdown';
import { runbookMarkdown } from '../../lib/reports/runbook-markdown';
import { said, take } from '../support/history';
import { transitionSchema } from '../../lib/situation/phases';
import { FRANKFURT, manifest, PARIS } from './fixture';

const pages = (m = manifest()) => runbookMarkdown(m, 'billing').split(PAGE_BREAK);
const page = (title: string, m = manifest()) => pages(m).find((p) => p.trim().startsWith(`# ${title}`))!;
/** The second part: what is going on, and which sheet to take. */
const coverOf = (m = manifest()) => page('Runbook: billing', m);
const count = (whole: string, part: string) => whole.split(part).length - 1;

/** Its text, but for the digest of the manifest that it was made from. */
const undigested = (m: ReturnType<typeof manifest>) => runbookMarkdown(m, 'billing').replaceAll(/`[0-9a-f]{12,64}`/g, '');

/** The lines of the blocks that are there to be copied. */
const commands = (text: string) => [...text.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].flatMap((m) => m[1]!.split('\n'));

describe('the sheets', () => {
  it('are one for each transition, in an order that does not depend on the situation', () => {
    const titles = pages().flatMap((p) => /^# (Sheet \S+)/m.exec(p)?.[1] ?? []);
    expect(titles).toEqual(['Sheet ESTABLISH', 'Sheet HOLD', 'Sheet FAILOVER', 'Sheet REPROTECT']);
    const turned = manifest();
    turned.workloads[0]!.procedures.reverse();
    turned.stacks.reverse();
    expect(undigested(turned)).toEqual(undigested(manifest()));
  });

  it('exist for every transition there is', () => {
    const all = manifest();
    const [any] = all.workloads[0]!.procedures;
    all.workloads[0]!.procedures = transitionSchema.options.map((transition) => ({ ...any!, transition }));
    for (const transition of transitionSchema.options) {
      expect(page(`Sheet ${transition.toUpperCase()}`, all)).toContain('The normal way');
      expect(coverOf(all)).toContain(`**Sheet ${transition.toUpperCase()}** |`);
    }
  });

  it('hold each action of the transition exactly once, with its number and its actor', () => {
    for (const procedure of manifest().workloads[0]!.procedures) {
      const sheet = page(`Sheet ${procedure.transition.toUpperCase()}`);
      procedure.waves
        .flatMap((wave) => wave.actions)
        .forEach((action, i) => {
          expect(count(sheet, `\`${action.id}\``)).toBe(1);
          expect(sheet).toContain(`- [ ] **${i + 1}.** \`${action.id}\` · **${action.actor}** · ${action.title}`);
        });
    }
  });

  it('print whole commands, quoted, the normal way first', () => {
    const lines = commands(page('Sheet FAILOVER'));
    expect(lines.slice(0, 3)).toEqual([
      `continuity declare failover billing --to aws:eu-central-1 --incident 'water & fire'`,
      'continuity run billing --transition failover',
      'continuity run billing --transition failover --execute',
    ]);
    expect(lines).toContain(`aws rds modify-db-instance --db-instance-identifier 'it'\\''s the ledger' --region eu-west-3`);
    expect(lines).toContain(`psql -Atc 'select pg_is_in_recovery()'`);
  });

  it('say which regions are needed, and which are not', () => {
    const sheet = page('Sheet FAILOVER');
    expect(sheet).toContain('Must answer: `eu-central-1`.');
    expect(sheet).toContain('Does not need: `aws:eu-west-3`, `eu-north-1`, `us-east-1`.');
  });

  it('excuse sites alone where everything is needed: what is withheld says nothing of its control plane', () => {
    const all = manifest();
    all.workloads[0]!.procedures.find(({ transition }) => transition === 'failover')!.needs.push(CONTROL_PLANES);
    expect(page('Sheet FAILOVER', all)).toContain('Does not need: `aws:eu-west-3`.');
  });

  it('draw the point of no return before the step that crosses it', () => {
    const sheet = page('Sheet FAILOVER');
    expect(count(sheet, 'POINT OF NO RETURN')).toBe(1);
    const order = [
      '`note-started`',
      'POINT OF NO RETURN',
      '`apply-frankfurt`',
      'LOSES DATA: what was not replicated',
      '`check-writable`',
    ].map((s) => sheet.indexOf(s));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(page('Sheet HOLD')).not.toContain('POINT OF NO RETURN');
  });

  it('compare what recovery takes with what the RTO leaves, and say where it is too long', () => {
    expect(page('Sheet FAILOVER')).toContain('40 min are left for acting, decisions not included: 34 min **UNVERIFIED** to spare');
    const slow = manifest();
    slow.workloads[0]!.procedures[0]!.estimate = 7200;
    expect(page('Sheet FAILOVER', slow)).toContain('1 h 5 min **UNVERIFIED** **TOO LONG**');
  });
});

describe('what is found, and what is secret', () => {
  const named = (id: string) => ({ id, title: `Do ${id}`, endpoint: 'eu-central-1' });
  const as = { who: 'the backup account', environment: { AWS_PROFILE: 'backup' } };
  const secrets = [{ variable: 'PGPASSWORD', as: 'environment' as const, read: ['vault', 'get', found('db')] }];
  const actions: Action[] = [
    findStep({ ...named('source-servers'), run: ['aws', 'drs', 'find'], expects: 'some', as }),
    findStep({ ...named('db'), run: ['aws', 'rds', 'find'] }),
    crossingStep({ ...named('start'), run: ['aws', 'drs', 'start', found('source-servers')], expected: 'x', losesData: 'all', as }),
    checkStep({ ...named('look'), run: ['psql', '-h', found('db')], matches: '1', secrets }),
  ];
  const m = manifest();
  m.workloads[0]!.procedures[0]!.waves = [{ name: 'all', purpose: 'all', actions }];
  const sheet = page('Sheet FAILOVER', m);

  it('is whole lines, to be pasted one after the other', () => {
    expect(commands(sheet).slice(-4)).toEqual([
      `source_servers=$(AWS_PROFILE=backup aws drs find) && printf '%s\\n' "$source_servers"`,
      `db=$(aws rds find) && printf '%s\\n' "$db"`,
      `printf '%s\\n' "\${source_servers:?}" | (while IFS= read -r each; do AWS_PROFILE=backup aws drs start "$each" </dev/null || exit; done)`,
      `(PGPASSWORD=$(vault get "\${db:?}") && [ -n "$PGPASSWORD" ] && export PGPASSWORD && psql -h "\${db:?}")`,
    ]);
  });

  it('says what a good answer is, whose credentials it needs, wherever the step is shown, and that no secret is written down', () => {
    expect(sheet).toContain(`Good when it prints one line or more, and each fits the pattern`);
    expect(sheet).toContain(`Good when it prints exactly one line, and it fits the pattern`);
    expect(count(sheet, '**With the credentials of the backup account.**')).toBe(2);
    expect(sheet).toContain('**3.** `start` · **runner** · Do start (as the backup account)');
    expect(count(coverOf(m), 'Do start (as the backup account)')).toBe(2);
    expect(sheet).toContain('The line reads `PGPASSWORD` by itself: write no secret down.');
  });
});

describe('an apply by hand', () => {
  it('reads the plan and names what it must not destroy before it applies that same plan', () => {
    const sheet = page('Sheet FAILOVER');
    const plan = `terraform -chdir=stacks/billing-eu-central-1 init -input=false && terraform -chdir=stacks/billing-eu-central-1 plan -input=false -out=tfplan '-target=aws_db_instance.Ledger["a b"]' && terraform -chdir=stacks/billing-eu-central-1 show tfplan`;
    const order = [
      plan,
      'proposes to destroy or replace',
      '`aws_db_instance.Ledger`',
      'terraform -chdir=stacks/billing-eu-central-1 apply -input=false tfplan',
    ].map((s) => sheet.indexOf(s));
    expect(order[0]).toBeGreaterThan(0);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('is not invented for a stack that is withheld', () => {
    const sheet = page('Sheet ESTABLISH');
    expect(sheet).toContain('is not synthesized in the declared situation (aws:eu-west-3 is lost)');
    expect(sheet).not.toContain('terraform');
  });

  it('has an annex that resumes it: unlock, import with the ids of the manifest, untaint, and the judge again', () => {
    const lines = commands(page('Annex billing-eu-central-1'));
    const order = [
      'force-unlock -force LOCK_ID',
      'state list',
      `import -input=false aws_s3_bucket.Invoices 'acme invoices'`,
      'untaint aws_db_instance.Ledger',
      'plan -input=false -out=tfplan',
      'apply -input=false tfplan',
    ].map((part) => lines.map((line) => line.includes(part)).lastIndexOf(true));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThanOrEqual(0);
    expect(page('Annex billing-eu-central-1')).toContain('`aws_db_instance`, `aws_s3_bucket`');
    expect(page('Annex billing-traffic')).toBeUndefined();
  });
});

describe('a record by hand', () => {
  const sheetWith = (actions: readonly Action[]): string => {
    const made = manifest();
    const failover = made.workloads[0]!.procedures.find(({ transition }) => transition === 'failover')!;
    failover.waves = [{ name: 'Then', purpose: 'Write.', actions: [...actions] }];
    return page('Sheet FAILOVER', made);
  };

  it.each<[string, Parameters<typeof note>[0], Parameters<typeof note>[2]]>([
    ['continuity record started billing Keys Ledger', 'started', { components: ['Ledger', 'Keys'] }],
    ['continuity record completed billing Ledger', 'completed', { components: ['Ledger'] }],
    ['continuity record fenced billing --at aws:eu-west-3', 'fenced', { site: PARIS }],
    ['continuity record standing billing Keys Ledger', 'standing', { components: ['Keys', 'Ledger'] }],
    ['continuity record undone billing', 'undone', {}],
    ['continuity record lag billing Ledger=0', 'lag', { components: ['Ledger'] }],
  ])('is a command that checks what it is told: %s', (line, what, more) => {
    const sheet = sheetWith([note(what, 'Write it down', more)]);
    expect(commands(sheet)).toContain(line);
    expect(sheet).toContain('Then commit `situation.json`.');
  });

  it('is made only where the steps that it rests on went well', () => {
    const [one, two] = [note('undone', 'One'), note('fenced', 'Two', { site: PARIS, after: ['record-undone'] })];
    expect(sheetWith([one, two])).toContain('Only if step 1 went well.');
  });

  it('of a lag asks for the numbers that were read', () => {
    const sheet = sheetWith([note('lag', 'Write it down', { components: ['Ledger'] })]);
    expect(sheet).toContain('only 0 lets a switch go on without loss');
  });
});

describe('the cover', () => {
  it('says who serves, since when, and which sheet is due', () => {
    const cover = coverOf();
    expect(cover).toContain('**INTERRUPTED: the active site does not answer, the other one does.**');
    expect(cover).toContain('Serves, or should: `aws:eu-west-3`, from the beginning.');
    expect(cover).toContain('`aws:eu-west-3` is declared **lost** since 2026-11-21 03:00 UTC (local `____:____`).');
    expect(cover).toContain('Nobody is served since 2026-11-21 03:00 UTC');
    expect(cover.split('\n').filter((line) => line.endsWith('| **DUE NOW** |'))).toHaveLength(1);
  });

  it('says since which move a site serves, moves that were given up left out', () => {
    const moved = manifest();
    const sides = {
      workload: 'billing',
      sites: [PARIS, FRANKFURT],
      successors: [],
      components: [{ id: 'Ledger', flip: 'promote' }],
    } as const;
    const to = { op: 'failover', workload: 'billing', to: FRANKFURT, acceptLoss: true } as const;
    const steps = [to, { op: 'abort', workload: 'billing' }, { record: 'undone', workload: 'billing' }, to] as const;
    moved.situation = steps.reduce((now, step, i) => take(now, step, [sides], said(i + 4)), moved.situation);
    Object.assign(moved.workloads[0]!.situation, { active: FRANKFURT, standby: PARIS, phase: 'failing-over', move: 2 });
    expect(coverOf(moved)).toContain('`aws:eu-central-1`, since 2026-11-21 07:00 UTC (local `____:____`) (move 2)');
  });

  it('prints what may be declared to go on, the likeliest first, and nothing where there is nothing', () => {
    expect(coverOf()).toContain(
      'What may be declared to go on: `continuity declare failover billing --to aws:eu-central-1`, or `continuity declare normal aws:eu-west-3`.',
    );
    const peace = manifest();
    peace.workloads[0]!.situation.then = [];
    expect(coverOf(peace)).not.toContain('What may be declared');
  });

  it('gives the latest time to decide: the MTPD, less resumption, less what recovery takes', () => {
    // 8 h − 2 h − 30 min; the recovery rests on a guess, and says so.
    expect(coverOf()).toContain(
      'Latest time to decide a failover:** 5 h 30 min **UNVERIFIED** after the interruption began: 2026-11-21 08:30 UTC',
    );
    const late = manifest();
    late.workloads[0]!.objectives.mtpd = 9000;
    expect(coverOf(late)).toContain('Latest time to decide a failover:** AT ONCE');
  });

  it('lists what cannot be undone and what loses data, by sheet and step', () => {
    const cover = coverOf();
    expect(cover).toContain('| Sheet FAILOVER | 4 | Promote and start in Frankfurt | **point of no return** |');
    expect(cover).toContain('| Sheet FAILOVER | 4 | Promote and start in Frankfurt | what was not replicated, up to 15 min |');
    expect(cover).not.toContain('Fence the ledger in Paris');
    expect(cover).not.toContain('Watch an hour');
    expect(cover).toContain('| Ledger | 4 min **UNVERIFIED** |');
  });

  it('names the two sides as they were before a move that is under way', () => {
    const moving = manifest();
    const { situation } = moving.workloads[0]!;
    [situation.active, situation.standby, situation.phase] = [situation.standby, situation.active, 'failing-over'];
    expect(coverOf(moving)).toContain('`aws:eu-west-3` is given up for now, `aws:eu-central-1` takes over');
  });
});

it('is the same bytes for the same input, and refuses a workload that is not there', () => {
  expect(runbookMarkdown(manifest(), 'billing')).toBe(runbookMarkdown(manifest(), 'billing'));
  expect(() => runbookMarkdown(manifest(), 'payroll')).toThrow(/DR-REP-01[\s\S]*payroll[\s\S]*billing/);
});
