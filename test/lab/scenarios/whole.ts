import { build as bank } from '../../../examples/vital-bank';
import { build as shop } from '../../../examples/hot-web-shop';
import { fleet, FLEET_IMAGE } from '../apps';
import type { LabTools } from '../emulator/environment';
import type { Report } from '../report';
import { Stage, type StageProps } from '../stage';
import { answersFrom, deadRequests, deploys, establishes, permitted, plansAreEmpty, runs, STATE_BUCKETS } from '../world';

/** What runs at a site by now: all that serve, what stands by, none. */
type Size = 'active' | 'standby' | 'none';

/** An app with its name, and what stands before it does. */
interface Whole extends Pick<StageProps, 'name' | 'build' | 'stateBuckets' | 'account'> {
  readonly zone: string;
  readonly prepare?: (stage: Stage) => void;
  /** Makes it. */
  readonly establish: (stage: Stage, report: Report) => Promise<unknown>;
  /** What is seen of what runs at a site, where it runs something. */
  readonly runs?: (stage: Stage, report: Report, region: string, size: Size) => void;
  /** What is seen of its data once all of it is protected again. */
  readonly kept?: (stage: Stage, report: Report) => void;
}

/** An app with its name, whole: lost, failed over, back, fenced, protected again. */
const whole =
  ({ prepare, establish, runs: looks = () => undefined, kept = () => undefined, ...props }: Whole) =>
  async (tools: LabTools, report: Report): Promise<void> => {
    const stage = await Stage.open({ ...props, tools });
    const seen = (...sizes: readonly [Size?, Size?]): void => {
      for (const [i, size] of sizes.entries()) if (size) looks(stage, report, regionOf(declared(stage, i as 0 | 1)), size);
    };
    try {
      prepare?.(stage);
      report.step('normal: establish');
      stage.synth();
      await establish(stage, report);
      await serves(stage, report, 0);
      seen('active', 'standby');
      await lose(stage, report);
      seen(undefined, 'active');
      await comeBack(stage, report);
      seen('none', 'active');
      await protectAgain(stage, report);
      seen('standby', 'active');
      kept(stage, report);
      await plansAreEmpty(stage, report);
      permitted(stage, report);
    } finally {
      await stage.close();
    }
  };

/*
 * What the emulator cannot play, and what checks it: which resources AWS Backup copies (`GAPS` in overlay.ts; every transition judged against
 * the real provider), rows that reach a replica (its lag is made up), a pull of an image (its digest is looked up; the check is played), the
 * loss of one zone (test/clouds/aws/zones.test.ts), TLS itself (a listener of HTTPS takes a certificate of its own region alone).
 */

/** Containers and a database behind HTTPS. */
export const shopScenario = whole({
  name: 'shop',
  build: shop,
  stateBuckets: STATE_BUCKETS,
  zone: 'acme.example',
  prepare: (stage) => {
    for (const region of ['eu-west-3', 'eu-central-1']) pushes(stage, region);
  },
  establish: deploys,
  runs: (stage, report, region, size) => {
    const wanted = { active: 4, standby: 1, none: 0 }[size];
    const { cluster = '', service = '' } = namesAt(stage, 'Front', region);
    const of = ['--region', region, '--cluster', cluster, '--services', service];
    const found = stage.aws('ecs', 'describe-services', ...of, '--query', 'services[0].[desiredCount,runningCount]', '--output', 'text');
    report.check(`${region} runs ${wanted} tasks`, found.trim() === `${wanted}\t${wanted}`, found);
  },
  kept: followed,
});

/** Machines from an image that one site has at first: a step copies it before the sites are made. */
const fromImage = (
  image: string,
  { active, standby }: Record<'active' | 'standby', number>,
  region: string,
  secret?: string,
): Pick<Whole, 'prepare' | 'establish' | 'runs'> => ({
  prepare: (stage) => {
    stage.aws('ec2', 'register-image', '--region', region, '--name', image);
  },
  establish: (stage, report) =>
    secret
      ? establishes(stage, report, workload(stage).id, { region, name: secret })
      : runs(stage, report, workload(stage).id, 'establish'),
  runs: (stage, report, at, size) => {
    const wanted = { active, standby, none: 0 }[size];
    const found = machinesIn(stage, at, image);
    report.check(
      `${at} runs ${wanted} machines, of its own image, and registers each of them`,
      found.join() === `${wanted},${wanted}`,
      found,
    );
  },
});

/** Machines alone. */
export const fleetScenario = whole({
  name: 'fleet',
  build: fleet,
  stateBuckets: STATE_BUCKETS,
  zone: 'acme.example',
  ...fromImage(FLEET_IMAGE, { active: 3, standby: 1 }, 'eu-west-3'),
});

/** Machines that run an image, and those that the load balancer finds healthy. */
function machinesIn(stage: Stage, region: string, name: string): readonly [running: number, healthy: number] {
  const ask = (...words: string[]): string => stage.aws(...words, '--region', region, '--output', 'text').trim();
  const named = ['--owners', 'self', '--filters', `Name=name,Values=${name}`];
  const image = ask('ec2', 'describe-images', ...named, '--query', 'Images[0].ImageId');
  const of = ['--filters', `Name=image-id,Values=${image}`, 'Name=instance-state-name,Values=running'];
  const running = ask('ec2', 'describe-instances', ...of, '--query', 'length(Reservations[].Instances[])');
  const targets = ask('elbv2', 'describe-target-groups', '--query', 'TargetGroups[0].TargetGroupArn');
  const healthy = "length(TargetHealthDescriptions[?TargetHealth.State=='healthy'])";
  return [Number(running), Number(ask('elbv2', 'describe-target-health', '--target-group-arn', targets, '--query', healthy))];
}

/** Machines and a database in three zones of both sites, with capacity that is kept. */
export const bankScenario = whole({
  name: 'bank',
  build: bank,
  account: '333344445555',
  stateBuckets: { 'eu-west-1': 'bank-tfstate-dublin', 'eu-central-1': 'bank-tfstate-frankfurt', 'eu-north-1': 'bank-tfstate-stockholm' },
  zone: 'bank.example',
  ...fromImage('bank-clearing-2026-11-29', { active: 6, standby: 6 }, 'eu-west-1', 'payments-keys-signing-key'),
  kept: followed,
});

/** What the pipeline of the shop pushes to the registry of a region. */
function pushes(stage: Stage, region: string): void {
  const at = ['--region', region, '--repository-name', 'acme/shop'];
  const digest = 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', layers: [] });
  stage.aws('ecr', 'create-repository', ...at);
  stage.aws('ecr', 'put-image', ...at, '--image-tag', 'released', '--image-manifest', manifest, '--image-digest', digest);
}

const workload = (stage: Stage) => stage.manifest.workloads[0] as Stage['manifest']['workloads'][number];
const regionOf = (site: string): string => site.split(':')[1] as string;
const namesAt = (stage: Stage, component: string, region: string): Readonly<Record<string, string>> =>
  workload(stage).placements.find((p) => p.component === component && regionOf(p.site) === region && p.current)?.names ?? {};
const declared = (stage: Stage, i: 0 | 1): string => workload(stage).declared.sites[i];

/** Whether users are served, and from that site. */
async function serves(stage: Stage, report: Report, i: 0 | 1): Promise<void> {
  const [region, { name = '' } = {}] = [regionOf(declared(stage, i)), workload(stage).traffic];
  const answered = await answersFrom(stage, name.split('.')[0] as string, region);
  report.check(`DNS answers with ${region}`, answered, name);
  const page = await stage.browse(new URL(`https://${name}/`));
  report.check('the application answers', page === 'application', page ?? 'nothing');
}

async function lose(stage: Stage, report: Report): Promise<void> {
  const [first, other] = [declared(stage, 0), declared(stage, 1)];
  report.step(`${first} and us-east-1 die: their requests hang`);
  const dead = [regionOf(first), 'us-east-1'];
  for (const region of dead) stage.lab.gate.kill(region, 'hang');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', first);
  await stage.declare('failover', workload(stage).id, '--to', other);
  await runs(stage, report, workload(stage).id, 'failover');
  report.check('no request needed a dead region', deadRequests(stage, ...dead) === 0, stage.lab.gate.countByRegion());
  await serves(stage, report, 1);
  for (const region of dead) stage.lab.gate.revive(region);
}

async function comeBack(stage: Stage, report: Report): Promise<void> {
  const [first, { id }] = [declared(stage, 0), workload(stage)];
  report.step(`${first} returns by itself, still serving: it is fenced, and stands by`);
  await serves(stage, report, 1);
  await stage.declare('normal', first);
  await runs(stage, report, id, 'fence');
  report.check('the fence is confirmed', stage.situation.workloads[id]?.fenced[first] !== undefined);
}

async function protectAgain(stage: Stage, report: Report): Promise<void> {
  stage.synth();
  await runs(stage, report, workload(stage).id, 'reprotect');
  await serves(stage, report, 1);
}

function followed(stage: Stage, report: Report): void {
  const [first, other] = [regionOf(declared(stage, 0)), regionOf(declared(stage, 1))];
  const query = 'DBInstances[].[DBInstanceIdentifier,ReadReplicaSourceDBInstanceIdentifier]';
  const found = stage.aws('rds', 'describe-db-instances', '--region', first, '--query', query, '--output', 'text');
  report.check(
    'the old database is kept, and a new one beside it follows the one that serves',
    new RegExp(`${first}\\s+None`).test(found) && new RegExp(`-g1\\s+\\S*${other}`).test(found),
    found,
  );
}
