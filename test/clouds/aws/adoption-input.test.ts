import { Token, type App } from 'cdktf';
import {
  ContainerImages,
  ContainerService,
  DatabaseEngine,
  LoadBalancer,
  MachineGroup,
  Network,
  ObjectStorage,
  RelationalDatabase,
  Secrets,
  Size,
  Tier,
  Workload,
} from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { isUnseen } from '../../../lib/words/doctor';
import { appIn, COPIES, dublin, folder, FRANKFURT, milan, network, PARIS, PATIENT, refusal, topology, workload } from '../../declared';
import { cloudNamed } from '../../support/clouds';
import { IMAGE } from '../../support/components';

/** What a JavaScript program, or one with a cast, could give. */
const any = (value: unknown): never => value as never;

const hot = (app: App): Workload => workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
const VPC = { id: 'vpc-1', publicSubnets: ['subnet-1', 'subnet-2'], privateSubnets: ['subnet-3', 'subnet-4'] };
const inVpc = (app: App): Workload => {
  const w = hot(app);
  Network.fromExisting(w, 'Net', { [PARIS]: VPC });
  return w;
};
const SIZED = { engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 };
const RUN = { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 2 } };
const arn = (service: string, rest: string, at = 'eu-west-3:111122223333'): string => `arn:aws:${service}:${at}:${rest}`;
const LISTENER = arn('elasticloadbalancing', 'listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2');
const TARGETS = arn('elasticloadbalancing', 'targetgroup/web/73e2d6bc24d8a067');
const CERTIFIED = Object.fromEntries(
  ['eu-west-3', 'eu-central-1'].map((region) => [`aws:${region}`, `arn:aws:acm:${region}:111122223333:certificate/5f0c9a52`]),
);

const bucket = (app: App, at: unknown, props = {}) => ObjectStorage.fromExisting(hot(app), 'Files', any(at), props);
const ledger = (w: Workload, over: object = {}, props: object = {}, id = 'Ledger') =>
  RelationalDatabase.fromExisting(
    w,
    id,
    { [PARIS]: any({ id: 'ledger', secret: 'ledger/admin', guards: ['sg-1'], ...over }) },
    any({ ...SIZED, ...props }),
  );
const service = (w: Workload, over: object = {}, id = 'Api') =>
  ContainerService.fromExisting(w, id, { [PARIS]: any({ id: 'api', cluster: 'acme', ...over }) }, RUN);
const machines = (w: Workload, over: object = {}, props: object = {}) =>
  MachineGroup.fromExisting(
    w,
    'Back',
    { [PARIS]: any({ id: 'portal', least: 2, ...over }) },
    any({ image: 'portal-7', size: Size.of({ vcpus: 2, memoryGiB: 4 }), instances: { active: 4 }, ...props }),
  );
const GROUP_ID = 'autoScalingGroup:0a1b2c3d-0000-4000-8000-00000000abcd:autoScalingGroupName/portal';
const web = (w: Workload, over: object = {}, props: object = {}) =>
  LoadBalancer.fromExisting(
    w,
    'Web',
    { [PARIS]: any({ id: LISTENER, targets: TARGETS, ...over }) },
    any({ certificates: CERTIFIED, ...props }),
  );
const secret = (app: App, id: string) => Secrets.fromExisting(hot(app), 'Keys', { [PARIS]: { ids: { token: id } } });

type Row = readonly [title: string, declare: (app: App) => unknown, id: string, ...words: readonly string[]];

const ELSEWHERE: Row[] = [
  [
    'an instance',
    (app) => ledger(inVpc(app), { id: arn('rds', 'db:ledger', 'eu-central-1:111122223333') }),
    'DR-VALUE-01',
    'of that region and account',
  ],
  [
    'an instance of another account',
    (app) => ledger(inVpc(app), { id: arn('rds', 'db:ledger', 'eu-west-3:999988887777') }),
    'DR-VALUE-01',
    'arn:aws:rds:eu-west-3:111122223333:db:',
  ],
  [
    'the secret of one',
    (app) => ledger(inVpc(app), { secret: arn('secretsmanager', 'secret:x-AbCdEf', 'eu-west-1:111122223333') }),
    'DR-VALUE-01',
    'the name of a secret',
  ],
  ['a secret', (app) => secret(app, arn('secretsmanager', 'secret:x-AbCdEf', 'eu-central-1:111122223333')), 'DR-VALUE-01', 'secret:'],
  [
    'a key',
    (app) =>
      bucket(app, { [PARIS]: { id: 'files', key: arn('kms', 'key/00000000-0000-0000-0000-000000000001', 'eu-central-1:111122223333') } }),
    'DR-VALUE-01',
    'a key of AWS KMS, by its ARN',
  ],
  ['a secret whose name ends as an ARN does: tasks would not find it', (app) => secret(app, 'app-config'), 'DR-VALUE-01', 'six characters'],
  ['a bucket of another partition', (app) => bucket(app, { [PARIS]: { id: 'arn:aws-cn:s3:::files' } }), 'DR-VALUE-01', 'a bucket'],
  [
    'a cluster',
    (app) => service(inVpc(app), { cluster: arn('ecs', 'cluster/acme', 'eu-central-1:111122223333') }),
    'DR-VALUE-01',
    'cluster of Amazon ECS',
  ],
  [
    'a service',
    (app) => service(inVpc(app), { id: arn('ecs', 'service/acme/api', 'eu-west-3:999988887777') }),
    'DR-VALUE-01',
    'service of Amazon ECS',
  ],
  [
    'a group of machines',
    (app) => machines(inVpc(app), { id: arn('autoscaling', GROUP_ID, 'eu-central-1:111122223333') }),
    'DR-VALUE-01',
    'an Auto Scaling group, without a comma, or its whole ARN',
    'arn:aws:autoscaling:eu-west-3:111122223333:autoScalingGroup:',
  ],
  [
    'a group of machines of another account',
    (app) => machines(inVpc(app), { id: arn('autoscaling', GROUP_ID, 'eu-west-3:999988887777') }),
    'DR-VALUE-01',
    'of that region and account',
  ],
  [
    'a listener',
    (app) => web(inVpc(app), { id: LISTENER.replace('eu-west-3', 'eu-central-1') }),
    'DR-VALUE-01',
    'a listener of an application load balancer',
  ],
  [
    'a target group',
    (app) => web(inVpc(app), { targets: TARGETS.replace('111122223333', '999988887777') }),
    'DR-VALUE-01',
    'a target group, by its ARN',
  ],
];

const MALFORMED: Row[] = [
  [
    'ways to a bucket, which are closed by its policy',
    (app) => bucket(app, { [PARIS]: { id: 'files', guards: ['sg-1'] } }),
    'DR-VALUE-01',
    'a statement of its policy',
    'leave guards and appliedFrom out',
  ],
  ['a bucket', (app) => bucket(app, { [PARIS]: { id: 'Files!' } }), 'DR-VALUE-01', 'as Amazon S3 names buckets'],
  ['an instance', (app) => ledger(inVpc(app), { id: 'ledger.internal' }), 'DR-VALUE-01', 'the identifier of an instance'],
  ['a group of machines', (app) => machines(inVpc(app), { id: 'portal,other' }), 'DR-VALUE-01', 'without a comma'],
  ['a group without its least', (app) => machines(inVpc(app), { least: undefined }), 'DR-COMP-06', 'how many run at the least'],
  [
    'a group with more at the least than serve',
    (app) => machines(inVpc(app), { least: 5 }),
    'DR-COMP-06',
    'got: 5 at aws:eu-west-3',
    'at most 4',
    'instances: { active: 5 }',
  ],
  [
    'an instance in capitals',
    (app) => ledger(inVpc(app), { id: 'Ledger' }),
    'DR-VALUE-01',
    'got: Ledger at aws:eu-west-3',
    'in small letters',
  ],
  [
    'the ARN of a secret without its end',
    (app) => ledger(inVpc(app), { secret: arn('secretsmanager', 'secret:ledger') }),
    'DR-VALUE-01',
    'the name of a secret, or its whole ARN',
  ],
  [
    'a service of another cluster',
    (app) => service(inVpc(app), { id: arn('ecs', 'service/other/api') }),
    'DR-VALUE-01',
    'service/other/api, and cluster acme',
    "cluster: 'other'",
  ],
  ['a cluster in the name of a service', (app) => service(inVpc(app), { id: 'acme/api' }), 'DR-VALUE-01', 'got: acme/api'],
  [
    'no secret',
    (app) => Secrets.fromExisting(hot(app), 'Keys', { [PARIS]: { ids: {} } }),
    'DR-COMP-06',
    "existing['aws:eu-west-3'].ids",
    'one or more',
  ],
  ['an id that Terraform decides', (app) => bucket(app, { [PARIS]: { id: '${aws_s3_bucket.x.bucket}' } }), 'DR-VALUE-01', 'a bucket'],
  [
    'an id that is a token',
    (app) => bucket(app, { [PARIS]: { id: Token.asString({ resolve: () => 'files' }) } }),
    'DR-TOKEN-01',
    'declarations.0.existing.aws:eu-west-3.id',
    'write the value itself',
  ],
  ['a guard', (app) => ledger(inVpc(app), { guards: ['default'] }), 'DR-VALUE-01', 'sg-…'],
  ['no guard', (app) => ledger(inVpc(app), { guards: [] }), 'DR-COMP-06', 'one or more'],
  [
    'a load balancer in the place of its listener',
    (app) => web(inVpc(app), { id: arn('elasticloadbalancing', 'loadbalancer/app/web/50dc6c495c0c9188') }),
    'DR-VALUE-01',
    'listener/',
  ],
  ['a key by its alias', (app) => bucket(app, { [PARIS]: { id: 'files', key: 'alias/files' } }), 'DR-VALUE-01', 'by its ARN'],
  [
    'a repository with its registry',
    (app) => ContainerImages.fromExisting(hot(app), 'Images', { [PARIS]: { ids: ['x.example/acme/api'] } }),
    'DR-COMP-06',
    'without a registry',
  ],
  ['a secret with a space in it', (app) => secret(app, 'to ken'), 'DR-COMP-06', 'the name of a secret'],
  ['nothing', (app) => bucket(app, {}), 'DR-COMP-06', 'at one site or more'],
  ['a site that is none', (app) => bucket(app, { 'aws:eu-wets-3': { id: 'files' } }), 'DR-VALUE-01', 'did you mean aws:eu-west-3?'],
];

const TWICE: Row[] = [
  [
    'by two components',
    (app) => {
      const w = hot(app);
      for (const id of ['A', 'B']) ObjectStorage.fromExisting(w, id, { [PARIS]: { id: 'files' } });
    },
    'DR-ADOPT-03',
    'A and B adopt one thing',
    'leave B out',
  ],
  [
    'by two databases',
    (app) => {
      const w = inVpc(app);
      ledger(w);
      ledger(w, {}, {}, 'Other');
    },
    'DR-ADOPT-03',
    'got: ledger',
  ],
  [
    'by name, and by ARN',
    (app) => {
      const w = inVpc(app);
      ledger(w);
      ledger(w, { id: arn('rds', 'db:ledger'), secret: 'other' }, {}, 'Other');
    },
    'DR-ADOPT-03',
    'Ledger of billing and Other of billing adopt one thing',
    'leave Other of billing out',
  ],
  [
    'by two workloads',
    (app) => {
      bucket(app, { [PARIS]: { id: 'files' } });
      const other = workload(app, 'crm', { tier: Tier.HOT, objectives: PATIENT });
      ObjectStorage.fromExisting(other, 'Files', { [PARIS]: { id: 'arn:aws:s3:::files' } });
    },
    'DR-ADOPT-03',
    'Files of billing and Files of crm adopt one thing',
    'leave Files of crm out',
  ],
  [
    'by two services',
    (app) => {
      const w = inVpc(app);
      service(w);
      service(w, { id: arn('ecs', 'service/acme/api') }, 'Other');
    },
    'DR-ADOPT-03',
    'leave Other of billing out',
  ],
  [
    'by one, as two secrets',
    (app) => Secrets.fromExisting(hot(app), 'Keys', { [PARIS]: { ids: { a: 'one', b: 'one' } } }),
    'DR-ADOPT-03',
    'adopts one thing twice',
  ],
  [
    'at both sites',
    (app) => bucket(app, { [PARIS]: { id: 'files' }, [FRANKFURT]: { id: 'files' } }),
    'DR-ADOPT-02',
    'what runs at aws:eu-west-3',
  ],
  ['where it stands by', (app) => bucket(app, { [FRANKFURT]: { id: 'files' } }), 'DR-ADOPT-02', 'leave aws:eu-central-1 out'],
  [
    'at a successor',
    (app) =>
      ObjectStorage.fromExisting(
        workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, topology: topology({ successors: [dublin()] }) }),
        'Files',
        { 'aws:eu-west-1': { id: 'files' } },
      ),
    'DR-ADOPT-02',
    'got: aws:eu-west-1',
  ],
];

const MADE_ALONE: Row[] = [
  ['a password', (app) => ledger(inVpc(app), { password: 'secret' }), 'DR-COMP-06', 'takes no existing', 'password'],
  [
    'a size of its own',
    (app) => ledger(inVpc(app), { size: Size.of({ vcpus: 2, memoryGiB: 8 }) }),
    'DR-COMP-06',
    'takes no existing',
    'size',
  ],
  ['an administrator', (app) => ledger(inVpc(app), {}, { username: 'root' }), 'DR-COMP-06', 'takes no username'],
  ['no size for its standby', (app) => ledger(inVpc(app), {}, { size: undefined }), 'DR-COMP-06', 'size'],
  ['storage of a bucket', (app) => bucket(app, { [PARIS]: { id: 'files', sizeGiB: 5 } }), 'DR-COMP-06', 'takes no existing', 'sizeGiB'],
  [
    'a firewall',
    (app) => web(inVpc(app), {}, { firewalls: { [PARIS]: arn('wafv2', 'regional/webacl/x/1') } }),
    'DR-VALUE-01',
    'its owner gives it one',
  ],
  [
    'capacity that is kept',
    (app) => machines(inVpc(app), {}, { reserved: { [PARIS]: 4 } }),
    'DR-VALUE-01',
    'its owner keeps capacity for it',
    'leave aws:eu-west-3 out of reserved',
  ],
  ['a log', (app) => web(inVpc(app), {}, { accessLogs: { [PARIS]: 'logs' } }), 'DR-VALUE-01', 'its owner gives it one'],
];

const GROUND: Row[] = [
  [
    'a database in a network that is made',
    (app) => {
      const w = hot(app);
      network(w);
      ledger(w);
    },
    'DR-ADOPT-04',
    'the network that it stands in is to be made',
    'Net adopted at the same site',
  ],
  [
    'an entrance that exists before a service that does not',
    (app) => {
      const w = inVpc(app);
      web(w, {}, { target: new ContainerService(w, 'Api', RUN) });
    },
    'DR-COMP-11',
    'ContainerService.fromExisting',
  ],
  [
    'an entrance that exists before a group that does not',
    (app) => {
      const w = inVpc(app);
      const props = { image: 'portal-7', size: Size.of({ vcpus: 2, memoryGiB: 4 }), instances: { active: 4 } };
      web(w, {}, { target: new MachineGroup(w, 'Back', props) });
    },
    'DR-COMP-11',
    'MachineGroup.fromExisting',
  ],
  [
    'a service that exists behind an entrance that does not',
    (app) => {
      const w = inVpc(app);
      new LoadBalancer(w, 'Web', { certificates: CERTIFIED, target: service(w) });
    },
    'DR-COMP-11',
    'LoadBalancer.fromExisting',
  ],
  [
    'on a cloud whose cell adopts nothing',
    (app) => {
      const w = new Workload(app, 'billing', { objectives: PATIENT, tier: Tier.HOT, topology: cloudNamed('azure').topology() });
      ObjectStorage.fromExisting(w, 'Files', { 'azure:francecentral': { id: 'files' } }, { redundancy: 'geo' });
    },
    'DR-ADOPT-01',
    `its cell on ${azure.name} takes nothing that does`,
  ],
];

const REFUSED: Readonly<Record<string, readonly Row[]>> = {
  'of another region or account': ELSEWHERE,
  malformed: MALFORMED,
  'twice, or where it has no role': TWICE,
  'given what only a made one takes': MADE_ALONE,
  'beside what does not exist': GROUND,
};

describe.each(Object.keys(REFUSED))('what exists is refused: %s', (why) => {
  for (const [title, declare, id, ...words] of REFUSED[why] ?? [])
    test(title, () => {
      const { message } = refusal((app) => void declare(app));
      expect(message).toMatch(new RegExp(`^${id}: `));
      for (const word of words) expect(message).toContain(word);
    });
});

test.each([
  ['in another account', COPIES, ['own-key-ledger']],
  ['in its own account', '111122223333', []],
])('a database that exists is asked for a key of its owner where copies are kept %s', (_, account, asked) => {
  const w = workload(appIn(folder()), 'billing', { tier: Tier.HOT, objectives: PATIENT, copiesIn: milan({ account }) });
  Network.fromExisting(w, 'Net', { [PARIS]: VPC });
  ledger(w);
  const ids = (w.plan.doctor[PARIS] ?? []).flatMap((item) => (isUnseen(item) ? [] : item.steps.map(({ id }) => id)));
  expect(ids.filter((id) => id.startsWith('own-key'))).toEqual(asked);
});

test('a name that the library gives around what exists is no thing that is adopted twice', () => {
  const error = refusal((app) => {
    for (const [id, net, adopted] of [
      ['shop', 'EuNet', 'vpc-1'],
      ['shop-eu', 'Net', 'vpc-2'],
    ] as const)
      Network.fromExisting(workload(app, id, { tier: Tier.HOT, objectives: PATIENT }), net, { [PARIS]: { ...VPC, id: adopted } });
  });
  expect([error.id, error.details.fix]).toEqual(['DR-NAME-02', 'rename Net']);
});

test('services of one cluster, and of one name in two clusters, are several', () => {
  const w = inVpc(appIn(folder()));
  service(w);
  service(w, { id: 'worker' }, 'Worker');
  service(w, { cluster: 'other' }, 'Other');
  expect(() => (w.node.root as App).synth()).not.toThrow();
});

test('a group that exists is taken by its name, or by its ARN', () => {
  const named = (id: string) => {
    const w = inVpc(appIn(folder()));
    machines(w, { id });
    return w.plan.placements.find(({ component, here }) => component === 'Back' && here.site === PARIS)?.here.names['machines'];
  };
  expect([named('a/b@c'), named(arn('autoscaling', GROUP_ID)), named(arn('autoscaling', `${GROUP_ID}/x`))]).toEqual([
    'a/b@c',
    'portal',
    'portal/x',
  ]);
});

test('what exists is taken by its name, or by its ARN', () => {
  const names = (at: object) => {
    const w = inVpc(appIn(folder()));
    ledger(w, at);
    return w.plan.placements.find(({ component, here }) => component === 'Ledger' && here.site === PARIS)?.here.names;
  };
  const named = names({});
  expect(named).toMatchObject({ instance: 'ledger', password: 'ledger/admin' });
  expect(names({ id: arn('rds', 'db:ledger'), secret: arn('secretsmanager', 'secret:ledger/admin-AbCdEf') })).toEqual(named);
});
