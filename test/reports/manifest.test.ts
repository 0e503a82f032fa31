import { aws } from '../../lib/clouds/aws/aws';
import { Topology } from '../../lib/port/topology';
import { buildManifest } from '../../lib/reports/build-manifest';
import { manifestSchema } from '../../lib/reports/manifest';
import { cloudNamed } from '../support/clouds';
import { afterStory } from '../support/history';
import { declareApp } from '../support/synth';

/** Stories at whose ends a manifest has what it has nowhere else: nothing, a move, a site that came back, one that was replaced. */
const STORIES = [
  '',
  'standing, lost A, failover B',
  'standing, lost A, failover B, started, completed, normal A',
  'standing, gone A, failover B, started, completed, gone A by C',
];

const cloud = cloudNamed('aws');
const { sites, witness } = cloud.topology();
const [primary, secondary] = sites;
const third = aws.site('eu-west-1', { account: '111122223333', cidr: '10.30.0.0/16', state: aws.stateIn('acme-tfstate-dublin') });
const topology = Topology.activePassive({ primary, secondary, successors: [third], ...(witness ? { witness } : {}) });
const declared = { cloud, kinds: ['object-storage'], tier: 'hot', props: { topology } } as const;

test.each(STORIES)('after "%s" a manifest is read as it is written', (story) => {
  const situation = afterStory(story, declareApp(declared).workload.sides);
  const { workload } = declareApp(declared, situation);
  workload.stacks[0]?.prepareStack();
  const reports = [workload.report([workload.sides])];
  const written = JSON.stringify(buildManifest({ situation, situationFile: 'situation.json', reports }, () => ({})));
  expect(manifestSchema.safeParse(JSON.parse(written)).error?.issues).toBeUndefined();
});
