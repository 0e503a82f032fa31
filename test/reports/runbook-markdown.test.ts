import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { CONTROL_PLANES, type Action } from '../../lib/words/actions';
import { VERSION } from '../../lib/words/version';
import { checkStep, crossingStep, findStep, found, script } from '../../lib/words/steps';
import { apply, decide, record as note } from '../../lib/recovery/tasks';
import { dossierMarkdown } from '../../lib/reports/dossier-markdown';
import { manifestText } from '../../lib/reports/edition';
import { anchor, PAGE_BREAK } from '../../lib/reports/markdown';
import { runbookMarkdown } from '../../lib/reports/runbook-markdown';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { said, take } from '../support/history';
import { manifestOf } from '../support/manifest';
import { transitionSchema } from '../../lib/situation/phases';
import { FRANKFURT, manifest, PARIS } from './fixture';

const pages = (m = manifest()) => runbookMarkdown(m, 'billing').split(PAGE_BREAK);
const page = (title: string, m = manifest()) => pages(m).find((p) => p.trim().startsWith(`# ${title}`))!;
/** The second part: what is going on, and which sheet to take. */
const coverOf = (m = manifest()) => page('Runbook: billing', m);
const count = (whole: string, part: string) => whole.split(part).length - 1;

/** Its text, but for the digest of the manifest that it was made from. */
const undigested = (m: ReturnType<typeof manifest>) => runbookMarkdown(m, 'billing').replaceAll(/`[0-9a-f]{12,64}`/g, '');

const AS = { who: 'the backup account', environment: { AWS_PROFILE: 'backup' } };

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
    const peace = manifest();
    peace.workloads[0]!.procedures[0]!.due = false;
    const lines = commands(page('Sheet FAILOVER', peace));
    expect(lines.slice(0, 3)).toEqual([
      `continuity declare failover billing --to aws:eu-central-1 --incident 'water & fire'`,
      'continuity run billing --transition failover',
      'continuity run billing --transition failover --execute',
    ]);
    expect(lines).toContain(`aws rds modify-db-instance --db-instance-identifier 'it'\\''s the ledger' --region eu-west-3`);
    expect(lines).toContain(`psql -Atc 'select pg_is_in_recovery()'`);
  });

  it('ask nobody to declare again what is declared: it would be refused', () => {
    const sheet = page('Sheet FAILOVER');
    expect(sheet).toContain('Nothing to declare: the situation says it already.');
    expect(commands(sheet)[0]).toBe('continuity run billing --transition failover');
  });

  it('say by when it is decided, and once it is by when users are served again', () => {
    expect(page('Sheet FAILOVER')).toContain('began at 2026-11-21 03:00 UTC (local `____:____`); to be decided by 2026-11-21 08:30 UTC');
    const open = manifest();
    open.workloads[0]!.situation.phase = 'failing-over';
    // 8 h less the 2 h that the business needs.
    expect(page('Sheet FAILOVER', open)).toContain('users are served again by 2026-11-21 09:00 UTC');
    const late = manifest();
    late.workloads[0]!.objectives.mtpd = 9000;
    expect(page('Sheet FAILOVER', late)).toContain('to be decided AT ONCE.');
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
    expect(page('Sheet FAILOVER')).toContain('40 min are left for acting: 10 min **UNVERIFIED** to spare');
    const slow = manifest();
    slow.workloads[0]!.procedures[0]!.estimate = 7200;
    expect(page('Sheet FAILOVER', slow)).toContain('1 h 5 min **UNVERIFIED** **TOO LONG**');
  });
});

describe('the head of a sheet is the union of its steps', () => {
  const SIDES: Sides = {
    workload: 'billing',
    sites: [PARIS, FRANKFURT],
    successors: [],
    components: [{ id: 'Ledger', flip: 'promote' }],
  };
  const far = { alive: ['eu-west-3', 'eu-central-1', 'eu-north-1', 'us-east-1'], empty: false };
  const stacks = {
    'billing-eu-west-3': { alive: ['eu-west-3'] },
    'billing-eu-central-1': { alive: ['eu-central-1'] },
    'billing-links': far,
    'billing-traffic': far,
  };
  const known = { is: 'lost', by: 'Ada', at: '2026-11-21T03:00:00Z' } as const;
  const situations = {
    peace: NORMAL,
    'a region lost': take(NORMAL, { op: 'lost', site: PARIS }, [SIDES], known),
    'a standby lost': take(NORMAL, { op: 'lost', site: FRANKFURT }, [SIDES], known),
  };

  it.each(Object.entries(situations))('%s: what it does not need, no step of it needs', (_, situation) => {
    const real = manifestOf(situation, [{ sides: SIDES, stacks }]);
    let checked = 0;
    for (const one of pages(real).filter((text) => text.trim().startsWith('# Sheet'))) {
      const idle = /\*\*Does not need: (.*?)\.\*\*/.exec(one)?.[1] ?? '';
      const needed = [...one.matchAll(/\(needs ([^)]*)\):|Calls `([^`]+)`/g)].flatMap(([, all = '', called = '']) => [
        ...[...all.matchAll(/`([^`]+)`/g)].map(([, place]) => place as string),
        ...(called === '' ? [] : [called]),
      ]);
      for (const place of needed)
        expect([one.trim().split('\n')[0], idle]).toEqual([expect.anything(), expect.not.stringContaining(`${place}\``)]);
      checked += needed.length;
    }
    expect(checked).toBeGreaterThan(5);
  });
});

describe('one figure a question', () => {
  it('how long it takes from now is the same on the cover and on the sheet; the margin is that of the dossier', () => {
    expect(pages()[0]).toContain('Recovery takes 30 min **UNVERIFIED** from the decision on');
    expect(coverOf()).toContain('recovery takes 30 min **UNVERIFIED** from the decision until users are served');
    const sheet = page('Sheet FAILOVER');
    expect(sheet).toContain('Takes about 30 min **UNVERIFIED** from now until users are served');
    expect(sheet).toContain('RTO 1 h from the incident');
    expect(dossierMarkdown(manifest())).toContain('| RTO | 1 h | 50 min **UNVERIFIED** | 10 min **UNVERIFIED** | held |');
  });

  it('a sheet that moves nobody by force says nothing of the RTO', () => {
    for (const name of ['ESTABLISH', 'REPROTECT']) expect(page(`Sheet ${name}`)).not.toContain('RTO');
    const switched = manifest();
    switched.workloads[0]!.procedures[0]!.transition = 'switch';
    expect(page('Sheet SWITCH', switched)).not.toContain('RTO');
    expect(page('Sheet FAILOVER')).toContain('RTO');
  });
});

describe('nothing on paper acts on what shows it', () => {
  const hidden = manifest();
  const [procedure] = hidden.workloads[0]!.procedures;
  procedure!.title = 'Fail over\u001b[2J\u202e';
  procedure!.waves[0]!.actions[1] = {
    ...procedure!.waves[0]!.actions[1]!,
    do: 'command',
    run: ['echo', 'a\u001bb'],
    endpoint: 'x',
  } as Action;
  hidden.workloads[0]!.findings[0]!.acknowledged = { reason: 'agreed\u001b]0;title\u0007' };
  const [runbook, dossier] = [runbookMarkdown(hidden, 'billing'), dossierMarkdown(hidden)];

  it('control characters are written as such, in the runbook and in the dossier', () => {
    expect(`${runbook}${dossier}`).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(runbook).toContain('Fail over\\x1b[2J\\u202e');
    expect(dossier).toContain('agreed\\x1b]0;title\\x07');
  });

  it('a line to copy still gives the shell the same word', () => {
    const line = commands(runbook).find((one) => one.startsWith('echo'))!;
    expect(line).toBe(`echo 'a'"$(printf '\\033')"'b'`);
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe('a\u001bb\n');
  });
});

describe('what is found, and what is secret', () => {
  const named = (id: string) => ({ id, title: `Do ${id}`, endpoint: 'eu-central-1' });
  const as = AS;
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
  });

  it('say how an id is found that cannot be computed, each way once', () => {
    const m = manifest();
    const stack = m.stacks.find(({ id }) => id === 'billing-eu-central-1')!;
    expect(page('Annex billing-eu-central-1', m)).not.toContain('has to be found first');
    stack.lookUps = { 'aws_lb.web': 'by its name', 'aws_vpc.net': 'by its tag', 'aws_lb.api': 'by its name' };
    const sheet = page('Annex billing-eu-central-1', m);
    expect(sheet).toContain('- `aws_lb.api`, `aws_lb.web`: by its name\n- `aws_vpc.net`: by its tag\n');
    expect(sheet).not.toContain('The manifest knows no import ids');
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
    expect(sheet).toContain('with the same checks; then commit `situation.json`:');
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
    expect(cover).toContain('| Sheet FAILOVER | 4 | Promote and start in Frankfurt |\n');
    expect(cover).toMatch(/Of \d+ more steps that start, copy or open something, no command takes it back: each says so where it stands\./);
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

describe('a printed copy', () => {
  it('lists its parts, and each part says which one it is and of which copy', () => {
    const parts = pages();
    const headings = parts.map((part) => /^# (.*)$/m.exec(part)![1]!);
    const listed = [...coverOf().matchAll(/^(\d+)\. \[(.*)\]\(#(.*)\)$/gm)].map(([, number, heading]) => [Number(number), heading]);
    expect(listed).toEqual(headings.map((heading, i) => [i + 1, heading]));
    parts.forEach((part, i) => {
      expect(part).toContain(
        `\n\nPart ${i + 1} of ${parts.length} · billing · declaration 1 of 2026-11-21T03:12:00Z · cdktf-continuity ${VERSION} · `,
      );
    });
  });

  it('links to its headings as viewers name them', () => {
    expect(coverOf()).toContain('[Sheet FAILOVER · billing](#sheet-failover--billing)');
    expect(anchor('Annex billing-eu-west-3')).toBe('annex-billing-eu-west-3');
    expect(anchor('Runbook: a_b')).toBe('runbook-a_b');
  });

  it('bears the digest of the manifest, which says another one where anything of it differs', () => {
    const digest = (m = manifest()) => /sha256 of `continuity.json`: `([0-9a-f]{64})`/.exec(coverOf(m))![1];
    expect(digest()).toBe(createHash('sha256').update(manifestText(manifest())).digest('hex'));
    const other = manifest();
    other.workloads[0]!.tier = 'warm';
    expect(digest(other)).not.toBe(digest());
  });

  it('is dated by the last change of the situation alone', () => {
    const untouched = manifest();
    untouched.situation = { ...untouched.situation, log: [] };
    expect(coverOf(untouched)).toContain('nothing was declared yet');
    expect(pages(untouched)[0]).toContain('declaration 1 · cdktf-continuity');
  });
});

describe('what must be at hand', () => {
  it('says from where steps may be run, of the sites that the sheet calls and that say so', () => {
    const m = manifest();
    for (const site of m.workloads[0]!.sites) if (site.region === 'eu-central-1') site.runBy = 'from 203.0.113.7, as an officer';
    expect(page('Sheet FAILOVER', m)).toContain('- Run at `aws:eu-central-1`: from 203.0.113.7, as an officer.');
    expect(page('Sheet FAILOVER')).not.toContain('- Run at');
    expect(page('Sheet REPROTECT', m)).not.toContain('- Run at');
  });

  it('says which versions are needed of what the sheet calls, and that of GNU where a moment is read', () => {
    const m = manifest();
    const [failover] = m.workloads[0]!.procedures;
    const known = (name: string, oldest: string) => ({ name, oldest, fix: '', steps: [] });
    m.workloads[0]!.doctor = { programs: [known('aws', '2.1'), known('az', '2.70.0')], unseen: [], places: [] };
    failover!.waves[1]!.actions.push(
      checkStep({ id: 'reads', title: 'x', run: script('date -u -d "$1" +%s', 'now'), matches: '', endpoint: 'eu-central-1' }),
    );
    expect(page('Sheet FAILOVER', m)).toContain('(Terraform 1.11 or newer; `aws` 2.1 or newer; `date` of GNU coreutils).');
  });

  it('is the programs that the steps call, those inside of a shell text too, and whose credentials', () => {
    const m = manifest();
    const [failover] = m.workloads[0]!.procedures;
    failover!.waves[1]!.actions.push(
      checkStep({ id: 'in-shell', title: 'x', run: script('date; x=$(jq .a)', 'az'), matches: '', endpoint: 'eu-central-1', as: AS }),
    );
    const sheet = page('Sheet FAILOVER', m);
    expect(sheet).toContain('- Programs: `continuity`, `aws`, `date`, `jq`, `psql`, `sh`, `terraform` (Terraform 1.11 or newer).');
    expect(sheet).toContain('- Credentials: `111122223333` at `aws:eu-central-1`; `111122223333` at `aws:eu-west-3`; the backup account.');
    expect(coverOf(m)).toContain('| Sheet FAILOVER | `aws`, `date`, `jq`, `psql`, `sh`, `terraform` |');
    expect(page('Sheet REPROTECT')).toContain('- Programs: `continuity`.');
  });

  it('names the place of a state that is in none of the sites', () => {
    const m = manifest();
    const [failover] = m.workloads[0]!.procedures;
    failover!.waves[1]!.actions = [apply('billing-traffic', 'Records')];
    expect(page('Sheet FAILOVER', m)).toContain('the state in `eu-north-1`');
  });

  it('asks for the quotas of the site that is to serve, of a move alone', () => {
    expect(page('Sheet FAILOVER')).toContain('Quotas and capacity');
    expect(page('Sheet HOLD')).not.toContain('Quotas and capacity');
  });
});

describe('waiting, or moving', () => {
  const asking = () => {
    const m = manifest();
    const unless = { run: ['aws', 'lag', '--of', 'it is'], atMost: 60 };
    const [failover] = m.workloads[0]!.procedures;
    failover!.waves[0]!.actions.push(decide('age-ledger', 'Go on?', 'the decider', 'at most 60 s', { unless }));
    return m;
  };

  it("has a place for the provider's word, with its page where that is known", () => {
    const m = manifest();
    expect(page('Sheet HOLD', m)).toMatch(/What does the provider say\? Its page: _+ \|/);
    m.workloads[0]!.sites.find(({ key }) => key === PARIS)!.statusPage = {
      url: 'https://status.example',
      source: 'https://docs.example',
      date: '2026-11-29',
    };
    expect(page('Sheet HOLD', m)).toContain(
      'What does the provider say? https://status.example (named by https://docs.example, read 2026-11-29) |',
    );
    expect(page('Sheet FAILOVER', m)).not.toContain('status.example');
  });

  it('has a place for the last measured lag, and the command that reads it now', () => {
    const sheet = page('Sheet HOLD', asking());
    expect(sheet).toMatch(/^\| Ledger \| 4 min \*\*UNVERIFIED\*\* \| _+ s \| `____:____` \|$/m);
    expect(sheet).toContain('`age-ledger`, at most 60:');
    expect(commands(sheet)).toContain(`aws lag --of 'it is'`);
    expect(sheet).toContain('- Programs: `continuity`, `aws`.');
    expect(page('Sheet HOLD')).toContain('No command asks for it');
  });

  it('says what a lag counts to: the moment of the loss where that is declared, else that of its measure, of which the outage is taken off', () => {
    expect(page('Sheet HOLD', asking())).toContain(
      'Each counts to the moment since when it is declared: no minute of the outage is in it.',
    );
    const peace = asking();
    delete peace.workloads[0]!.situation.interruptedSince;
    expect(page('Sheet HOLD', peace)).toContain('take off the minutes since the interruption began (`____:____`)');
    expect(page('Sheet HOLD')).not.toContain('Each counts');
  });

  it('has the moment beside what is declared lost, and beside nothing else', () => {
    const m = manifest();
    const [failover] = m.workloads[0]!.procedures;
    failover!.due = false;
    failover!.declaration = [
      ['continuity', 'declare', 'lost', PARIS],
      ['continuity', 'declare', 'failover', 'billing', '--to', FRANKFURT],
    ];
    const sheet = page('Sheet FAILOVER', m);
    expect(sheet).toContain(`continuity declare lost ${PARIS} --since HH:MM\n`);
    expect(sheet).toContain(`continuity declare failover billing --to ${FRANKFURT}\n`);
  });

  it('says until when waiting is possible', () => {
    expect(page('Sheet HOLD')).toContain('until 2026-11-21 08:30 UTC');
    const late = manifest();
    late.workloads[0]!.objectives.mtpd = 9000;
    expect(page('Sheet HOLD', late)).toContain('| no time is left | now |');
  });
});

describe('a step says what is its own', () => {
  const sheetOf = (...actions: Action[]): string => {
    const m = manifest();
    m.workloads[0]!.procedures[0]!.waves = [{ name: 'all', purpose: 'all', actions }];
    return page('Sheet FAILOVER', m);
  };
  const stepsIn = (sheet: string) => sheet.slice(sheet.indexOf('## all'));
  const check = (over: object = {}) =>
    checkStep({ id: 'look', title: 'Look', run: ['x'], matches: 'ok', endpoint: 'eu-central-1', ...over });

  it('and what is true of every other is told once', () => {
    const sheet = sheetOf(check(), apply('billing-eu-central-1', 'Apply'), note('started', 'Begun'));
    expect(count(sheet, 'Unless a step says otherwise')).toBe(1);
    expect(stepsIn(sheet)).not.toMatch(/be repeated|For Terraform|Expected:|If it fails:|Nothing to undo/);
    expect(sheet).toContain('`look` · **runner** · Look · usually 10 s\n');
    expect(sheet).toContain('Apply · usually 4 min, failed after 1 h 30 min');
  });

  it('where it differs, it is there', () => {
    const odd = apply('billing-eu-central-1', 'Apply', {
      repeatable: false,
      terraform: 'ignored',
      expected: 'it hums',
      onFailure: 'run',
      undo: '`undo it`',
    });
    const steps = stepsIn(sheetOf(odd, check({ onFailure: 'ask', guards: true, bestEffort: true })));
    for (const line of [
      '- Expected: it hums.',
      '- If it fails: run.',
      '- **Do not repeat it.**',
      '- To undo it: `undo it`.',
      '- For Terraform: the change is made behind its back',
      '- If it fails: ask. Else **write it down and go on: this step is best effort.**',
      '- **Ask it again whenever you go on',
    ])
      expect(steps).toContain(line);
  });

  it('what cannot be undone says so, and what leaves nothing to undo says why', () => {
    const steps = stepsIn(
      sheetOf(
        apply('billing-eu-central-1', 'A', { pointOfNoReturn: true }),
        apply('billing-eu-central-1', 'B', { undo: 'nothing to undo: all is kept' }),
        apply('billing-eu-central-1', 'C'),
      ),
    );
    expect(steps).toContain('- **Cannot be undone.**');
    expect(steps).toContain('- No command takes it back.');
    expect(steps).toContain('- Nothing to undo: all is kept.');
  });

  it('of a move: until when it is given up, by which command, and which move goes back', () => {
    const sheet = page('Sheet FAILOVER');
    expect(sheet).toContain(
      'To give it up, before step 3: `continuity declare abort billing`, synthesize, `continuity run billing --execute`.',
    );
    expect(sheet).toContain('going back is another move: `continuity declare switch billing --to aws:eu-west-3`, once it stands by again');
    const begun = manifest();
    Object.assign(begun.workloads[0]!.situation, { phase: 'failing-over', then: [] });
    expect(page('Sheet FAILOVER', begun)).not.toContain('declare abort');
    expect(page('Sheet REPROTECT')).not.toContain('To give it up');
  });
});

describe("the application's own check", () => {
  it('has a place on every sheet of a move, and names the steps that ask it where it is declared', () => {
    const sheet = page('Sheet FAILOVER');
    expect(sheet).toContain('no step asks whether billing works');
    expect(sheet).toMatch(/- \[ \] _+ Result: _+ Name: _+ Time: `____:____`/);
    expect(page('Sheet HOLD')).not.toContain("application's own check");
    const m = manifest();
    m.workloads[0]!.procedures[0]!.waves[1]!.actions.push(
      checkStep({ id: 'own-orders', title: 'Orders are there', run: ['curl', 'x'], matches: '', endpoint: 'x' }),
    );
    expect(page('Sheet FAILOVER', m)).toContain('- Step 8 asks: Orders are there.');
    expect(commands(page('Sheet FAILOVER', m))).toContain('curl x');
  });
});

it('is the same bytes for the same input, and refuses a workload that is not there', () => {
  expect(runbookMarkdown(manifest(), 'billing')).toBe(runbookMarkdown(manifest(), 'billing'));
  expect(() => runbookMarkdown(manifest(), 'payroll')).toThrow(/DR-REP-01[\s\S]*payroll[\s\S]*billing/);
});
