import { crossed } from '../apps';
import type { LabTools } from '../emulator/environment';
import type { Report } from '../report';
import { Stage } from '../stage';
import { bucketAt, deadRequests, deploys, FRANKFURT, holds, isFenced, PARIS, plansAreEmpty, runs, STATE_BUCKETS, writes } from '../world';

const LEAVING = ['north', 'south'];
const STAYING = 'east';

/** One fact takes two workloads away, and the standby of a third one, which serves where they go. */
export async function crossedScenario(tools: LabTools, report: Report): Promise<void> {
  const stage = await Stage.open({ name: 'crossed', tools, build: crossed, stateBuckets: STATE_BUCKETS });
  try {
    report.step('normal: establish');
    stage.synth();
    await deploys(stage, report);
    await lose(stage, report);
    await comeBack(stage, report);
  } finally {
    await stage.close();
  }
}

const active = (stage: Stage): string =>
  stage.manifest.workloads
    .map(({ id, situation }) => `${id} ${situation.active}`)
    .sort()
    .join();
const all = (site: string): string =>
  [...LEAVING, STAYING]
    .map((id) => `${id} ${site}`)
    .sort()
    .join();

async function lose(stage: Stage, report: Report): Promise<void> {
  report.step('Paris dies: one fact, two failovers at once');
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.kill(region, 'hang');
  stage.lab.gate.reset();
  await stage.declare('lost', PARIS);
  for (const id of LEAVING) await stage.declare('failover', id, '--to', FRANKFURT);
  await Promise.all(LEAVING.map((id) => runs(stage, report, id, `failover of ${id}, beside the other one`)));
  stage.synth();
  report.check('all three serve in Frankfurt', active(stage) === all(FRANKFURT), active(stage));
  const idle = await stage.run(STAYING);
  report.check('the one whose standby is lost has nothing to do', idle.code === 0 && moves(stage, STAYING) === 0, idle.output);
  report.check(
    'each writes where it serves',
    [...LEAVING, STAYING].every((id) => !isFenced(stage, bucketAt(stage, id, FRANKFURT), FRANKFURT)),
  );
  for (const id of [...LEAVING, STAYING]) writes(stage, bucketAt(stage, id, FRANKFURT), FRANKFURT, ALONE);
  report.check('no request needed a dead region', deadRequests(stage, 'eu-west-3', 'us-east-1') === 0, stage.lab.gate.countByRegion());
}

/** Written by each workload at the side that is left. */
const ALONE = 'alone';

const moves = (stage: Stage, id: string): number => stage.situation.workloads[id]?.moves.length ?? 0;

async function comeBack(stage: Stage, report: Report): Promise<void> {
  report.step('Paris returns: what left it is fenced there, and all three are protected again');
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.revive(region);
  await stage.declare('normal', PARIS);
  await Promise.all(LEAVING.map((id) => runs(stage, report, id, `fence of ${id}`)));
  report.check(
    'both are fenced in Paris',
    LEAVING.every((id) => isFenced(stage, bucketAt(stage, id, PARIS), PARIS) && stage.situation.workloads[id]?.fenced[PARIS]),
    stage.situation.workloads,
  );
  stage.synth();
  await Promise.all([...LEAVING, STAYING].map((id) => runs(stage, report, id, `${id} is protected again`)));
  stage.synth();
  const phases = stage.manifest.workloads.map(({ situation }) => situation.phase);
  report.check(
    'all three stand in peace, in Frankfurt, with Paris behind them',
    active(stage) === all(FRANKFURT) && phases.every((phase) => phase === 'normal'),
    stage.manifest.workloads.map(({ situation }) => situation),
  );
  report.check(
    'what each wrote while Paris was lost is in Paris, too, by each its own bucket',
    [...LEAVING, STAYING].every((id) => holds(stage, bucketAt(stage, id, PARIS), PARIS, ALONE)),
  );
  await plansAreEmpty(stage, report);
}
