import { inWords } from '../objectives/duration';
import {
  applyOf,
  arrive,
  claim,
  dataOf,
  decidesOf,
  movedIn,
  sidesOf,
  silent,
  stepsAt,
  wave,
  type Draft,
  type ProcedureInput,
} from './draft';
import { decide, manual, notify, record } from './steps';

/** A site is lost and nobody has decided. */
export function hold(input: ProcedureInput): Draft {
  const { giver, taker } = sidesOf(input);
  const { plan } = input;
  const loss = `up to ${inWords(plan.budget.rpo)} of data (${plan.budget.worst})`;
  return {
    title: `${giver} is lost and nobody has decided: wait, or fail over`,
    declaration: [['continuity', 'declare', 'lost', giver]],
    needs: [],
    decides: decidesOf(input),
    waves: [
      wave('decide', 'Waiting is legal and often right', [
        notify(
          'notify-hold',
          'the crisis team',
          `${giver} is lost. ${input.id} is interrupted. A failover to ${taker} takes about ${inWords(plan.budget.rto)} and loses ${loss}.`,
        ),
        decide(
          'decide-failover',
          `Fail ${input.id} over to ${taker}, losing ${loss}, rather than wait for ${giver}?`,
          decidesOf(input),
          `then: continuity declare failover ${input.id} --to ${taker} --by NAME, synthesize, continuity run ${input.id}`,
        ),
      ]),
    ],
  };
}

/** The standby is lost: users notice nothing. */
export function standbyLost(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  return {
    title: `${standby} is lost: ${input.id} serves, unprotected`,
    declaration: [['continuity', 'declare', 'lost', standby]],
    needs: [active],
    decides: 'the operator: users notice nothing',
    waves: [
      wave('withhold', 'Copies to the lost site stop failing', [
        applyOf(input, active, `Recovery stack of ${active}, without copies to ${standby}`),
      ]),
      wave('tell', 'Until it is back', [
        notify('notify-unprotected', 'the crisis team', `${input.id} has no standby. Copies stay at ${active} only.`),
        manual(
          'copy-elsewhere',
          'Order a copy to a third region',
          `Copy the latest recovery point of ${dataOf(input).join(', ')} from ${active} to a region that is neither ${active} nor ${standby}.`,
          { bestEffort: true },
        ),
      ]),
    ],
  };
}

/** A forced move. */
export function failover(input: ProcedureInput): Draft {
  const { taker, giver } = sidesOf(input);
  const { plan, view, id } = input;
  const loses = `what ${giver} had not copied: up to ${inWords(plan.budget.rpo)} (${plan.budget.worst})`;
  const reachable = view.role(giver) === 'fenced';
  const fencing = reachable
    ? [
        applyOf(input, giver, `Fence ${giver}: compute 0, entrance closed, writes refused`, { bestEffort: true, timeout: 600 }),
        ...stepsAt(input, giver, 'fenced', true).map((a) => ({ ...a, bestEffort: true, timeout: 60 })),
      ]
    : [
        notify(
          'notify-fence',
          'the crisis team',
          `${giver} is lost and cannot be fenced now. Users are kept away from it by the switch of traffic; it is fenced before it may stand by (declare avoid ${giver}).`,
        ),
      ];
  return {
    title: `Fail ${id} over from ${giver} to ${taker}`,
    declaration: [
      ...(view.situation.status[giver] ? [] : [['continuity', 'declare', 'lost', giver]]),
      ['continuity', 'declare', 'failover', id, '--to', taker, '--by', 'NAME', '--incident', 'ID'],
    ],
    needs: [taker],
    decides: decidesOf(input),
    waves: [
      wave('pre-checks', 'The standby can take over', stepsAt(input, taker, 'before')),
      wave('fence', 'The old side takes no write (best effort, time-boxed)', fencing),
      wave('promote', 'Data first, then the entrance: one apply, in one region', [
        ...silent(input, giver),
        record('started', 'Write down that the promotion begins', { components: movedIn(input) }),
        ...claim(input, taker),
        ...stepsAt(input, taker, 'promote'),
        applyOf(input, taker, `Promote and open ${taker}`, {
          pointOfNoReturn: true,
          undo: undefined,
          losesData: loses,
          usual: plan.budget.parts
            .filter((p) => p.name.startsWith('wave') || p.name === 'apply')
            .reduce((sum, p) => sum + p.figure.seconds, 0),
        }),
      ]),
      wave('verify', 'Data is writable, users arrive', [...stepsAt(input, taker, 'verify'), ...arrive(input)]),
      wave('evidence', 'Write down that it is done', [
        notify('notify-done', 'everybody', `${id} is served from ${taker}. It is unprotected until ${giver} is back.`),
        record('completed', 'Write down that the promotion is verified', { components: movedIn(input) }),
      ]),
    ],
  };
}

/** A region is reachable, but not trusted. */
export function fence(input: ProcedureInput): Draft {
  const back = input.view.situation.status[input.plan.active]?.is === 'avoid' ? input.plan.active : input.plan.standby;
  const checks = stepsAt(input, back, 'fenced', true);
  return {
    title: `${back} is reachable but not trusted: fence it`,
    declaration: [['continuity', 'declare', 'avoid', back]],
    needs: [back],
    decides: 'the operator',
    waves: [
      wave('fence', 'Compute 0, entrance closed, writes refused, data kept', [
        applyOf(input, back, `Recovery stack of ${back}, fenced`),
        ...checks,
      ]),
      wave('confirm', 'Only a confirmed fence lets the site stand by', [
        record('fenced', `Write down that ${back} is fenced`, {
          site: back,
          after: [...(input.stacks[back] ? [`apply-${input.stacks[back]}`] : []), ...checks.map((check) => check.id)],
        }),
      ]),
    ],
  };
}

/** A move was given up before anything was promoted. */
export function abort(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  return {
    title: `A move of ${input.id} was given up before anything was promoted`,
    declaration: [['continuity', 'declare', 'abort', input.id]],
    needs: [standby],
    decides: decidesOf(input),
    waves: [
      wave('stand by', 'Both sites as before', [
        applyOf(input, standby, `Recovery stack of ${standby}, standing by`),
        applyOf(input, active, `Recovery stack of ${active}`),
      ]),
    ],
  };
}
