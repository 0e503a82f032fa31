import type { Action } from './actions';
import { applyOf, arrive, claim, dataOf, movedIn, sidesOf, silent, stepsAt, wave, type Draft, type ProcedureInput } from './draft';
import { record, wait } from './steps';

/** Everything, in the order of peace. */
export function establish(input: ProcedureInput): Draft {
  const { plan } = input;
  const sites = [plan.active, plan.standby];
  return {
    title: `Establish ${input.id}, or bring it up to date`,
    declaration: [],
    needs: [...sites, 'every control plane: in peace'],
    decides: 'the pipeline: nothing is moved',
    waves: [
      wave(
        'base',
        'What global control planes hold: never on the day',
        sites.map((site) => applyOf(input, `${site}/base`, `Roles of ${site}`)),
      ),
      wave(
        'sites',
        'Each site by itself, the active one first: the standby follows it',
        sites.map((site) => applyOf(input, site, `Recovery stack of ${site}`)),
      ),
      wave('links', 'What joins them', [applyOf(input, 'links', 'Replication between the sites')]),
      wave('traffic', 'Names and checks', [applyOf(input, 'traffic', 'Records and checks')]),
    ],
  };
}

function trafficTurn(input: ProcedureInput): (Action | undefined)[] {
  const first = applyOf(input, 'traffic', 'New checks, beside the old ones', { targets: [...input.trafficFirst] });
  return first
    ? [
        { ...first, id: `${first.id}-checks` },
        wait('checks-report', 'The new checks report', 40),
        applyOf(input, 'traffic', 'The record follows the new checks'),
      ]
    : [];
}

/** The side that lost the role stands by again. */
export function reprotect(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  return {
    title: `${standby} stands by for ${active} again`,
    declaration: [['continuity', 'declare', 'normal', standby]],
    needs: [active, standby, 'every control plane: in peace'],
    decides: 'the operator, in working hours: users notice nothing',
    waves: [
      wave('stand by', 'New generations beside the old ones, which are kept', [
        applyOf(input, active, `Recovery stack of ${active}`),
        applyOf(input, standby, `Recovery stack of ${standby}`),
      ]),
      wave('links', 'Replication in the other direction', [
        applyOf(input, 'links', 'Replication between the sites'),
        ...stepsAt(input, standby, 'reprotect'),
      ]),
      wave('traffic', 'The switch rests on the new active site', trafficTurn(input)),
    ],
  };
}

/** The first half of a planned switch: no write any more, then no lag. */
export function fenceForSwitch(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  const lags = stepsAt(input, standby, 'lag');
  return {
    title: `Prepare a planned switch of ${input.id}: fence ${active}, wait until nothing lags`,
    declaration: [['continuity', 'declare', 'fence', input.id, '--at', active]],
    needs: [active, standby],
    decides: 'the change manager: users see the maintenance page from here on',
    waves: [
      wave('fence', 'No write any more', [
        applyOf(input, active, `Recovery stack of ${active}, fenced`),
        ...stepsAt(input, active, 'fenced'),
      ]),
      wave('drain', 'Lag 0', [
        ...lags,
        record('lag', 'Write down the lag', { components: dataOf(input), after: lags.map((lag) => lag.id) }),
      ]),
    ],
  };
}

/** The second half: the move, without loss. */
export function plannedSwitch(input: ProcedureInput): Draft {
  const { taker, giver } = sidesOf(input);
  return {
    title: `Switch ${input.id} from ${giver} to ${taker}, without loss`,
    declaration: [['continuity', 'declare', 'switch', input.id, '--to', taker, '--by', 'NAME']],
    needs: [taker],
    decides: 'the change manager',
    waves: [
      wave('pre-checks', 'The standby can take over', stepsAt(input, taker, 'before')),
      wave('promote', 'Data first, then the entrance', [
        ...silent(input, giver),
        record('started', 'Write down that the promotion begins', { components: movedIn(input) }),
        ...claim(input, taker),
        ...stepsAt(input, taker, 'promote'),
        applyOf(input, taker, `Promote and open ${taker}`, { pointOfNoReturn: true, undo: undefined }),
      ]),
      wave('verify', 'Data is writable, users arrive', [...stepsAt(input, taker, 'verify'), ...arrive(input)]),
      wave('evidence', 'Then synthesize, and reprotect', [
        record('completed', 'Write down that the promotion is verified', { components: movedIn(input) }),
      ]),
    ],
  };
}
