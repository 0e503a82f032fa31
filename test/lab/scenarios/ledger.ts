import type { LabTools } from '../emulator/environment';
import { ledger } from '../apps';
import { killAll, oncePerformed } from '../kill';
import type { Report } from '../report';
import { Stage } from '../stage';
import { deadRequests, deploys, FRANKFURT, PARIS, plan, runs, STATE_BUCKETS } from '../world';

/** A database and its replica: a failover given up, a promotion killed in the middle, a replica interrupted while it is made, a planned switch home. */
export async function ledgerScenario(tools: LabTools, report: Report): Promise<void> {
  const stage = await Stage.open({ name: 'ledger', tools, build: ledger, stateBuckets: STATE_BUCKETS });
  try {
    report.step('normal: establish');
    stage.synth();
    await deploys(stage, report);
    await giveUp(stage, report);
    await killedPromotion(stage, report);
    await interruptedReplica(stage, report);
    await goHome(stage, report);
  } finally {
    await stage.close();
  }
}

const identity = (stage: Stage, region: string, name: string): string =>
  stage
    .aws(
      'rds',
      'describe-db-instances',
      '--region',
      region,
      '--db-instance-identifier',
      name,
      '--query',
      'DBInstances[0].[DbiResourceId,ReadReplicaSourceDBInstanceIdentifier]',
      '--output',
      'text',
    )
    .trim();

async function giveUp(stage: Stage, report: Report): Promise<void> {
  report.step('Paris dies; a failover is declared, and given up before anything is promoted');
  const before = identity(stage, 'eu-central-1', 'books-ledger-eu-central-1');
  stage.lab.gate.kill('eu-west-3', 'hang');
  await stage.declare('lost', PARIS);
  await stage.declare('failover', 'books', '--to', FRANKFURT);
  await stage.declare('abort', 'books');
  await runs(stage, report, 'books', 'abort');
  report.check(
    'the database is where it was, and still follows',
    identity(stage, 'eu-central-1', 'books-ledger-eu-central-1') === before && /eu-west-3/.test(before),
    before,
  );
}

async function killedPromotion(stage: Stage, report: Report): Promise<void> {
  report.step('failover; runner and terraform are killed by SIGKILL in the middle of the promotion');
  const [before] = identity(stage, 'eu-central-1', 'books-ledger-eu-central-1').split(/\s/);
  stage.lab.gate.reset();
  await stage.declare('failover', 'books', '--to', FRANKFURT);
  const runner = stage.start('books');
  const ended = stage.finish(runner);
  await oncePerformed(stage, { region: 'eu-central-1', service: 'rds', action: 'PromoteReadReplica' }, () => {
    killAll(stage, runner);
  });
  await ended;
  report.check('what was begun is written down', stage.situation.workloads['books']?.moves.at(-1)?.started?.includes('Ledger') === true);
  await runs(stage, report, 'books', 'failover, again after SIGKILL');
  const [after, source] = identity(stage, 'eu-central-1', 'books-ledger-eu-central-1').split(/\s/);
  report.check('the same database, promoted', after === before && source === 'None', `${before} → ${after} ${source}`);
  report.check('no request needed the dead region', deadRequests(stage, 'eu-west-3') === 0, stage.lab.gate.countByRegion());
}

async function interruptedReplica(stage: Stage, report: Report): Promise<void> {
  report.step('Paris is back; SIGINT while its new replica is made');
  stage.lab.gate.revive('eu-west-3');
  stage.synth();
  await stage.declare('normal', PARIS);
  await runs(stage, report, 'books', 'fence');
  stage.synth();
  const runner = stage.start('books');
  const ended = stage.finish(runner);
  await oncePerformed(stage, { region: 'eu-west-3', service: 'rds', action: 'CreateDBInstanceReadReplica' }, () => {
    runner.kill('SIGINT');
  });
  const { code, output } = await ended;
  report.check('an interrupted run says so', code === 130, output);
  const [before] = identity(stage, 'eu-west-3', 'books-ledger-eu-west-3-g1').split(/\s/);
  await runs(stage, report, 'books', 'reprotect, again after SIGINT');
  const [after, source] = identity(stage, 'eu-west-3', 'books-ledger-eu-west-3-g1').split(/\s/);
  report.check(
    'the same replica, not another one',
    before === after && /eu-central-1/.test(source ?? ''),
    `${before} → ${after} ${source}`,
  );
  report.check('the old database is still there', identity(stage, 'eu-west-3', 'books-ledger-eu-west-3').startsWith('db-'));
}

async function goHome(stage: Stage, report: Report): Promise<void> {
  report.step('planned switch home, its fence begun early; SIGINT in the middle of the promotion');
  stage.lagging('books-ledger-eu-west-3-g1', 'eu-west-3', 0);
  await stage.declare('fence', 'books', '--at', FRANKFURT);
  await runs(stage, report, 'books', 'prepare');
  await stage.declare('switch', 'books', '--to', PARIS);
  const [before] = identity(stage, 'eu-west-3', 'books-ledger-eu-west-3-g1').split(/\s/);
  const runner = stage.start('books');
  const ended = stage.finish(runner);
  await oncePerformed(stage, { region: 'eu-west-3', service: 'rds', action: 'PromoteReadReplica' }, () => {
    runner.kill('SIGINT');
  });
  await ended;
  await runs(stage, report, 'books', 'switch, again after SIGINT');
  const [after, source] = identity(stage, 'eu-west-3', 'books-ledger-eu-west-3-g1').split(/\s/);
  report.check('the same database, promoted', after === before && source === 'None', `${before} → ${after} ${source}`);
  stage.synth();
  await runs(stage, report, 'books', 'reprotect');
  for (const stack of stage.manifest.stacks.filter((s) => s.directory && s.kind !== 'base')) {
    const left = await plan(stage, stack.id);
    report.check(`the plan of ${stack.id} is empty`, !left.refused && left.changes.length === 0, left.refused ?? left.changes);
  }
}
