import type { LabTools } from '../emulator/environment';
import { ledger } from '../apps';
import { stopped } from '../kill';
import type { Report } from '../report';
import { Stage } from '../stage';
import { deadRequests, deploys, FRANKFURT, PARIS, plansAreEmpty, runs, STATE_BUCKETS } from '../world';

/**
 * A database and its replica: a promotion killed in the middle; lost again before the reprotect, there and back, so that the old
 * databases serve; a replica interrupted while it is made; a return given up while it drains; the return.
 */
export async function ledgerScenario(tools: LabTools, report: Report): Promise<void> {
  const stage = await Stage.open({ name: 'ledger', tools, build: ledger, stateBuckets: STATE_BUCKETS });
  try {
    report.step('normal: establish');
    stage.synth();
    await deploys(stage, report);
    await killedPromotion(stage, report);
    await lostAgain(stage, report, PARIS);
    await lostAgain(stage, report, FRANKFURT);
    await interruptedReplica(stage, report);
    await returnGivenUp(stage, report);
    await goHome(stage, report);
  } finally {
    await stage.close();
  }
}

/** A database instance, as its region tells. */
interface Instance {
  /** What a replacement would change. */
  readonly id: string;
  /** `None`: it follows nobody. */
  readonly follows: string;
  /** `open` or `closed`: which security group it is in. */
  readonly admits: string;
}

const regionOf = (site: string): string => site.split(':')[1] as string;
const oldest = (site: string): string => `books-ledger-${regionOf(site)}`;

/** The instance that counts at a site. */
function current(stage: Stage, site: string): string {
  const placement = stage.manifest.workloads[0]?.placements.find((p) => p.component === 'Ledger' && p.site === site && p.current);
  return placement?.names['instance'] as string;
}

function instances(stage: Stage, site: string): Record<string, Instance> {
  const at = ['--region', regionOf(site), '--output', 'json', '--query'];
  const groups = JSON.parse(
    stage.aws('ec2', 'describe-security-groups', ...at, 'SecurityGroups[].[GroupId,GroupName]'),
  ) as readonly (readonly [string, string])[];
  const named = new Map(groups);
  const query =
    'DBInstances[].[DBInstanceIdentifier,DbiResourceId,ReadReplicaSourceDBInstanceIdentifier,VpcSecurityGroups[0].VpcSecurityGroupId]';
  const all = JSON.parse(stage.aws('rds', 'describe-db-instances', ...at, query)) as readonly (readonly [
    string,
    string,
    string | null,
    string,
  ])[];
  return Object.fromEntries(
    all.map(([name, id, follows, group]) => [
      name,
      { id, follows: follows || 'None', admits: named.get(group)?.split('-').at(-1) ?? 'nobody' },
    ]),
  );
}

async function killedPromotion(stage: Stage, report: Report): Promise<void> {
  report.step('Paris dies; failover; runner and terraform are killed by SIGKILL in the middle of the promotion');
  const before = instances(stage, FRANKFURT)[oldest(FRANKFURT)];
  stage.lab.gate.kill('eu-west-3', 'hang');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', PARIS);
  await stage.declare('failover', 'books', '--to', FRANKFURT);
  await stopped(stage, 'books', 'SIGKILL', { region: 'eu-central-1', service: 'rds', action: 'PromoteReadReplica' });
  report.check('what was begun is written down', stage.situation.workloads['books']?.moves.at(-1)?.started?.includes('Ledger') === true);
  await runs(stage, report, 'books', 'failover, again after SIGKILL');
  const after = instances(stage, FRANKFURT)[oldest(FRANKFURT)];
  report.check('the same database, promoted', after?.id === before?.id && after?.follows === 'None', { before, after });
  report.check('no request needed the dead region', deadRequests(stage, 'eu-west-3') === 0, stage.lab.gate.countByRegion());
}

/** The old side is back and fenced, and the side that serves is lost before the reprotect: the old generation serves. */
async function lostAgain(stage: Stage, report: Report, back: string): Promise<void> {
  const lost = back === PARIS ? FRANKFURT : PARIS;
  report.step(`${back} is back and fenced; ${lost} is lost before the reprotect: failover to the old generation`);
  stage.lab.gate.revive(regionOf(back));
  await stage.declare('normal', back);
  await runs(stage, report, 'books', 'fence');
  const before = instances(stage, back);
  report.check('the old database is fenced', before[oldest(back)]?.admits === 'closed', before);
  stage.lab.gate.kill(regionOf(lost), 'hang');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', lost);
  const move = ['declare', 'failover', 'books', '--to', back];
  const refused = await stage.tries(...move);
  report.check(
    'its loss is shown, and asked for: all since it last stood, in generation 0',
    refused.code === 1 && /DR-SIT-09/.test(refused.output) && /Ledger: all since .* \(generation 0\)/.test(refused.output),
    refused.output,
  );
  await stage.declare(...move.slice(1), '--accept-loss');
  const ended = await runs(stage, report, 'books', 'failover to the old generation');
  const after = instances(stage, back);
  report.check('nothing is destroyed, and nothing is made', !/\bdestroys /.test(ended.output) && names(after) === names(before), {
    before,
    after,
  });
  report.check(
    'the old database is the one that serves, the same as ever',
    current(stage, back) === oldest(back) &&
      after[oldest(back)]?.id === before[oldest(back)]?.id &&
      after[oldest(back)]?.admits === 'open' &&
      after[oldest(back)]?.follows === 'None',
    { before, after },
  );
  report.check('no request needed the dead region', deadRequests(stage, regionOf(lost)) === 0, stage.lab.gate.countByRegion());
}

const names = (all: Readonly<Record<string, Instance>>): string => Object.keys(all).sort().join();

async function interruptedReplica(stage: Stage, report: Report): Promise<void> {
  report.step('Paris is back, and fenced; SIGINT while its new replica is made');
  stage.lab.gate.revive('eu-west-3');
  await stage.declare('normal', PARIS);
  await runs(stage, report, 'books', 'fence');
  stage.synth();
  const { code, output } = await stopped(stage, 'books', 'SIGINT', {
    region: 'eu-west-3',
    service: 'rds',
    action: 'CreateDBInstanceReadReplica',
  });
  report.check('an interrupted run says so', code === 130, output);
  const name = current(stage, PARIS);
  const before = instances(stage, PARIS);
  await runs(stage, report, 'books', 'reprotect, again after SIGINT');
  const after = instances(stage, PARIS);
  report.check(
    'the same replica, not another one',
    before[name]?.id === after[name]?.id && /eu-central-1/.test(after[name]?.follows ?? ''),
    { name, before, after },
  );
  report.check('beside it the old database is kept', names(after) === [oldest(PARIS), name].sort().join(), after);
}

/** A run that waits for a lag that does not go is killed, and the return is given up: who served serves. */
async function returnGivenUp(stage: Stage, report: Report): Promise<void> {
  report.step('planned switch home: fenced, and killed while it waits for the last writes; given up');
  stage.synth();
  const [home, away] = [instances(stage, PARIS), instances(stage, FRANKFURT)];
  stage.lagging(current(stage, PARIS), 'eu-west-3', 5);
  await stage.declare('switch', 'books', '--to', PARIS);
  await stopped(stage, 'books', 'SIGKILL', { region: 'eu-west-3', service: 'monitoring', action: 'GetMetric' });
  const { moves, fenced } = stage.situation.workloads['books'] ?? {};
  const closed = instances(stage, FRANKFURT);
  report.check(
    'the side that serves was fenced, and nothing was begun',
    fenced?.[FRANKFURT] !== undefined && moves?.at(-1)?.started === undefined && closed[oldest(FRANKFURT)]?.admits === 'closed',
    { moves, fenced, closed },
  );
  await stage.declare('abort', 'books');
  await runs(stage, report, 'books', 'abort');
  report.check('it is written down as undone', stage.situation.workloads['books']?.moves.at(-1)?.undone !== undefined);
  report.check(
    'the side that served serves again, and the replica still follows',
    same(instances(stage, FRANKFURT), away) && same(instances(stage, PARIS), home),
    { home, away },
  );
  stage.synth();
  await plansAreEmpty(stage, report, 'base');
}

const same = (a: Readonly<Record<string, Instance>>, b: typeof a): boolean =>
  names(a) === names(b) && Object.entries(a).every(([name, one]) => JSON.stringify(one) === JSON.stringify(b[name]));

async function goHome(stage: Stage, report: Report): Promise<void> {
  report.step('planned switch home, its fence begun early; SIGINT in the middle of the promotion');
  const name = current(stage, PARIS);
  const before = instances(stage, PARIS)[name];
  stage.lagging(name, 'eu-west-3', 0);
  await stage.declare('fence', 'books', '--at', FRANKFURT);
  await runs(stage, report, 'books', 'prepare');
  await stage.declare('switch', 'books', '--to', PARIS);
  await stopped(stage, 'books', 'SIGINT', { region: 'eu-west-3', service: 'rds', action: 'PromoteReadReplica' });
  await runs(stage, report, 'books', 'switch, again after SIGINT');
  const after = instances(stage, PARIS)[name];
  report.check('the same database, promoted', after?.id === before?.id && after?.follows === 'None' && after?.admits === 'open', {
    before,
    after,
  });
}
