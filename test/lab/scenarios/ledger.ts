import { isDeepStrictEqual } from 'node:util';
import type { LabTools } from '../emulator/environment';
import { ledger } from '../apps';
import type { Chance } from '../chance';
import { stopped } from '../kill';
import type { Report } from '../report';
import { Stage } from '../stage';
import {
  answersFrom,
  bucketAt,
  deadRequests,
  deploys,
  FRANKFURT,
  isFenced,
  PARIS,
  permitted,
  plansAreEmpty,
  playsBeside,
  runs,
  STATE_BUCKETS,
  type Part,
} from '../world';
import { killed } from './killed';

/**
 * A database with its replica, a bucket and an entrance, from where they stand: a promotion killed in the middle, a second loss before the
 * reprotect, so that the old database serves again, and a replica interrupted while it is made; beside that, a planned switch killed in the
 * middle of its fence and given up, and the same gone through; then runs that are killed at moments of chance.
 */
export const ledgerScenario = fromLedger((chance) => ({ losses, switches, ...killed(chance) }));

/** The killed runs alone. */
export const killedScenario = fromLedger(killed);

/** Stories at once: each mostly waits for its database, and holds a gigabyte meanwhile. */
const BESIDE = 6;

function fromLedger(
  stories: (chance: Chance) => Readonly<Record<string, Part>>,
): (tools: LabTools, report: Report, chance: Chance) => Promise<void> {
  return async (tools, report, chance) => {
    const stage = await Stage.open({ name: 'ledger', tools, build: ledger, stateBuckets: STATE_BUCKETS, zone: 'acme.example' });
    try {
      report.step('normal: establish');
      stage.synth();
      await deploys(stage, report);
      await playsBeside(stage, report, stories(chance), BESIDE);
    } finally {
      await stage.close();
    }
  };
}

async function losses(stage: Stage, report: Report): Promise<void> {
  await killedPromotion(stage, report);
  await secondLoss(stage, report);
  await interruptedReplica(stage, report);
  permitted(stage, report);
}

async function switches(stage: Stage, report: Report): Promise<void> {
  await givenUp(stage, report);
  await goThrough(stage, report);
  permitted(stage, report);
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
  await served(stage, report, 'eu-central-1');
  report.check('no request needed the dead region', deadRequests(stage, 'eu-west-3') === 0, stage.lab.gate.countByRegion());
}

/** The old side is back and fenced, and the side that serves is lost before the reprotect: the old generation serves. */
async function secondLoss(stage: Stage, report: Report): Promise<void> {
  report.step('Paris is back and fenced; Frankfurt dies before the reprotect: failover to the old database of Paris');
  stage.lab.gate.revive('eu-west-3');
  await stage.declare('normal', PARIS);
  await runs(stage, report, 'books', 'fence');
  const before = instances(stage, PARIS);
  report.check('the old database is fenced', before[oldest(PARIS)]?.admits === 'closed', before);
  report.check('and so is the bucket', isFenced(stage, bucketAt(stage, 'books', PARIS), PARIS));
  stage.lab.gate.kill('eu-central-1', 'hang');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', FRANKFURT);
  const refused = await stage.tries('declare', 'failover', 'books', '--to', PARIS);
  report.check(
    'its loss is shown, and asked for: all since it last stood, in generation 0',
    refused.code === 1 && /DR-SIT-09/.test(refused.output) && /Ledger: all since .* \(generation 0\)/.test(refused.output),
    refused.output,
  );
  await stage.declare('failover', 'books', '--to', PARIS, '--accept-loss');
  const ended = await runs(stage, report, 'books', 'failover to the old generation');
  const after = instances(stage, PARIS);
  const [was, is] = [before[oldest(PARIS)], after[oldest(PARIS)]];
  report.check(
    'nothing that holds data is destroyed, and no database is made',
    !/\bdestroys (?!\S+, which holds no data)/.test(ended.output) && names(after) === names(before),
    {
      before,
      after,
    },
  );
  report.check(
    'the old database is the one that serves, the same as ever',
    current(stage, PARIS) === oldest(PARIS) && is?.id === was?.id && is?.admits === 'open' && is?.follows === 'None',
    { was, is },
  );
  await served(stage, report, 'eu-west-3');
  report.check('no request needed the dead region', deadRequests(stage, 'eu-central-1') === 0, stage.lab.gate.countByRegion());
}

async function served(stage: Stage, report: Report, region: string): Promise<void> {
  const page = (await answersFrom(stage, 'books', region)) && (await stage.browse(new URL('http://books.acme.example/')));
  report.check(`users are served, from ${region}`, page === 'application', page);
}

const names = (all: Readonly<Record<string, Instance>>): string => Object.keys(all).sort().join();

async function interruptedReplica(stage: Stage, report: Report): Promise<void> {
  report.step('Frankfurt is back, and fenced; SIGINT while its new replica is made');
  stage.lab.gate.revive('eu-central-1');
  await stage.declare('normal', FRANKFURT);
  await runs(stage, report, 'books', 'fence');
  stage.synth();
  const { code, output } = await stopped(stage, 'books', 'SIGINT', {
    region: 'eu-central-1',
    service: 'rds',
    action: 'CreateDBInstanceReadReplica',
  });
  report.check('an interrupted run says so', code === 130, output);
  const name = current(stage, FRANKFURT);
  const before = instances(stage, FRANKFURT);
  await runs(stage, report, 'books', 'reprotect, again after SIGINT');
  const after = instances(stage, FRANKFURT);
  report.check('the same replica, not another one', before[name]?.id === after[name]?.id && /eu-west-3/.test(after[name]?.follows ?? ''), {
    name,
    before,
    after,
  });
  report.check('the old database is kept beside it', names(after) === [oldest(FRANKFURT), name].sort().join(), after);
}

/** Whoever served serves again, and the replica follows as before. */
async function givenUp(stage: Stage, report: Report): Promise<void> {
  report.step('planned switch; runner and terraform are killed by SIGKILL in the middle of the fence; it is given up');
  stage.synth();
  const [serving, following] = [instances(stage, PARIS), instances(stage, FRANKFURT)];
  await stage.declare('switch', 'books', '--to', FRANKFURT);
  await stopped(stage, 'books', 'SIGKILL', { region: 'eu-west-3', service: 'rds', action: 'ModifyDBInstance' });
  const move = stage.situation.workloads['books']?.moves.at(-1);
  const closed = instances(stage, PARIS)[oldest(PARIS)];
  report.check('it admits nobody, and nothing was begun', closed?.admits === 'closed' && move?.started === undefined, { closed, move });
  await stage.declare('abort', 'books');
  // The lock that is left is of another procedure: the lab says that its holder is dead.
  await runs(stage, report, 'books', 'abort', '--resume');
  report.check('it is written down as undone', stage.situation.workloads['books']?.moves.at(-1)?.undone !== undefined);
  await served(stage, report, 'eu-west-3');
  const [serves, follows] = [instances(stage, PARIS), instances(stage, FRANKFURT)];
  report.check(
    'the database that served serves again, and the replica still follows',
    isDeepStrictEqual(serves, serving) && isDeepStrictEqual(follows, following) && serves[oldest(PARIS)]?.admits === 'open',
    { serving, serves, following, follows },
  );
  stage.synth();
  // What joins the sites was left alone meanwhile: the next establish gives it its new marker, and nothing else.
  await plansAreEmpty(stage, report, 'base', 'links', 'traffic');
}

async function goThrough(stage: Stage, report: Report): Promise<void> {
  report.step('planned switch again; SIGKILL in the middle of the promotion');
  const name = current(stage, FRANKFURT);
  const before = instances(stage, FRANKFURT)[name];
  await stage.declare('switch', 'books', '--to', FRANKFURT);
  stage.replicated('books', 'Slips', PARIS, FRANKFURT, 0);
  await stopped(stage, 'books', 'SIGKILL', { region: 'eu-central-1', service: 'rds', action: 'PromoteReadReplica' });
  await runs(stage, report, 'books', 'switch, again after SIGKILL');
  const after = instances(stage, FRANKFURT)[name];
  const { fenced, moves } = stage.situation.workloads['books'] ?? {};
  report.check('the same database, promoted', after?.id === before?.id && after?.follows === 'None' && after?.admits === 'open', {
    before,
    after,
  });
  await served(stage, report, 'eu-central-1');
  report.check(
    'the old side was fenced first, and nothing was left to copy',
    fenced?.[PARIS] !== undefined && moves?.at(-1)?.lag?.['Ledger'] === 0 && moves.at(-1)?.lag?.['Slips'] === 0,
    {
      fenced,
      moves,
    },
  );
}
