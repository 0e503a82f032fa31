import { Random } from '../../walk/random';
import { DEATHS, stopped } from '../kill';
import type { Chance } from '../chance';
import type { Report } from '../report';
import type { Ended, Stage } from '../stage';
import { bucketAt, deadRequests, FRANKFURT, init, isFenced, PARIS, playsBeside, STATE_BUCKETS, type Part } from '../world';

/** Requests of a whole run, about: a moment is the number of one of them. */
const REQUESTS = { failover: 60, switch: 160 };
/** Runs after which a procedure that never ends is a fault. */
const MOST = 5;
/** Rounds at once. */
const BESIDE = 2;

/** Failovers and planned switches of the one workload, each killed at a moment of chance, in a world of its own, and run until it is done. */
export async function killed(stage: Stage, report: Report, { seed, rounds }: Chance): Promise<void> {
  report.step(`${rounds} runs are killed, from seed ${seed} on`);
  const parts = Array.from({ length: rounds }, (_, n) => [`${seed + n}`, round(new Random(seed + n))] as const);
  for (let i = 0; i < parts.length; i += BESIDE) await playsBeside(stage, report, Object.fromEntries(parts.slice(i, i + BESIDE)));
}

function round(random: Random): Part {
  return async (stage, report) => {
    const workload = stage.manifest.workloads[0]?.id as string;
    const [what, death] = [random.chance(0.6) ? 'failover' : 'switch', random.one(DEATHS)] as const;
    const n = 1 + random.below(REQUESTS[what]);
    report.step(`${what}, ${death} at request ${n}`);
    await begin(stage, workload, what, random);
    const first = await stopped(stage, workload, death, {}, n);
    const runs = first.code === 0 ? [first] : await goOn(stage, workload);
    report.check('it comes to its end', runs.at(-1)?.code === 0, runs.at(-1)?.output);
    await looks(stage, report, workload, what);
  };
}

async function begin(stage: Stage, workload: string, what: 'failover' | 'switch', random: Random): Promise<void> {
  if (what === 'failover') {
    stage.lab.gate.kill('eu-west-3', random.one(['hang', 'refuse']));
    await stage.tries('declare', 'lost', PARIS);
  } else stage.replicated(workload, bucketComponent(stage), PARIS, FRANKFURT, 0);
  await stage.declare(what, workload, '--to', FRANKFURT);
  stage.lab.gate.reset();
}

const bucketComponent = (stage: Stage): string =>
  stage.manifest.workloads[0]?.placements.find(({ names }) => names['bucket'])?.component as string;

async function goOn(stage: Stage, workload: string): Promise<Ended[]> {
  const runs: Ended[] = [];
  while (runs.length < MOST && runs.at(-1)?.code !== 0) runs.push(await stage.run(workload));
  return runs;
}

/** What holds at the end, whatever happened on the way. */
async function looks(stage: Stage, report: Report, workload: string, what: 'failover' | 'switch'): Promise<void> {
  stage.synth();
  const { log } = stage.situation;
  const completed = log.filter((line) => 'record' in line.what && line.what.record === 'completed').length;
  report.check(
    'it is written down once that it is over',
    completed === 1 && stage.manifest.workloads[0]?.situation.active === FRANKFURT,
    log,
  );
  report.check('Frankfurt takes writes', !isFenced(stage, bucketAt(stage, workload, FRANKFURT), FRANKFURT));
  if (what === 'switch') report.check('and Paris does not', isFenced(stage, bucketAt(stage, workload, PARIS), PARIS));
  else report.check('no request needed the dead region', deadRequests(stage, 'eu-west-3') === 0, stage.lab.gate.countByRegion());
  const locks = Object.entries(STATE_BUCKETS).flatMap(([region, bucket]) =>
    stage
      .aws('s3api', 'list-objects-v2', '--region', region, '--bucket', bucket, '--query', 'Contents[].Key', '--output', 'text')
      .split(/\s+/)
      .filter((key) => key.endsWith('.tflock')),
  );
  report.check('no state is locked', locks.length === 0, locks);
  const stack = `${workload}-eu-central-1`;
  await init(stage, stack);
  const { output } = await stage.terraform(stack, ['plan', '-input=false', '-no-color']);
  report.check('its state knows all that was made', /No changes|Plan: 0 to add, \d+ to change, 0 to destroy/.test(output), output);
}
