import { build as bank } from '../../../examples/vital-bank';
import { build as shop } from '../../../examples/hot-web-shop';
import type { LabTools } from '../emulator/environment';
import type { Report } from '../report';
import { Stage, type StageProps } from '../stage';
import { answersFrom, deadRequests, deploys, permitted, plansAreEmpty, runs, STATE_BUCKETS } from '../world';

/** An example, and what stands before it does. */
interface Whole extends Pick<StageProps, 'name' | 'build' | 'stateBuckets' | 'account'> {
  readonly zone: string;
  readonly prepare?: (stage: Stage) => void;
}

/** An example with its name, whole: lost, failed over, back, fenced, protected again. */
const whole =
  ({ prepare, ...props }: Whole) =>
  async (tools: LabTools, report: Report): Promise<void> => {
    const stage = await Stage.open({ ...props, tools });
    try {
      prepare?.(stage);
      report.step('normal: establish');
      stage.synth();
      await deploys(stage, report);
      await serves(stage, report, 0);
      await lose(stage, report);
      await comeBack(stage, report);
      permitted(stage, report);
    } finally {
      await stage.close();
    }
  };

/** Containers and a database behind HTTPS. */
export const shopScenario = whole({
  name: 'shop',
  build: shop,
  stateBuckets: STATE_BUCKETS,
  zone: 'acme.example',
  prepare: (stage) => {
    for (const region of ['eu-west-3', 'eu-central-1']) pushes(stage, region);
  },
});

/** Three zones at both sites. */
export const bankScenario = whole({
  name: 'bank',
  build: bank,
  account: '333344445555',
  stateBuckets: { 'eu-west-1': 'bank-tfstate-dublin', 'eu-central-1': 'bank-tfstate-frankfurt', 'eu-north-1': 'bank-tfstate-stockholm' },
  zone: 'bank.example',
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
  stage.synth();
  await runs(stage, report, id, 'reprotect');
  await serves(stage, report, 1);
  const query = 'DBInstances[].[DBInstanceIdentifier,ReadReplicaSourceDBInstanceIdentifier]';
  const found = stage.aws('rds', 'describe-db-instances', '--region', regionOf(first), '--query', query, '--output', 'text');
  report.check(
    'the old database is kept, and a new one beside it follows the one that serves',
    new RegExp(`${regionOf(first)}\\s+None`).test(found) && new RegExp(`-g1\\s+\\S*${regionOf(declared(stage, 1))}`).test(found),
    found,
  );
  await plansAreEmpty(stage, report);
}
