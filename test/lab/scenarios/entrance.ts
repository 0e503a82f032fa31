import type { LabTools } from '../emulator/environment';
import { shop } from '../apps';
import { oncePerformed } from '../kill';
import type { Report } from '../report';
import { Stage } from '../stage';
import { answersFrom, deadRequests, FRANKFURT, PARIS, runs, STATE_BUCKETS } from '../world';

/** Bucket, load balancer and name: applied by `cdktf deploy`; lost, back, the new active site lost in turn, back, a planned switch. */
export async function entrance(tools: LabTools, report: Report): Promise<void> {
  const stage = await Stage.open({ name: 'entrance', tools, build: shop, stateBuckets: STATE_BUCKETS, zone: 'acme.example' });
  try {
    await deploy(stage, report);
    await loseAndReturn(stage, report);
    await loseInTurn(stage, report);
    await plannedSwitch(stage, report);
  } finally {
    await stage.close();
  }
}

async function deploy(stage: Stage, report: Report): Promise<void> {
  report.step('normal: cdktf deploy, in the order of peace, the sites at once');
  stage.synth();
  const deployed = [];
  const flags = ['--auto-approve', '--skip-synth', '--skip-provider-lock', '--no-color', '--ignore-missing-stack-dependencies'];
  for (const stacks of [
    ['shop-eu-west-3-base', 'shop-eu-central-1-base'],
    ['shop-eu-west-3', 'shop-eu-central-1'],
    ['shop-links', 'shop-traffic'],
  ])
    deployed.push(await stage.cdktf('deploy', ...stacks, ...flags));
  report.check(
    'cdktf deploy ends well',
    deployed.every((d) => d.code === 0),
    deployed.map((d) => d.output).join('\n'),
  );
  await stage.record('standing', 'shop');
  report.check('DNS answers with Paris', await answersFrom(stage, 'shop', 'eu-west-3'));
}

async function loseAndReturn(stage: Stage, report: Report): Promise<void> {
  report.step('Paris and us-east-1 die, refusing; failover; return');
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.kill(region, 'refuse');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', PARIS);
  await stage.declare('failover', 'shop', '--to', FRANKFURT);
  await runs(stage, report, 'shop', 'failover');
  report.check('no request needed a dead region', deadRequests(stage, 'eu-west-3', 'us-east-1') === 0, stage.lab.gate.countByRegion());
  report.check(
    'DNS answers with Frankfurt, and it serves',
    (await answersFrom(stage, 'shop', 'eu-central-1')) && (await stage.browse(new URL('http://shop.acme.example/'))) === 'application',
  );
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.revive(region);
  report.check('Paris returns, still serving, and gets no traffic', await answersFrom(stage, 'shop', 'eu-central-1'));
  await stage.declare('normal', PARIS);
  await dieInTheMiddle(stage, report);
  stage.synth();
  await runs(stage, report, 'shop', 'reprotect');
  report.check('DNS still answers with Frankfurt', await answersFrom(stage, 'shop', 'eu-central-1'));
}

/** The region dies again while it is being fenced: its state and its lock cannot be written any more. */
async function dieInTheMiddle(stage: Stage, report: Report): Promise<void> {
  const died = oncePerformed(stage, { region: 'eu-west-3', service: 's3', action: /PUT .*policy/ }, () => {
    stage.lab.gate.kill('eu-west-3', 'refuse');
  });
  const interrupted = await stage.run('shop');
  await died;
  report.check('the region dies in the middle of an apply: the run stops and says so', interrupted.code === 1, interrupted.output);
  stage.lab.gate.revive('eu-west-3');
  await runs(stage, report, 'shop', 'fence, again after the region came back');
  report.check('the fence is confirmed', stage.situation.workloads['shop']?.fenced[PARIS] !== undefined);
}

async function loseInTurn(stage: Stage, report: Report): Promise<void> {
  report.step('the new active site is lost in turn: failover home; it comes back');
  stage.lab.gate.kill('eu-central-1', 'hang');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', FRANKFURT);
  await stage.declare('failover', 'shop', '--to', PARIS);
  await runs(stage, report, 'shop', 'failover home');
  report.check('no request needed the dead region', deadRequests(stage, 'eu-central-1') === 0, stage.lab.gate.countByRegion());
  report.check(
    'DNS answers with Paris, and it serves',
    (await answersFrom(stage, 'shop', 'eu-west-3')) && (await stage.browse(new URL('http://shop.acme.example/'))) === 'application',
  );
  stage.lab.gate.revive('eu-central-1');
  report.check('Frankfurt returns, still serving, and gets no traffic', await answersFrom(stage, 'shop', 'eu-west-3'));
  await stage.declare('normal', FRANKFURT);
  await runs(stage, report, 'shop', 'fence');
  const early = await stage.tries('declare', 'switch', 'shop', '--to', FRANKFURT);
  report.check(
    'a switch to a site that is not recorded as standing is refused',
    early.code === 1 && /DR-SIT-06/.test(early.output),
    early.output,
  );
  stage.synth();
  await runs(stage, report, 'shop', 'reprotect');
  report.check('DNS still answers with Paris', await answersFrom(stage, 'shop', 'eu-west-3'));
}

async function plannedSwitch(stage: Stage, report: Report): Promise<void> {
  report.step('planned switch');
  await stage.declare('switch', 'shop', '--to', FRANKFURT);
  stage.replicated('shop', 'Orders', PARIS, FRANKFURT, 0);
  await runs(stage, report, 'shop', 'switch');
  const { fenced, moves } = stage.situation.workloads['shop'] ?? {};
  report.check(
    'the old side was fenced first, and nothing was left to copy',
    fenced?.[PARIS] !== undefined && moves?.at(-1)?.lag?.['Orders'] === 0,
    moves?.at(-1),
  );
  report.check(
    'DNS answers with Frankfurt, and it serves',
    (await answersFrom(stage, 'shop', 'eu-central-1')) && (await stage.browse(new URL('http://shop.acme.example/'))) === 'application',
  );
}
