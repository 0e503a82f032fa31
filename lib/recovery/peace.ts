import { lineOf } from '../situation/lines';
import { CONTROL_PLANES, type Action } from '../words/actions';
import { applyOf, basesOf, lifted, seedsAt, siteOf, stepsAt, wave, type Draft, type ProcedureInput } from './draft';
import { ahead, arrived, closed, crossing, emptied, looked, quiesced, stillEmpty, withoutLoss } from './moves';
import { runsAt, servingAt } from './serving';
import { decide, manual, NOTED, record, wait } from './tasks';

const stands = ({ plan }: ProcedureInput): Action => {
  const { standby, progress } = plan;
  return record('standing', `Write down that ${standby} stands by, complete`, { components: [...progress.components], ...madeNext(plan) });
};

/** What is made by the next run: this one gave it what it is made from. */
function madeNext({ placements }: ProcedureInput['plan']): { readonly expected?: string } {
  const later = [...new Set(placements.flatMap(({ runsLater, component }) => (runsLater ? [component] : [])))];
  return later.length > 0 ? { expected: `${NOTED}, synthesize, and run it once more: that makes ${later.join(', ')}` } : {};
}

/** Everything, in the order of peace. */
export function establish(input: ProcedureInput): Draft {
  const { plan } = input;
  const { active, standby } = plan;
  const sites = [active, standby];
  return {
    title: `Establish ${input.plan.progress.workload}, or bring it up to date`,
    declaration: [],
    needs: [...sites, CONTROL_PLANES],
    decides: 'the pipeline: nothing is moved',
    waves: [
      wave('copies', 'What keeps copies beside the sites, with the credentials of that place', [
        applyOf(input, 'copies', `What keeps copies at ${plan.copyPlace?.site}`),
      ]),
      wave('base', 'What global control planes hold: never on the day', basesOf(input, sites)),
      wave('sites', 'Each site by itself, the active one first: the standby follows it', [
        ...servingAt(input, active, `Recovery stack of ${active}`),
        ...seedsAt(input, standby, 'sites'),
        ...lifted(input, standby),
        applyOf(input, standby, `Recovery stack of ${standby}`),
      ]),
      wave('links', 'What joins them', [
        ...seedsAt(input, standby, 'links'),
        applyOf(input, 'links', 'Replication between the sites'),
        ...seedsAt(input, standby),
      ]),
      wave('traffic', 'Names and checks', [...trafficUp(input), byOwner(input)]),
      wave('evidence', 'From here on a planned switch is possible', [
        ...runsAt(input, active),
        ...stepsAt(input, standby, 'standing'),
        stands(input),
      ]),
    ],
  };
}

/** What the library does not write: the records of a zone that another provider keeps. */
function byOwner({ plan: { traffic } }: ProcedureInput): Action | undefined {
  if (!traffic || traffic.byHand.length === 0) return undefined;
  const records = traffic.byHand.map(({ name, type, value }) => `${name} ${type} ${value}`).join('; ');
  return manual(
    'records',
    `Records of ${traffic.zone}`,
    `In the zone ${traffic.zone} there is, for ever: ${records}. Whoever keeps it makes what is missing, each with a TTL of a minute or less.`,
  );
}

function trafficTurn(input: ProcedureInput): (Action | undefined)[] {
  if (input.stacks['traffic']?.first?.length === 0) return [applyOf(input, 'traffic', 'The order of both sites turns: one number')];
  return checksFirst(input, 'New checks, beside the old ones');
}

/** Until nothing stands by, its checks may be new, too: a record that goes by them before they report would lead to the side that stands by. */
function trafficUp(input: ProcedureInput): (Action | undefined)[] {
  const { components = {} } = siteOf(input, input.plan.standby) ?? {};
  const isNew = !Object.values(components).some(({ standing }) => standing);
  const { first = [] } = input.stacks['traffic'] ?? {};
  return isNew && first.length > 0 ? checksFirst(input, 'Checks') : [applyOf(input, 'traffic', 'Records and checks')];
}

function checksFirst(input: ProcedureInput, title: string): (Action | undefined)[] {
  const first = applyOf(input, 'traffic', title, { targets: [...(input.stacks['traffic']?.first ?? [])] });
  return first
    ? [
        { ...first, id: `${first.id}-checks` },
        wait('checks-report', 'The new checks report', 40),
        applyOf(input, 'traffic', 'The record follows the new checks'),
      ]
    : [];
}

/** Of each component what lost the role: its old generation, or the one that goes on where the cell keeps one. */
function rejoining(input: ProcedureInput): Action[] {
  const { plan } = input;
  const { standby } = plan;
  const old = plan.placements.filter(({ here, current, retired }) => here.site === standby && !current && !retired);
  const hasOld = (component: string): boolean => old.some((one) => one.component === component);
  if (!siteOf(input, standby)?.left) return [];
  const steps = stepsAt(input, standby, 'rejoin', ({ component, current }) => current !== hasOld(component));
  if (!siteOf(input, standby)?.forced) return steps.map(withoutLoss);
  const lost = steps.flatMap(({ pointOfNoReturn, losesData }) => (pointOfNoReturn && losesData ? [losesData] : []));
  return lost.length > 0 ? [givenUp(input, [...new Set(lost)]), ...steps] : steps;
}

/** A forced move leaves at the old side what it never sent: that ends where it follows again. */
function givenUp({ plan: { standby, active } }: ProcedureInput, lost: readonly string[]): Action {
  const question = `${standby} follows ${active} again, and loses what only it has: ${lost.join('; ')}. Is it given up?`;
  return decide('give-up', question, 'whoever decided the failover', 'what was to be kept of it is kept elsewhere');
}

/** The side that lost the role, or what takes its place, stands by again. */
export function reprotect(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  return {
    title: `${standby} stands by for ${active} again`,
    declaration: [lineOf({ op: 'normal', site: standby })],
    needs: [active, standby, CONTROL_PLANES],
    decides: 'the operator, in working hours: users notice nothing, unless a step says so',
    waves: [
      wave(
        'base',
        'What global control planes hold, where it is not there yet',
        basesOf(input, hasNewPeer(input) || isTurned(input) ? [active, standby] : [standby]),
      ),
      wave('rejoin', 'What the promotion left at the side that lost the role', rejoining(input)),
      wave('stand by', 'New generations beside the old ones, which are kept', [
        ...servingAt(input, active, `Recovery stack of ${active}`),
        ...seedsAt(input, standby, 'sites'),
        ...lifted(input, standby),
        applyOf(input, standby, `Recovery stack of ${standby}`),
      ]),
      wave('links', 'Replication in the other direction', [
        ...seedsAt(input, standby, 'links'),
        applyOf(input, 'links', 'Replication between the sites'),
        ...seedsAt(input, standby),
      ]),
      wave('traffic', 'The switch rests on the new active site', [...trafficTurn(input), ...(hasNewPeer(input) ? [byOwner(input)] : [])]),
      wave('evidence', 'From here on a planned switch is possible', [
        ...runsAt(input, active),
        ...stepsAt(input, standby, 'standing'),
        stands(input),
      ]),
    ],
  };
}

/** Whether a site was replaced: what the one that serves grants names the other one, and names another one since. */
const hasNewPeer = ({ plan }: ProcedureInput): boolean => Object.keys(plan.progress.sites).length > 2;

/** Whether the code has another way of changing a role since the standby stood: what joins the sites is another one, at both. */
const isTurned = (input: ProcedureInput): boolean =>
  Object.values(siteOf(input, input.plan.standby)?.components ?? {}).some(({ turned }) => turned);

/** What is still to copy, once nothing is written any more. */
const drained = (input: ProcedureInput, more: readonly Action[] = []): ReturnType<typeof wave> =>
  wave('drain', 'Lag 0', [...ahead(input, 'drained'), ...more]);

/** Ahead of a planned switch: no user enters any more, and consumers work on until nothing is in flight. */
export function close(input: ProcedureInput): Draft {
  const { active, standby, progress } = input.plan;
  const { workload: id } = progress;
  return {
    title: `Close ${active} ahead of a planned switch of ${id}, wait until nothing is in flight`,
    declaration: [lineOf({ op: 'close', workload: id, at: active })],
    needs: [active, standby],
    decides: 'the change manager: users see the maintenance page from here on',
    waves: [
      looked(input),
      wave(
        'close',
        'No user enters any more, all else as it serves',
        servingAt(input, active, `Close ${active}: the entrance alone; consumers work on, data takes writes`),
      ),
      wave('empty', 'Nothing is in flight any more', emptied(input, active)),
    ],
  };
}

/** The first half of a planned switch, begun early: no write any more, then no lag. */
export function prepare(input: ProcedureInput): Draft {
  const { active, standby, progress } = input.plan;
  const { workload: id } = progress;
  return {
    title: `Prepare a planned switch of ${id}: fence ${active}, wait until nothing lags`,
    declaration: [lineOf({ op: 'fence', workload: id, at: active })],
    needs: [active, standby],
    decides: 'the change manager: users see the maintenance page from here on',
    waves: [looked(input), stillEmpty(input, active), quiesced(input, active), closed(input, active), drained(input)],
  };
}

/** A planned move, without loss: fence, drain, promote. */
export function plannedSwitch(input: ProcedureInput): Draft {
  const { taker, giver, workload } = input.plan.progress;
  const checks = ahead(input, 'drained');
  const components = checks.flatMap((step) => (step.do === 'check' && step.how.number !== undefined ? [step.how.number] : []));
  const after = checks.map(({ id }) => id);
  const lag = components.length > 0 ? [record('lag', 'Write down the lag', { components, after })] : [];
  return {
    title: `Switch ${workload} from ${giver} to ${taker}, without loss`,
    declaration: [lineOf({ op: 'switch', workload, to: taker })],
    needs: [giver, taker],
    decides: 'the change manager: users see the maintenance page from the fence on',
    waves: [
      looked(input),
      stillEmpty(input, giver),
      quiesced(input, giver),
      closed(input, giver),
      drained(input, lag),
      crossing(input),
      ...arrived(input),
    ],
  };
}
