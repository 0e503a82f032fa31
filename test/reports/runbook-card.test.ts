import { checkStep } from '../../lib/words/steps';
import type { WorkloadManifest } from '../../lib/reports/manifest';
import { PAGE_BREAK } from '../../lib/reports/markdown';
import { ROLES } from '../../lib/reports/runbook-people';
import { runbookMarkdown } from '../../lib/reports/runbook-markdown';
import { manifest, PARIS } from './fixture';

const CONTACTS: NonNullable<WorkloadManifest['contacts']> = {
  people: [
    {
      role: 'continuity manager',
      name: 'Ada Lovelace',
      phone: '+33 1 23',
      channel: '#crisis',
      deputy: { name: 'Grace Hopper', phone: '+33 1 45' },
    },
    { role: 'crisis team', name: 'The desk', phone: '+33 1 67' },
  ],
  conference: '+33 1 99, code 12',
  breakGlass: 'the safe',
};

/** A runbook of a workload in another state. */
function runbook(change: (workload: WorkloadManifest) => void = () => undefined): string {
  const made = manifest();
  change(made.workloads[0]!);
  return runbookMarkdown(made, 'billing');
}
const card = (change?: (workload: WorkloadManifest) => void) => runbook(change).split(PAGE_BREAK)[0]!;
const commands = (text: string) => [...text.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].flatMap((m) => m[1]!.split('\n'));
/** In peace: nothing is declared, establish is due. */
const peace = (workload: WorkloadManifest): void => {
  delete workload.situation.interruptedSince;
  Object.assign(workload.situation, { phase: 'normal', then: [] });
  for (const one of workload.procedures) one.due = one.transition === 'establish';
  const failover = workload.procedures.find(({ transition }) => transition === 'failover')!;
  failover.declaration.unshift(['continuity', 'declare', 'lost', PARIS]);
};

describe('the card', () => {
  it('opens the runbook and fits one page', () => {
    expect(runbook().startsWith('# Card · billing\n')).toBe(true);
    for (const text of [card(), card(peace), card((w) => (w.contacts = CONTACTS))]) expect(text.split('\n').length).toBeLessThan(55);
  });

  it('says who is called, the deputy too, where everybody meets, and where the emergency credentials are', () => {
    const text = card((workload) => (workload.contacts = CONTACTS));
    expect(text).toContain('| continuity manager | Ada Lovelace | +33 1 23 | #crisis |');
    expect(text).toContain('| deputy continuity manager | Grace Hopper | +33 1 45 | – |');
    expect(text).toContain('- Conference: +33 1 99, code 12');
    expect(text).toContain('- Break-glass credentials: the safe');
  });

  it('has a line to write on for each role that sheets name and nobody is declared for', () => {
    const blanks = (text: string) => ROLES.filter((role) => new RegExp(`^\\| ${role} \\| _+ \\| _+ \\|`, 'm').test(text));
    expect(blanks(card())).toEqual([...ROLES]);
    expect(blanks(card((workload) => (workload.contacts = CONTACTS)))).toEqual(['change manager', 'operator']);
  });

  it('says by when to start for the RTO, and by when to decide for the MTPD', () => {
    // 1 h − 30 min; 8 h − 2 h − 30 min, from 03:00.
    expect(card()).toMatch(/\*\*Start by\*\*.*\(1 h from the incident\).*\| 30 min \*\*UNVERIFIED\*\* \| 2026-11-21 03:30 UTC/);
    expect(card()).toMatch(/\*\*Decide by\*\*.*MTPD 8 h.*\| 5 h 30 min \*\*UNVERIFIED\*\* \| 2026-11-21 08:30 UTC/);
    expect(card(peace)).toContain('| `____:____` + 5 h 30 min = `____:____` |');
    expect(card((workload) => (workload.objectives.rto = 1200))).toMatch(/\*\*Start by\*\*.*\| \*\*AT ONCE\*\* \| \*\*now\*\* \|/);
  });

  it.each([
    ['detection', '35 min'],
    ['call', '50 min'],
  ])('counts from the interruption where the clock of the RTO starts later: %s', (clock, after) => {
    const text = card((workload) => {
      workload.objectives.clock = clock;
      // What the budget counts begins with the clock.
      workload.budget.rto -= clock === 'call' ? 1200 : 300;
    });
    expect(text).toMatch(new RegExp(`\\*\\*Start by\\*\\*.*from the ${clock}\\) \\| ${after} `));
  });

  it('has five commands before the event, the moment in the first', () => {
    expect(commands(card(peace))).toEqual([
      `continuity declare lost ${PARIS} --since HH:MM`,
      `continuity declare failover billing --to aws:eu-central-1 --incident 'water & fire'`,
      'cdktf synth',
      'continuity plan billing',
      'continuity run billing --execute',
    ]);
    expect(card(peace)).toContain(
      'Point of no return: step 4.** Until the promotion is recorded as begun: `continuity declare abort billing`',
    );
    expect(card(peace)).toContain('Step 4 loses (Promote and start in Frankfurt): what was not replicated, up to 15 min');
  });

  it('has what is left of them once it is declared, and what else could be declared', () => {
    const text = card((workload) => {
      for (const one of workload.procedures) one.due = one.transition === 'hold';
    });
    expect(commands(text)[0]).toBe('continuity declare failover billing --to aws:eu-central-1');
    expect(commands(text)).toHaveLength(4);
    expect(text).toContain('in place of the first line: `continuity declare normal aws:eu-west-3`');
  });

  it('has the run alone while a move is open, and no abort once that is begun', () => {
    const moving = (then: string[][]) => card((workload) => Object.assign(workload.situation, { phase: 'failing-over', then }));
    expect(commands(moving([['continuity', 'declare', 'abort', 'billing']]))).toEqual([
      'continuity plan billing',
      'continuity run billing --transition failover --execute',
    ]);
    expect(moving([['continuity', 'declare', 'abort', 'billing']])).toContain('`continuity declare abort billing`');
    expect(moving([])).not.toContain('declare abort');
    expect(moving([])).toContain('it goes on to its end');
  });

  it('promises no failover to a site that is out', () => {
    const made = manifest();
    const [workload] = made.workloads;
    peace(workload!);
    made.situation.status = { 'aws:eu-central-1': { is: 'lost', since: '2026-11-21T03:00:00Z', by: 'Ada' } };
    const [text] = runbookMarkdown(made, 'billing').split(PAGE_BREAK);
    expect(text).toContain('**No failover is possible: `aws:eu-central-1` is declared lost.**');
    expect(text).not.toContain('declare failover');
  });

  it("names the step of the application's own check, or has a place for it", () => {
    expect(card(peace)).toMatch(/The application's own check: _+/);
    const own = checkStep({ id: 'own-orders', title: 'Orders', run: ['curl'], matches: '', endpoint: 'x' });
    const text = card((workload) => {
      peace(workload);
      workload.procedures.find(({ transition }) => transition === 'failover')!.waves[1]!.actions.push(own);
    });
    expect(text).toContain("The application's own check: step 8.");
  });
});

describe('who is called', () => {
  it('stands where a sheet names the role, for who decides and for who is told', () => {
    const text = runbook((workload) => {
      workload.contacts = CONTACTS;
      const failover = workload.procedures.find(({ transition }) => transition === 'failover')!;
      failover.decides = 'the continuity manager, at once';
      const [decide] = failover.waves[0]!.actions;
      if (decide?.do === 'decide') decide.who = 'the continuity manager';
      const told = failover.waves[1]!.actions.find(({ id }) => id === 'tell');
      if (told?.do === 'notify') told.audience = 'the crisis team';
    });
    const call = 'Call the continuity manager: Ada Lovelace **+33 1 23** (#crisis), else Grace Hopper **+33 1 45**.';
    expect(text).toContain(`- Decides: the continuity manager, at once. ${call}`);
    expect(text).toContain(`\n\n${call}\n\nDecision: ____`);
    expect(text).toContain('\n\nCall the crisis team: The desk **+33 1 67**.\n\n> Service is back.');
    expect(text).toMatch(/Acknowledged by: _+ Time: `____:____`/);
  });
});
