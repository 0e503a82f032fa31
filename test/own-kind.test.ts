import type { Construct } from 'constructs';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system/index.js';
import { EfsReplicationConfiguration } from '@cdktf/provider-aws/lib/efs-replication-configuration/index.js';
import {
  cellFor,
  checkStep,
  Component,
  Duration,
  Objectives,
  ObjectStorage,
  Profile,
  Tier,
  Topology,
  Workload,
  type CellFacts,
  type Declaration,
  type OwnKind,
  type TypeRow,
} from '../lib';
import { aws, type AwsGround, type AwsGroundName } from '../lib/clouds/aws/aws';
import { NORMAL } from '../lib/situation/facts';
import { FakeResource, fourthWith } from './clouds/fourth-cloud';
import { appIn, folder, refusal } from './declared';
import { renderWorkload, type Output } from './support/synth';

/** A kind of an architect's own: it is known to nobody but this file. */
interface FileShareDeclaration extends Declaration {
  readonly kind: 'file-share';
  readonly encrypted: boolean;
}

interface Shares {
  readonly 'file-share': FileShareDeclaration;
}

const ROW: OwnKind = { nature: 'data', stage: 'data', profile: Profile.REPLICATED };

class FileShare extends Component {
  readonly kind = 'file-share';

  constructor(
    scope: Construct,
    id: string,
    override readonly ownKind: OwnKind = ROW,
  ) {
    super(scope, id);
  }

  override declaration(): FileShareDeclaration {
    return { ...super.declaration(), kind: this.kind, encrypted: true, gib: 50 };
  }
}

const figure = { seconds: 60, source: 'this test', verified: false };
const facts = {
  flips: { replica: 'promote', backup: 'restore' },
  spreads: ['single', 'zonal'],
  limits: 'nothing is absent',
  fence: 'its mount targets are gone',
  automatic: false,
  oneWay: [],
  names: { share: { service: 'a file share', max: 60, separator: '-' } },
  figures: () => ({ rpo: figure, promotion: figure }),
} as const satisfies CellFacts;

/** What the cells of both clouds say of the procedures. */
const steps = (name: string, endpoint: string) => {
  const check = (id: string) => checkStep({ id: `${id}-${name}`, title: `${id} ${name}`, run: ['true'], matches: '', endpoint });
  return { check: [check('copied')], fenced: [check('fenced')], verify: [check('takes-writes')] };
};

const efs: Readonly<Record<string, TypeRow>> = {
  aws_efs_file_system: { holdsData: true, importId: '! aws efs describe-file-systems' },
  aws_efs_replication_configuration: { holdsData: false },
};

const onAws = aws.with({
  'file-share': cellFor<AwsGround, AwsGroundName, Shares>()({
    kind: 'file-share',
    service: 'Amazon EFS',
    facts,
    types: efs,
    renderSite: ({ stack, ground }, { id, here, declaration, form }) => {
      const share = new EfsFileSystem(stack, id, {
        creationToken: here.names.share,
        encrypted: declaration.encrypted,
        kmsKeyId: ground.key.arn,
        tags: { form },
      });
      return { instance: share, ready: [share], waits: [], endpoint: { host: here.names.share, name: here.names.share } };
    },
    renderLinks: ({ stack, provider }, { id, from, to, posture }) => {
      if (posture === 'replica')
        new EfsReplicationConfiguration(stack, `${id}-copies`, {
          provider: provider(from.site),
          sourceFileSystemId: from.names.share,
          destination: { region: to.region },
        });
      return [];
    },
    recovery: ({ here }) => steps(here.names.share, here.region),
  }),
});

const FOURTH = fourthWith({
  'file-share': cellFor<undefined, string, Shares>()({
    kind: 'file-share',
    service: 'Fake Files',
    facts: { ...facts, spreads: ['single'] },
    types: { fake_share: { holdsData: true } },
    renderSite: ({ stack }, { id, here, posture }) => {
      const share = new FakeResource(stack, 'fake_share', id, { name: here.names.share, posture });
      return { instance: share, ready: [share], waits: [] };
    },
    renderLinks: () => [],
    recovery: ({ here }) => steps(here.names.share, here.region),
  }),
});

const awsTopology = (): Topology => {
  const site = (region: string, cidr: string) =>
    onAws.site(region, { account: '111122223333', cidr, state: onAws.stateIn(`state-${region}`) });
  const witness = onAws.stateIn('state-witness', { region: 'eu-north-1' });
  return Topology.activePassive({ primary: site('eu-west-3', '10.1.0.0/16'), secondary: site('eu-central-1', '10.2.0.0/16'), witness });
};

const objectives = Objectives.of({ rto: Duration.days(7), rpo: Duration.days(3), mtpd: Duration.days(30) });

/** A share between two sites, synthesized. */
function synthesized(topology: Topology, tier: Tier): Output {
  const workload = new Workload(appIn(folder()), 'billing', { objectives, tier, topology });
  new FileShare(workload, 'Plans');
  return renderWorkload(workload, NORMAL);
}

const planned = ({ manifest }: Output) =>
  manifest.workloads[0]?.placements.map(({ kind, site, posture, names }) => [kind, site, posture, names['share']]);
const typesOf = ({ stacks }: Output, id: string): string[] => Object.keys(stacks[id]?.resource ?? {});

describe('a kind of one’s own, on a cloud of the package', () => {
  test('is planned by its own profile, and rendered by its own cell: a replica at hot', () => {
    const output = synthesized(awsTopology(), Tier.HOT);
    expect(planned(output)).toEqual([
      ['file-share', 'aws:eu-west-3', 'active', 'billing-plans-eu-west-3'],
      ['file-share', 'aws:eu-central-1', 'replica', 'billing-plans-eu-central-1'],
    ]);
    expect(typesOf(output, 'billing-eu-central-1')).toContain('aws_efs_file_system');
    expect(typesOf(output, 'billing-links')).toContain('aws_efs_replication_configuration');
    expect(output.manifest.stacks.find(({ id }) => id === 'billing-eu-west-3')?.stateful).toContain('aws_efs_file_system.plans');
  });

  test('copies at cold', () => {
    const output = synthesized(awsTopology(), Tier.COLD);
    expect(planned(output)?.map(([, , posture]) => posture)).toEqual(['active', 'backup']);
    expect(typesOf(output, 'billing-links')).toEqual([]);
  });
});

describe('a kind of one’s own, on a cloud of one’s own', () => {
  test.each([
    [Tier.HOT, 'replica', 'promote'],
    [Tier.COLD, 'backup', 'restore'],
  ])('%s', (tier, posture, flip) => {
    const output = synthesized(FOURTH.topology(), tier);
    expect(planned(output)?.map(([, , stands]) => stands)).toEqual(['active', posture]);
    expect(output.manifest.workloads[0]?.components).toMatchObject([{ kind: 'file-share', wave: 0, flip }]);
    expect(output.stacks['billing-south']?.resource?.['fake_share']).toMatchObject({ plans: { posture } });
  });
});

describe('what nobody knows is refused', () => {
  const declaring = (make: (workload: Workload) => void) => () =>
    refusal((app) => {
      make(new Workload(app, 'billing', { objectives, tier: Tier.HOT, topology: awsTopology() }));
    });

  test('a kind without a row', () => {
    class Nameless extends Component {
      readonly kind = 'file-shrae';
    }
    const error = declaring((workload) => new Nameless(workload, 'Plans'))();
    expect(error.message).toMatch(/DR-KIND-01: Nobody says what kind of component Plans is \(got: file-shrae\)/);
  });

  test('a word that every object knows is no kind', () => {
    class Inherited extends Component {
      readonly kind = 'constructor';
    }
    expect(declaring((workload) => new Inherited(workload, 'Plans'))().id).toBe('DR-KIND-01');
  });

  test('a row for a kind that the library knows', () => {
    class Own extends ObjectStorage {
      override readonly ownKind = ROW;
    }
    expect(declaring((workload) => new Own(workload, 'Plans'))().message).toMatch(
      /DR-KIND-02: Plans: the library says what object-storage is/,
    );
  });

  test.each([-5, Number.NaN, Number.POSITIVE_INFINITY])('a size that is none: %s', (gib) => {
    class Sized extends FileShare {
      override declaration() {
        return { ...super.declaration(), gib };
      }
    }
    expect(declaring((workload) => new Sized(workload, 'Plans'))().message).toMatch(
      /DR-KIND-02: Plans: its size is none \(got: (-5|NaN|Infinity)\)/,
    );
  });

  test.each([
    ['a posture that is not of its nature', { ...ROW, nature: 'compute' }, /DR-KIND-02: Plans: its kind is compute.*got: backup at cold/],
    ['an odd profile', { ...ROW, profile: Profile.SCALED }, /DR-KIND-02: .*prepared at warm/],
  ] as const)('%s', (_, row, said) => {
    const error = declaring((workload) => new FileShare(workload, 'Plans', row))();
    expect(error.message).toMatch(said);
  });

  test('no cell takes it', () => {
    const topology = Topology.activePassive({
      primary: aws.site('eu-west-3', { account: '111122223333', cidr: '10.1.0.0/16', state: aws.stateIn('state-a') }),
      secondary: aws.site('eu-central-1', { account: '111122223333', cidr: '10.2.0.0/16', state: aws.stateIn('state-b') }),
    });
    const error = refusal((app) => void new FileShare(new Workload(app, 'billing', { objectives, tier: Tier.HOT, topology }), 'Plans'));
    expect(error.message).toMatch(/DR-CELL-01: Plans \(file-share\).*[\s\S]*no file-share on aws/);
  });
});
