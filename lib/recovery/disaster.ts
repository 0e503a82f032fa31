import { inWords } from '../objectives/duration';
import { holdsData } from '../words/kinds';
import { kebab } from '../plan/names';
import { lineOf } from '../situation/lines';
import { applyOf, closing, decidesOf, fromDecision, siteOf, stepsAt, wave, type Draft, type ProcedureInput } from './draft';
import { silent, unclaimed } from './guards';
import { seenToRun, servingAt } from './serving';
import type { Action } from '../words/actions';
import { aged, arrived, crossing, looked } from './moves';
import { decide, manual, notify, NOTED, record } from './tasks';

/** What is declared of a site that does not answer, or of one that is not trusted. */
const saying = (input: ProcedureInput, site: string): string[] =>
  lineOf({ op: siteOf(input, site)?.status === 'avoid' ? 'avoid' : 'lost', site });

/** Seconds from the decision until users are served: detection and decision are over then. The longer of the budget and of the steps. */
function fromNow(input: ProcedureInput): number {
  const steps = failover(input).waves.flatMap(({ actions }) => actions.filter((action) => action.do !== 'decide'));
  return Math.max(
    fromDecision(input.plan),
    steps.reduce((sum, { usual }) => sum + usual, 0),
  );
}

/** What a forced move loses by the plan, marked where it rests on a figure that nobody checked. */
function mostLost({ budget, protections }: ProcedureInput['plan']): string {
  const checked = protections.every(({ declaration, rpo }) => declaration.id !== budget.worst || rpo.verified);
  return `${inWords(budget.rpo)}${checked ? '' : ' UNVERIFIED'}`;
}

/** A site is out and nobody has decided. */
export function hold(input: ProcedureInput): Draft {
  const { plan } = input;
  const { active, standby, progress } = plan;
  const { workload: id, open, asked } = progress;
  const loss = `up to ${mostLost(plan)} of data (${plan.budget.worst})`;
  const is = open || asked || siteOf(input, active)?.status ? progress.is : 'the active site does not answer';
  const lines = input.advice.map((line) => line.join(' '));
  return {
    title: `${id}: ${is}. Wait, or decide`,
    declaration: [saying(input, active)],
    needs: [],
    decides: decidesOf(input),
    waves: [
      wave('decide', 'Waiting is legal and often right', [
        notify(
          'notify-hold',
          'the crisis team',
          `${id}: ${is}. A failover to ${standby} takes about ${inWords(fromNow(input))} from now, once decided, and loses ${loss}.`,
        ),
        decide(
          'decide-failover',
          `Decide on ${id} now, rather than wait?`,
          decidesOf(input),
          `then one of: ${lines.length > 0 ? lines.join('; ') : lineOf({ op: 'failover', workload: id, to: standby }).join(' ')}. Synthesize, and continuity run ${id}`,
        ),
      ]),
    ],
  };
}

/** The standby does not answer, or is fenced: users notice nothing. */
export function standbyLost(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  const isFenced = input.plan.sites[standby]?.role === 'fenced';
  return {
    title: `${standby} is ${isFenced ? 'not trusted, and fenced' : 'lost'}: ${input.plan.progress.workload} serves, unprotected`,
    declaration: [saying(input, standby)],
    needs: isFenced ? [active, standby] : [active],
    decides: 'the operator: users notice nothing',
    waves: [
      wave('fence', 'Its fence is made again: somebody may have lifted it', isFenced ? closing(input, standby) : []),
      wave(
        'withhold',
        'Copies to the lost site stop failing',
        servingAt(input, active, `Recovery stack of ${active}, without copies to ${standby}`),
      ),
      wave('tell', 'Until it is back', [
        notify('notify-unprotected', 'the crisis team', `${input.plan.progress.workload} has no standby. Copies stay at ${active} only.`),
        copyElsewhere(input),
        ...input.plan.protections.map((one) => backlog(one, standby)),
      ]),
    ],
  };
}

/** A recovery point can be copied only of what its service makes one of; the rest is where users are served, and nowhere else. */
function copyElsewhere({ plan: { active, standby, protections } }: ProcedureInput): Action | undefined {
  const data = protections.filter(({ declaration }) => holdsData(declaration));
  const named = (hasPoints: boolean): string =>
    data
      .filter(({ copies, restores }) => (copies !== undefined && restores === copies) === hasPoints)
      .map(({ declaration }) => declaration.id)
      .sort()
      .join(', ');
  const [copied, alone] = [named(true), named(false)];
  if (!copied && !alone) return undefined;
  const third = `a region that is neither ${active} nor ${standby}`;
  const text = [
    ...(copied ? [`Copy the latest recovery point of ${copied} from ${active} to ${third}.`] : []),
    ...(alone
      ? [`There is no recovery point to copy of ${alone}: export it there by means of your own, or it stays at ${active} alone.`]
      : []),
  ].join(' ');
  return manual('copy-elsewhere', 'Keep a copy in a third region', text, { bestEffort: true });
}

/** What is kept for a replica that does not answer goes on growing where users are served. */
const backlog = ({ declaration: { id }, keeps }: ProcedureInput['plan']['protections'][number], standby: string): Action | undefined =>
  keeps === undefined ? undefined : manual(`backlog-${kebab(id)}`, `See what ${id} keeps for ${standby}`, keeps, { bestEffort: true });

/** Seconds of the budget that are left for the apply of the crossing: what a step ahead of it promotes or makes is not made twice. */
function promoting(input: ProcedureInput): number {
  const { parts } = input.plan.budget;
  const counted = (name: string): number =>
    parts.filter((part) => part.name.startsWith(name)).reduce((sum, { figure }) => sum + figure.seconds, 0);
  const made = stepsAt(input, input.plan.progress.taker, 'promote').reduce((sum, { usual }) => sum + usual, 0);
  return counted('apply') + Math.max(0, counted('wave') - made);
}

/** A forced move. */
export function failover(input: ProcedureInput): Draft {
  const { plan } = input;
  const { taker, giver, workload: id } = plan.progress;
  const kept = plan.traffic
    ? 'Users are kept away from it by the switch of traffic'
    : 'There is no switch of traffic: users are kept away from it by nothing but what applications and names of your own are told';
  const told = `${giver} is lost and cannot be fenced now. ${kept}; it is fenced before it may stand by.`;
  const fencing = plan.sites[giver]?.role === 'fenced' ? closing(input, giver, true) : [notify('notify-fence', 'the crisis team', told)];
  return {
    title: `Fail ${id} over from ${giver} to ${taker}`,
    declaration: [
      ...(siteOf(input, giver)?.status ? [] : [lineOf({ op: 'lost', site: giver })]),
      lineOf({ op: 'failover', workload: id, to: taker }),
    ],
    needs: [taker],
    decides: decidesOf(input),
    waves: [
      looked(input),
      wave('age', 'What is lost is what was shown', aged(input)),
      wave('fence', 'The old side takes no write (best effort, time-boxed)', fencing),
      crossing(input, {
        losesData: lossOf(input),
        usual: promoting(input),
      }),
      ...arrived(input, [notify('notify-done', 'everybody', `${id} is served from ${taker}. It is unprotected until ${giver} is back.`)]),
    ],
  };
}

/** What a move loses, as it was shown when it was declared; before that, by the plan. */
function lossOf(input: ProcedureInput): string {
  const { plan } = input;
  const { giver, open } = plan.progress;
  const usual = `what ${giver} had not copied: up to ${mostLost(plan)} (${plan.budget.worst})`;
  const more = Object.entries(open?.components ?? {}).flatMap(([id, { loss, since, point }]) => {
    if (loss === 'since') return `${id}: all since ${since ?? 'it last stood there'}`;
    if (loss !== 'all') return [];
    return point ? `${id}: all that is not in ${point}` : `${id}: everything`;
  });
  return more.length > 0 ? more.join('; ') : usual;
}

/** Sites that answer and owe a fence, or are not trusted: each by itself, so that one that fails stops no other. */
export function fence(input: ProcedureInput): Draft {
  const { standby, progress } = input.plan;
  const sites = progress.fences.length > 0 ? progress.fences : [standby];
  const op = (site: string): 'normal' | 'avoid' =>
    siteOf(input, site)?.owes && siteOf(input, site)?.status !== 'avoid' ? 'normal' : 'avoid';
  const isPlural = sites.length > 1;
  return {
    title: `${sites.join(' and ')} ${isPlural ? 'answer, and are' : 'answers, and is'} not fenced: fence ${isPlural ? 'them' : 'it'}`,
    declaration: sites.map((site) => lineOf({ op: op(site), site })),
    needs: sites,
    decides: 'the operator',
    waves: sites.map((site) =>
      wave(
        isPlural ? `fence ${site}` : 'fence',
        'Compute 0, entrance closed, writes refused, data kept; only a confirmed fence lets the site stand by',
        closing(input, site, isPlural),
      ),
    ),
  };
}

/** What once stood there follows still; of what never did, or was never told that it lost the role, nobody can say more than that nobody claimed it. */
function following(input: ProcedureInput, taker: string): Action[] {
  const follows = (component: string): boolean => {
    const { stood = false, untold = false } = siteOf(input, taker)?.components[component] ?? {};
    return stood && !untold;
  };
  const steps = stepsAt(input, taker, 'follows', ({ component, current }) => current && follows(component));
  return steps.map((step) => (step.do === 'check' ? { ...step, guards: true } : step));
}

/** What a fence ended between the sites is made anew by what is due next, which needs both: it is no part of giving users back. */
function unjoined(input: ProcedureInput, taker: string): { readonly expected?: string } {
  const all = Object.entries(siteOf(input, taker)?.components ?? {});
  const ended = all.flatMap(([id, { stood, standing }]) => (stood && !standing ? [id] : [])).sort();
  if (ended.length === 0) return {};
  return { expected: `${NOTED}, synthesize, and run what is due then: until that is done ${ended.join(', ')} is not sent to ${taker}` };
}

/** What was given up is given back, before anything was promoted. */
export function abort(input: ProcedureInput): Draft {
  const { taker, giver, workload } = input.plan.progress;
  const isWithheld = (site: string): boolean => siteOf(input, site)?.withheld === true;
  // What followed a site that is gone follows nothing, promoted or not: it stands by for nobody, and is taken over next.
  const standsBy = siteOf(input, giver)?.status !== 'gone';
  return {
    title: `A move of ${workload} from ${giver} to ${taker} was given up before anything was promoted`,
    declaration: [lineOf({ op: 'abort', workload })],
    needs: [taker, giver].filter((site) => !isWithheld(site)),
    decides: decidesOf(input),
    waves: [
      wave('stand by', `${taker} stands by as before, and was not promoted`, [
        ...unclaimed(input, taker),
        // What was promoted must not be made a standby again: looked at before the apply that would try.
        ...(isWithheld(taker) || !standsBy ? [] : following(input, taker)),
        standsBy ? applyOf(input, taker, `Recovery stack of ${taker}, standing by`) : undefined,
      ]),
      wave('back', `${giver} as before`, [
        ...(isWithheld(giver)
          ? []
          : [...servingAt(input, giver, `Recovery stack of ${giver}`, silent(input, taker)), ...seenToRun(input, giver)]),
        record('undone', 'Write down that it is given back', isWithheld(taker) || !standsBy ? {} : unjoined(input, taker)),
      ]),
    ],
  };
}
