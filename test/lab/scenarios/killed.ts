import { Random } from '../../walk/random';
import type { Chance } from '../chance';
import type { Matching } from '../emulator/hooks';
import { DEATHS, stopped, type Death } from '../kill';
import type { Report } from '../report';
import type { Ended, Stage } from '../stage';
import { answersFrom, bucketAt, deadRequests, FRANKFURT, init, isFenced, PARIS, STATE_BUCKETS, type Part } from '../world';

type What = 'failover' | 'switch';

const paris = (service: string, action: string | RegExp): Matching => ({ region: 'eu-west-3', service, action });
const frankfurt = (service: string, action: string | RegExp): Matching => ({ region: 'eu-central-1', service, action });

/** A step of each kind, by the first request that it makes. As many rounds as there are of them meet each one. */
const STEPS: readonly (readonly [What, string, Matching])[] = [
  ['failover', 'the claim', frankfurt('ssm', 'PutParameter')],
  ['switch', 'the fence of the bucket', paris('s3', /^PUT .*policy/)],
  ['failover', 'the promotion', frankfurt('rds', 'PromoteReadReplica')],
  ['switch', 'the fence of the entrance', paris('elasticloadbalancing', 'ModifyRule')],
  ['failover', 'the mark', frankfurt('s3', /^PUT .*\.tfstate\?/)],
  ['switch', 'the fence of the database', paris('rds', 'ModifyDBInstance')],
  ['failover', 'the signals', frankfurt('monitoring', 'DeleteAlarms')],
  ['switch', 'the end of its sessions', paris('rds', 'RebootDBInstance')],
  ['failover', 'the entrance', frankfurt('elasticloadbalancing', 'ModifyRule')],
  ['switch', 'the drain', frankfurt('monitoring', 'GetMetricStatistics')],
];
/** It is struck so many requests later, at the most. */
const LATER = 3;
/** Runs after which a procedure that never ends is a fault. */
const MOST = 5;

/** Failovers and planned switches of the ledger, each killed at a moment of chance, and run until it is done: each a story of its own. */
export function killed({ seed, rounds }: Chance): Readonly<Record<string, Part>> {
  return Object.fromEntries(Array.from({ length: rounds }, (_, n) => [`killed ${seed + n}`, round(seed + n)]));
}

const SERVING = 'books-eu-central-1';

function round(seed: number): Part {
  return async (stage, report) => {
    const random = new Random(seed);
    const [what, step, first] = STEPS[seed % STEPS.length] as (typeof STEPS)[number];
    // Another death each time that a step comes round.
    const death = DEATHS[(seed + Math.floor(seed / STEPS.length)) % DEATHS.length] as Death;
    const later = random.below(LATER + 1);
    report.step(`${what}, ${death} at ${step}, ${later} requests later`);
    await begin(stage, what, random);
    const struck = await stopped(stage, 'books', death, first, later);
    report.check('it is struck in the middle', struck.struck, struck.output);
    const runs = struck.code === 0 ? [struck] : await goOn(stage);
    report.check('it comes to its end', runs.at(-1)?.code === 0, runs.at(-1)?.output);
    await looks(stage, report, what);
  };
}

const DEAD = ['eu-west-3', 'us-east-1'];

async function begin(stage: Stage, what: What, random: Random): Promise<void> {
  if (what === 'failover') {
    for (const region of DEAD) stage.lab.gate.kill(region, random.one(['hang', 'refuse']));
    await stage.tries('declare', 'lost', PARIS);
  } else stage.replicated('books', 'Slips', PARIS, FRANKFURT, 0);
  await stage.declare(what, 'books', '--to', FRANKFURT);
  stage.lab.gate.reset();
}

async function goOn(stage: Stage): Promise<Ended[]> {
  const runs: Ended[] = [];
  while (runs.length < MOST && runs.at(-1)?.code !== 0) runs.push(await stage.run('books'));
  return runs;
}

/** What holds at the end, whatever happened on the way. */
async function looks(stage: Stage, report: Report, what: What): Promise<void> {
  stage.synth();
  const { log } = stage.situation;
  const completed = log.filter((line) => 'record' in line.what && line.what.record === 'completed').length;
  report.check(
    'it is written down once that it is over',
    completed === 1 && stage.manifest.workloads[0]?.situation.active === FRANKFURT,
    log,
  );
  const served = (await answersFrom(stage, 'books', 'eu-central-1')) && (await stage.browse(new URL('http://books.acme.example/')));
  report.check('users are served, from Frankfurt', served === 'application', served);
  report.check('Frankfurt takes writes', !isFenced(stage, bucketAt(stage, 'books', FRANKFURT), FRANKFURT));
  const query = 'DBInstances[].[DBInstanceIdentifier,ReadReplicaSourceDBInstanceIdentifier]';
  const databases = stage.aws('rds', 'describe-db-instances', '--region', 'eu-central-1', '--query', query, '--output', 'text').trim();
  report.check('its one database follows nobody', databases === 'books-ledger-eu-central-1\tNone', databases);
  if (what === 'switch') report.check('Paris takes none', isFenced(stage, bucketAt(stage, 'books', PARIS), PARIS));
  else report.check('no request needed a dead region', deadRequests(stage, ...DEAD) === 0, stage.lab.gate.countByRegion());
  const locks = Object.entries(STATE_BUCKETS).flatMap(([region, bucket]) => locksIn(stage, region, bucket));
  report.check('no state is locked', locks.length === 0, locks);
  await init(stage, SERVING);
  const { output } = await stage.terraform(SERVING, ['plan', '-input=false', '-no-color']);
  report.check('its state knows all that was made', /No changes|Plan: 0 to add, \d+ to change, 0 to destroy/.test(output), output);
}

function locksIn(stage: Stage, region: string, bucket: string): string[] {
  const of = ['--region', region, '--bucket', bucket, '--query', 'Contents[].Key', '--output', 'text'];
  return stage
    .aws('s3api', 'list-objects-v2', ...of)
    .split(/\s+/)
    .filter((key) => key.endsWith('.tflock'));
}
