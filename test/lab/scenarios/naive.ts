import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { S3Backend, TerraformStack, type App } from 'cdktf';
import { judge, parsePlan } from '../../../lib/cli/judge';
import type { LabTools } from '../emulator/environment';
import { inTurn } from '../in-turn';
import type { Report } from '../report';
import { Stage } from '../stage';
import { init, plan, STATE_BUCKETS } from '../world';

/** What failover code looks like where nobody proves it: each fault is caught by the same means that prove the product. */
export async function naive(tools: LabTools, report: Report): Promise<void> {
  const stage = await Stage.open({ name: 'naive', tools, build: build('paris'), stateBuckets: STATE_BUCKETS });
  try {
    stage.synth();
    const applies = async (stack: string): Promise<void> => {
      await init(stage, stack);
      const applied = await stage.terraform(stack, ['apply', '-auto-approve', '-input=false', '-no-color']);
      report.check(`in peace, ${stack} applies`, applied.code === 0, applied.output);
    };
    // One of the faults is that the standby reads the state of the primary.
    await applies('primary');
    await inTurn(['standby', 'both', 'far-state'], 2, applies);
    await roleFlip(stage, report);
    await withoutPrimary(stage, report);
  } finally {
    await stage.close();
  }
}

/** A name bound to the role: the flip is planned as delete and create, which the judge refuses. */
async function roleFlip(stage: Stage, report: Report): Promise<void> {
  stage.synth(build('frankfurt'));
  await stage.terraform('primary', ['plan', '-input=false', '-no-color', '-out=flip.tfplan']);
  const { output } = await stage.terraform('primary', ['show', '-json', 'flip.tfplan']);
  const verdict = judge(parsePlan(output.slice(output.indexOf('{'))), {
    addresses: ['aws_s3_bucket.data'],
    statefulTypes: ['aws_s3_bucket'],
  });
  report.check('a role-bound name: the plan that destroys the bucket is refused by the judge', verdict.refused.length > 0, verdict);
  stage.synth(build('paris'));
}

async function withoutPrimary(stage: Stage, report: Report): Promise<void> {
  stage.lab.gate.kill('eu-west-3', 'refuse');
  const faults = { standby: 'a reference to another stack', both: 'two regions in one stack', 'far-state': 'a state in the primary' };
  for (const [stack, fault] of Object.entries(faults)) {
    stage.lab.gate.reset();
    const dead = await plan(stage, stack);
    report.check(`${fault}: cannot be planned without the primary`, dead.refused !== undefined, dead);
    report.check(`${fault}: the gate saw it ask the dead region`, stage.lab.gate.count('eu-west-3') > 0, stage.lab.gate.countByRegion());
  }
}

function build(active: 'paris' | 'frankfurt'): (app: App) => void {
  return (app) => {
    const primary = stackIn(app, 'primary', 'eu-west-3', 'eu-west-3');
    const data = new S3Bucket(primary, 'data', { bucket: `naive-${active === 'paris' ? 'active' : 'standby'}-data` });
    const standby = stackIn(app, 'standby', 'eu-central-1', 'eu-central-1');
    new SsmParameter(standby, 'source', { name: '/naive/source', type: 'String', value: data.arn });
    const both = stackIn(app, 'both', 'eu-central-1', 'eu-central-1');
    const paris = new AwsProvider(both, 'paris', { region: 'eu-west-3', alias: 'paris' });
    new SsmParameter(both, 'far', { name: '/naive/far', type: 'String', value: 'x', provider: paris });
    const far = stackIn(app, 'far-state', 'eu-central-1', 'eu-west-3');
    new SsmParameter(far, 'near', { name: '/naive/near', type: 'String', value: 'x' });
  };
}

function stackIn(app: App, id: string, region: string, stateRegion: keyof typeof STATE_BUCKETS): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, 'aws', { region });
  new S3Backend(stack, { bucket: STATE_BUCKETS[stateRegion], key: `${id}.tfstate`, region: stateRegion });
  return stack;
}
