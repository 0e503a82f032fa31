import { deeds } from '../apps';
import type { LabTools } from '../emulator/environment';
import type { Report } from '../report';
import { Stage } from '../stage';
import { bucketAt, deadRequests, deploys, FRANKFURT, holds, PARIS, plansAreEmpty, runs, STATE_BUCKETS, writes } from '../world';

const DUBLIN = 'aws:eu-west-1';

/** A bucket: its first region never returns, and another one takes its place. */
export async function deedsScenario(tools: LabTools, report: Report): Promise<void> {
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
  writes(stage, bucketAt(stage, 'deeds', FRANKFURT), FRANKFURT, 'alone');
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
  const kept = holds(stage, bucketAt(stage, 'deeds', DUBLIN), DUBLIN, 'alone');
  report.check('what was written while Frankfurt stood alone is in Dublin, too', kept);
  report.check('no request needed the dead region', deadRequests(stage, 'eu-west-3') === 0, stage.lab.gate.countByRegion());
  await plansAreEmpty(stage, report);
}
