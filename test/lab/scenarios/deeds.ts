import { deeds } from '../apps';
import type { Chance } from '../chance';
import type { LabTools } from '../emulator/environment';
import type { Report } from '../report';
import { Stage } from '../stage';
import { bucketAt, deadRequests, deploys, FRANKFURT, PARIS, plansAreEmpty, runs, STATE_BUCKETS } from '../world';
import { killed } from './killed';

const DUBLIN = 'aws:eu-west-1';

/** A bucket: its first region never returns, and another one takes its place; and runs that are killed at moments of chance. */
export async function deedsScenario(tools: LabTools, report: Report, chance: Chance): Promise<void> {
  const stage = await Stage.open({
    name: 'deeds',
    tools,
    build: deeds,
    stateBuckets: { ...STATE_BUCKETS, 'eu-west-1': 'acme-tfstate-dublin' },
  });
  try {
    report.step('normal: establish');
    stage.synth();
    await deploys(stage, report);
    await killed(stage, report, chance);
    await replaced(stage, report);
  } finally {
    await stage.close();
  }
}

async function replaced(stage: Stage, report: Report): Promise<void> {
  report.step('Paris dies, and never returns: Dublin takes its place');
  stage.lab.gate.kill('eu-west-3', 'hang');
  stage.lab.gate.reset();
  await stage.declare('lost', PARIS);
  await stage.declare('failover', 'deeds', '--to', FRANKFURT);
  await runs(stage, report, 'deeds', 'failover');
  await stage.declare('gone', PARIS, '--replaced-by', DUBLIN);
  report.check(
    'nothing of Paris is synthesized',
    stage.manifest.stacks.filter(({ site }) => site === PARIS).every(({ directory }) => !directory),
    stage.manifest.stacks,
  );
  await runs(stage, report, 'deeds', 'reprotect in Dublin');
  stage.synth();
  const { active, phase } = stage.manifest.workloads[0]?.situation ?? {};
  report.check('Frankfurt serves, in peace', active === FRANKFURT && phase === 'normal', { active, phase });
  const rules = stage.aws(
    's3api',
    'get-bucket-replication',
    ...['--region', 'eu-central-1', '--bucket', bucketAt(stage, 'deeds', FRANKFURT), '--output', 'text'],
  );
  report.check('what is written in Frankfurt is copied to Dublin', rules.includes(bucketAt(stage, 'deeds', DUBLIN)), rules);
  report.check('no request needed the dead region', deadRequests(stage, 'eu-west-3') === 0, stage.lab.gate.countByRegion());
  await plansAreEmpty(stage, report);
}
