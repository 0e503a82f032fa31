import { build } from '../../../examples/quickstart';
import type { LabTools } from '../emulator/environment';
import { oncePerformed } from '../kill';
import type { Report } from '../report';
import { Stage, type Ended } from '../stage';
import { answersFrom, deadRequests, establishes, FRANKFURT, init, PARIS, plansAreEmpty, runs, STATE_BUCKETS, permitted } from '../world';

/** The quickstart, whole: normal → lost → failed over → back → fenced → reprotected, with us-east-1 dead beside the primary. */
export async function quickstart(tools: LabTools, report: Report): Promise<void> {
  const stage = await Stage.open({ name: 'quickstart', tools, build, stateBuckets: STATE_BUCKETS, zone: 'acme.example' });
  try {
    await establish(stage, report);
    const stale = stage.keep('stale');
    await failOver(stage, report, stale);
    await comeBack(stage, report);
    permitted(stage, report);
  } finally {
    await stage.close();
  }
}

async function establish(stage: Stage, report: Report): Promise<void> {
  report.step('normal: establish');
  stage.synth();
  await establishes(stage, report, 'billing', { region: 'eu-west-3', name: 'billing-keys-api-token' });
  report.check('DNS answers with Paris', await answersFrom(stage, 'billing', 'eu-west-3'));
  stage.aws('s3api', 'put-object', '--region', 'eu-west-3', '--bucket', bucket(stage, PARIS), '--key', 'before');
}

const bucket = (stage: Stage, site: string): string =>
  stage.manifest.workloads[0]?.placements.find((p) => p.component === 'Invoices' && p.site === site)?.names['bucket'] as string;

async function failOver(stage: Stage, report: Report, stale: string): Promise<void> {
  report.step('Paris and us-east-1 die: their requests hang');
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.kill(region, 'hang');
  report.check(
    'DNS answers with Frankfurt: its maintenance page, never a stale database',
    (await answersFrom(stage, 'billing', 'eu-central-1')) && (await stage.browse(new URL('http://billing.acme.example/'))) === undefined,
  );
  stage.lab.gate.reset();
  await stage.declare('lost', PARIS);
  report.check(
    'hold: nothing of Paris is synthesized',
    stage.manifest.stacks.filter((s) => s.site === PARIS || s.kind === 'links').every((s) => s.withheld && !s.directory),
  );
  await stage.declare('failover', 'billing', '--to', FRANKFURT, '--incident', 'INC-1');
  const before = Date.now();
  const ended = await besidePipelines(stage, report, stale);
  console.log(`    failover took ${Math.round((Date.now() - before) / 1000)} s from the call`);
  const applied = /apply-billing-[\w-]+|Promote and open \S+?:/.test(ended.output);
  report.check(
    'only the recovery stack of Frankfurt was applied',
    applied && !/Recovery stack of aws:eu-west-3|Records and checks/.test(ended.output),
    ended.output,
  );
  report.check('no request needed a dead region', deadRequests(stage, 'eu-west-3', 'us-east-1') === 0, stage.lab.gate.countByRegion());
  report.check(
    'DNS answers with Frankfurt, and it serves',
    (await stage.browse(new URL('http://billing.acme.example/'))) === 'application' &&
      (await answersFrom(stage, 'billing', 'eu-central-1')),
  );
  const source = stage
    .aws(
      'rds',
      'describe-db-instances',
      '--region',
      'eu-central-1',
      '--query',
      'DBInstances[0].ReadReplicaSourceDBInstanceIdentifier',
      '--output',
      'text',
    )
    .trim();
  report.check('the database of Frankfurt follows nobody', source === 'None', source);
  stage.aws('s3api', 'put-object', '--region', 'eu-central-1', '--bucket', bucket(stage, FRANKFURT), '--key', 'after');
}

/**
 * The failover, with two pipelines beside it that know nothing of it: one applies the same output, the other one the output of the day
 * before. Both at once, and twice: before the run applies, and in the middle of the promotion.
 */
async function besidePipelines(stage: Stage, report: Report, stale: string): Promise<Ended> {
  const [stack, taker] = ['billing-eu-central-1', { region: 'eu-central-1' }];
  // They wait for their turn, as pipelines are set to.
  const words = ['apply', '-auto-approve', '-input=false', '-no-color', '-lock-timeout=15m'];
  // A lock that is released between the refusal to take it and the look at who holds it ends Terraform, whatever it was told to wait.
  const pipeline = async (out: string): Promise<Ended> => {
    const ended = await stage.terraform(stack, words, out);
    return /Error acquiring the state lock[^]*NoSuchKey/.test(ended.output) ? pipeline(out) : ended;
  };
  const pipelines = (): Promise<Ended[]> => Promise.all([stage.out, stale].map(pipeline));
  const ready = init(stage, stack, stale);
  const runner = stage.start('billing');
  const finished = stage.finish(runner);
  // A run that has written down that it begins, and has yet to apply, is stopped for as long as the first two pipelines need.
  const claimed = oncePerformed(stage, { ...taker, service: 'ssm', action: 'PutParameter' }, () => {
    runner.kill('SIGSTOP');
  });
  const promoted = oncePerformed(stage, { ...taker, service: 'rds', action: 'PromoteReadReplica' }, () => undefined);
  await Promise.race([finished, Promise.all([claimed, ready])]);
  const [early, older] = await pipelines();
  report.check('a pipeline that applies the failover beside the run is refused at plan: OPENS', isRefused(early, 'OPENS'), early?.output);
  report.check('one that applies the day before changes nothing', changesNothing(older), older?.output);
  runner.kill('SIGCONT');
  await Promise.race([finished, promoted]);
  const [late, [same, before]] = await Promise.all([finished, pipelines()]);
  report.check('failover, with pipelines beside it: continuity run ends well', late.code === 0, late.output);
  report.check('and so is one once the site is open, until the move is over: OPENS', isRefused(same, 'OPENS'), same?.output);
  report.check('one that applies the day before is refused at plan: STALE', isRefused(before, 'STALE'), before?.output);
  return late;
}

const isRefused = (ended: Ended | undefined, word: string): boolean =>
  ended?.code === 1 && ended.output.includes(`${word}:`) && !ended.output.includes('Apply complete');

const changesNothing = (ended: Ended | undefined): boolean => ended?.code === 0 && /0 added, 0 changed, 0 destroyed/.test(ended.output);

async function comeBack(stage: Stage, report: Report): Promise<void> {
  report.step('Paris returns by itself, still serving');
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.revive(region);
  report.check('it gets no traffic', await answersFrom(stage, 'billing', 'eu-central-1'));
  await stage.declare('normal', PARIS);
  await runs(stage, report, 'billing', 'fence');
  report.check('the fence is confirmed', stage.situation.workloads['billing']?.fenced[PARIS] !== undefined);
  report.check(
    'the bucket of Paris denies writes',
    /ContinuityFence/.test(
      stage.aws(
        's3api',
        'get-bucket-policy',
        '--region',
        'eu-west-3',
        '--bucket',
        bucket(stage, PARIS),
        '--query',
        'Policy',
        '--output',
        'text',
      ),
    ),
  );
  report.check('DNS still answers with Frankfurt', await answersFrom(stage, 'billing', 'eu-central-1'));

  report.step('reprotect');
  stage.synth();
  await runs(stage, report, 'billing', 'reprotect');
  report.check('DNS still answers with Frankfurt', await answersFrom(stage, 'billing', 'eu-central-1'));
  const instances = stage
    .aws(
      'rds',
      'describe-db-instances',
      '--region',
      'eu-west-3',
      '--query',
      'DBInstances[].[DBInstanceIdentifier,ReadReplicaSourceDBInstanceIdentifier]',
      '--output',
      'text',
    )
    .trim();
  report.check(
    'Paris keeps its old database, and a new one beside it follows Frankfurt',
    /billing-ledger-eu-west-3\s+None/.test(instances) && /billing-ledger-eu-west-3-g1\s+\S*billing-ledger-eu-central-1/.test(instances),
    instances,
  );
  report.check(
    'what was written before is in Paris, what was written after is in Frankfurt',
    [
      ['eu-west-3', PARIS, 'before'],
      ['eu-central-1', FRANKFURT, 'after'],
    ].every(([region, site, key]) =>
      stage
        .aws('s3api', 'head-object', '--region', region as string, '--bucket', bucket(stage, site as string), '--key', key as string)
        .includes('ETag'),
    ),
  );
  await plansAreEmpty(stage, report);
}
