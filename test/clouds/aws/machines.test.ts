import { machineGroup } from '../../../lib/clouds/aws/machines/cell';
import { INSTANCE_TYPES, instanceType } from '../../../lib/clouds/aws/machines/sizes';
import { userDataOf } from '../../../lib/clouds/aws/machines/user-data';
import {
  Duration,
  Machine,
  MachineGroup,
  Network,
  Size,
  Tier,
  type MachineGroupProps,
  type Workload,
  type WorkloadProps,
} from '../../../lib';
import type { MachineGroupDeclaration } from '../../../lib/components/machine-group';
import type { TierName } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import { appIn, folder, frankfurt, paris, PATIENT, refusal, topology, workload } from '../../declared';
import { cloudNamed } from '../../support/clouds';
import { blocksOf, type Body, type StackJson } from '../../support/json';
import { lawOne } from '../../support/laws/law-01';
import { lawSeven } from '../../support/laws/law-07';
import { lawFourteen } from '../../support/laws/law-14';
import { lawShut } from '../../support/laws/shut';
import { lawTwelve } from '../../support/laws/law-12';
import type { Output } from '../../support/synth';
import { block, typesOf, groupRules } from './fixture';
import { sheetsOf, shopOf } from './shop';

const IMAGE = 'acme-back-1';
const SIZE = Size.of({ vcpus: 2, memoryGiB: 4 });
const shopAt = shopOf<MachineGroupProps>(
  (shop, uses, props) =>
    new MachineGroup(shop, 'Back', {
      ...(props.images ? {} : { image: IMAGE }),
      size: SIZE,
      instances: { active: 4, standby: 1, most: 8 },
      uses,
      environment: { MOTTO: `it's "ours" \\` },
      ...props,
    }),
);

/** A group in a network, and nothing else. */
const group = (shop: Workload, props: Partial<MachineGroupProps> = {}): Workload => {
  new Network(shop, 'Net');
  new MachineGroup(shop, 'Back', {
    ...(props.images ? {} : { image: IMAGE }),
    size: SIZE,
    instances: { active: 4, standby: 1 },
    ...props,
  });
  return shop;
};
const alone = (own: Partial<WorkloadProps>, props: Partial<MachineGroupProps> = {}): Workload =>
  group(workload(appIn(folder()), 'shop', { objectives: PATIENT, ...own }), props);
const SITE = 'aws:eu-central-1';

const STEPS = ['normal', 'closed', 'failing over', 'fenced', 'reprotected'];
const PARIS = 'shop-eu-west-3';
const FRANKFURT = 'shop-eu-central-1';
const groupIn = (json: StackJson | undefined): Body => block(json, 'aws_autoscaling_group.back');
const templateIn = (json: StackJson | undefined): Body => block(json, 'aws_launch_template.back-template');
const boundsIn = (json: StackJson | undefined): unknown[] => [groupIn(json)['min_size'], groupIn(json)['max_size']];

test('a machine by itself is refused, with what it is brought into', () => {
  const id = 'arn:aws:ec2:eu-west-3:111122223333:instance/i-0123456789abcdef0';
  const { message } = refusal(
    (app) =>
      void Machine.fromExisting(workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT }), 'Erp', { 'aws:eu-west-3': { id } }),
  );
  expect(message).toMatch(/DR-CELL-01[\s\S]*no machine on aws[\s\S]*MachineGroup.*of an image that is made of that machine/);
});

describe('its size', () => {
  test.each([
    ['normal', PARIS, [4, 8]],
    ['normal', FRANKFURT, [1, 1]],
    ['closed', PARIS, [4, 8]],
    ['failing over', FRANKFURT, [4, 8]],
    ['fenced', PARIS, [0, 0]],
    ['reprotected', PARIS, [1, 1]],
    ['reprotected', FRANKFURT, [4, 8]],
  ])('%s: %s is within %j, and the wanted number is the load’s', (step, stack, within) => {
    const json = shopAt(step).stacks[stack];
    expect(boundsIn(json)).toEqual(within);
    expect(groupIn(json)).not.toHaveProperty('desired_capacity');
    expect(groupIn(json)['lifecycle']).toMatchObject({ ignore_changes: expect.arrayContaining(['desired_capacity']) as string[] });
  });

  test.each([
    ['cold', 0],
    ['warm', 0],
    ['hot', 1],
    ['ha', 0],
    ['vital', 4],
  ] as const)('%s: what stands by runs %i', (tier, wanted) => {
    expect(boundsIn(shopAt('normal', tier).stacks[FRANKFURT])).toEqual([wanted, wanted]);
  });

  test('that does not scale has no policy, and one that does is left alone between its bounds', () => {
    expect(typesOf(shopAt('normal', 'hot', { instances: { active: 3 } }).stacks[PARIS])).not.toContain('autoscaling_policy');
    expect(block(shopAt('normal').stacks[PARIS], 'aws_autoscaling_policy.back-scaling')).toMatchObject({
      autoscaling_group_name: '${aws_autoscaling_group.back.name}',
      policy_type: 'TargetTrackingScaling',
    });
  });

  test.each([
    ['x86-64', { vcpus: 1, memoryGiB: 1 }, 't3.micro'],
    ['x86-64', { vcpus: 2, memoryGiB: 4 }, 'c6i.large'],
    ['x86-64', { vcpus: 2, memoryGiB: 9 }, 'r6i.large'],
    ['x86-64', { vcpus: 5, memoryGiB: 20 }, 'm6i.2xlarge'],
    ['arm64', { vcpus: 4, memoryGiB: 8 }, 'c6g.xlarge'],
    ['arm64', { vcpus: 64, memoryGiB: 512 }, 'r6g.16xlarge'],
    ['arm64', { vcpus: 96, memoryGiB: 8 }, undefined],
  ] as const)('of one, %s %j, is the smallest type that is at least as large: %s', (processor, size, type) => {
    expect(instanceType({ processor, size: Size.of(size) })?.[0]).toBe(type);
    const sizes = INSTANCE_TYPES[processor].map(([, vcpus, gib]) => vcpus * 10_000 + gib);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });
});

describe('a machine', () => {
  test('has no public address, encrypted volumes of the key of its site, its own role, and metadata by session alone', () => {
    const template = templateIn(shopAt('normal', 'hot', { storageGiB: 30 }).stacks[FRANKFURT]);
    expect(template).toMatchObject({
      instance_type: 'c6i.large',
      iam_instance_profile: { name: 'shop-back-eu-central-1-machine' },
      metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
      network_interfaces: [{ associate_public_ip_address: 'false', security_groups: ['${aws_security_group.back-guard.id}'] }],
      block_device_mappings: [
        {
          ebs: {
            encrypted: 'true',
            kms_key_id: 'arn:aws:kms:eu-central-1:111122223333:alias/shop-back-eu-central-1-machines',
            volume_size: 30,
          },
        },
      ],
    });
  });

  test('is made from the image of its region and account; where that is missing, the group alone is refused', () => {
    const json = shopAt('failing over').stacks[FRANKFURT];
    const asked = {
      owners: ['self'],
      filter: [
        { name: 'name', values: [IMAGE] },
        { name: 'state', values: ['available'] },
      ],
    };
    expect(block(json, 'aws_ami_ids.back-images', 'data')).toMatchObject(asked);
    expect(block(json, 'aws_ami.back-image', 'data')).toMatchObject({
      ...asked,
      count: '${min(length(data.aws_ami_ids.back-images.ids), 1)}',
    });
    expect(templateIn(json)['image_id']).toBe('${try(data.aws_ami.back-image[0].id, null)}');
    expect(json?.check?.['back-image']?.assert).toEqual({
      condition: '${length(data.aws_ami_ids.back-images.ids) > 0}',
      error_message: expect.stringMatching(
        new RegExp(`^No image ${IMAGE} of Back is available at eu-central-1: .*Fix: .*continuity run --transition establish --execute`),
      ) as string,
    });
    // A refusal by a resource, at plan, would hold up what else the apply recovers.
    for (const { body } of blocksOf(json)) expect(JSON.stringify(body['lifecycle'] ?? {})).not.toContain('back-images');
    expect(shopAt('fenced').stacks[PARIS]).not.toHaveProperty('check');
  });

  test('of a group whose image has ids is made from the one of its site', () => {
    const images = { 'aws:eu-west-3': 'ami-0123456a', 'aws:eu-central-1': 'ami-0123456b' };
    const output = shopAt('normal', 'hot', { images });
    for (const [stack, id] of [
      [PARIS, 'ami-0123456a'],
      [FRANKFURT, 'ami-0123456b'],
    ] as const)
      expect(block(output.stacks[stack], 'aws_ami_ids.back-images', 'data')).toMatchObject({
        filter: [
          { name: 'image-id', values: [id] },
          { name: 'state', values: ['available'] },
        ],
      });
    const steps = sheetsOf(output).flatMap(({ waves }) => waves.flatMap(({ actions }) => actions.map(({ id }) => id)));
    expect(steps.filter((id) => id.startsWith('copy-image'))).toEqual([]);
  });

  test('finds what it works on at its own site, and no secret is written', () => {
    const told = String(templateIn(shopAt('normal', 'hot', { logs: true }).stacks[FRANKFURT])['user_data']);
    const secret = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:';
    for (const line of [
      "MOTTO='it'\\\\''s \\\"ours\\\" \\\\'",
      "ORDERS_HOST='${aws_db_instance.orders.address}'",
      "ORDERS_PORT='5432'",
      `KEYS_API_TOKEN='${secret}shop-keys-api-token'`,
      "ORDERS_SECRET='" + secret + "${aws_secretsmanager_secret.orders-password.name}'",
      "LOG_GROUP='shop-back-eu-central-1'",
    ])
      expect(told).toContain(`\\n${line}\\n`);
    expect(told).not.toContain('eu-west-3');
  });

  test('is told the same after the site took the role as before: none that runs is replaced by that apply', () => {
    const [before, after] = ['normal', 'failing over'].map((step) => templateIn(shopAt(step).stacks[FRANKFURT]));
    expect(after).toEqual(before);
    expect(groupIn(shopAt('normal').stacks[FRANKFURT])['instance_refresh']).toEqual({
      strategy: 'Rolling',
      preferences: { min_healthy_percentage: 100, max_healthy_percentage: 200, skip_matching: true },
    });
  });
});

// A site that answers again is fenced before the image of today is copied there, and what has no image is refused with its bounds.
test.each([
  ['normal', 'hot', FRANKFURT, true],
  ['failing over', 'cold', FRANKFURT, true],
  ['normal', 'cold', FRANKFURT, false],
  ['fenced', 'hot', PARIS, false],
] as const)('%s, %s: at %s the group takes a newer template where machines are wanted: %p', (step, tier, stack, takes) => {
  const { ignore_changes: ignored } = groupIn(shopAt(step, tier).stacks[stack])['lifecycle'] as { ignore_changes: string[] };
  expect(ignored).toEqual(takes ? ['desired_capacity'] : ['desired_capacity', 'launch_template']);
});

describe('what it is told when it boots', () => {
  const of = (props: Partial<MachineGroupDeclaration>): string | undefined =>
    userDataOf(
      { uses: [], environment: {}, logs: false, userData: '', ...props } as MachineGroupDeclaration,
      { texts: [], secrets: [] },
      [],
    );

  test('is what its architect wrote, to the letter: no expression of Terraform is read in it', () => {
    const userData = '#!/bin/sh\necho "${HOME}" %{x}\n';
    expect(of({ userData })).toBe(Buffer.from(userData).toString('base64'));
    expect(of({})).toBeUndefined();
  });

  test.each([
    ['#!/bin/sh\necho "${HOME}"\n', 'text/x-shellscript'],
    ['#cloud-config\nruncmd: [true]\n', 'text/cloud-config'],
  ])('stands behind its environment, which is written at each boot: %j', (userData, type) => {
    const told = String(templateIn(shopAt('normal', 'hot', { userData }).stacks[PARIS])['user_data']);
    expect(told).toMatch(/Content-Type: text\/cloud-boothook[\s\S]*cat >\/etc\/continuity\/environment <<'END_OF_ENVIRONMENT'/);
    expect(told).toContain(`Content-Type: ${type}\\nContent-Transfer-Encoding: base64\\n\\n${Buffer.from(userData).toString('base64')}\\n`);
  });
});

describe('is refused, with what is allowed', () => {
  const at = (id: string) => ({ 'aws:eu-west-3': 'ami-0123456a', 'aws:eu-central-1': id });
  test.each<readonly [string, Partial<MachineGroupProps>, RegExp]>([
    [
      'no image at the standby',
      { images: { 'aws:eu-west-3': 'ami-0123456a' } },
      /none at aws:eu-central-1[\s\S]*an image at each site, of its region and account/,
    ],
    [
      'an image of another region',
      { images: at('ami-0123456a') },
      /ami-0123456a at aws:eu-west-3 and at aws:eu-central-1[\s\S]*an image is in one/,
    ],
    ['what is no image', { images: at('snap-0123456a') }, /snap-0123456a at aws:eu-central-1[\s\S]*the id of an image in that region/],
    [
      'an image for no site',
      { images: { ...at('ami-0123456b'), 'aws:eu-wets-3': 'ami-0123456c' } },
      /Back cannot take this value of images \(got: aws:eu-wets-3\)[\s\S]*did you mean aws:eu-west-3/,
    ],
    [
      'capacity for no site',
      { reserved: { 'aws:eu-wets-3': 2 } },
      /this value of reserved \(got: aws:eu-wets-3\)[\s\S]*did you mean aws:eu-west-3/,
    ],
    ['a name that no image has', { image: 'acme:back' }, /as Amazon EC2 names images/],
    ['a size that no type has', { size: Size.of({ vcpus: 192, memoryGiB: 8 }) }, /at most 128 vCPU and 1024 GiB/],
    ['more than a machine is told', { userData: `#!/bin/sh\n${'#'.repeat(12_000)}` }, /12288 bytes: EC2 tells a machine no more/],
    ['a program beside an environment', { userData: '<powershell>' }, /a script \(#!\) or a configuration of cloud-init/],
    ['an environment of several lines', { environment: { KEY: 'a\nb' } }, /one line each/],
    ['an environment that Terraform would read', { environment: { KEY: '${HOME}' } }, /without \$\{ or %\{/],
  ])('%s', (_, props, allowed) => {
    const told = { environment: { LOG_LEVEL: 'info' }, ...props };
    const error = refusal((app) => void group(workload(app, 'shop', { objectives: PATIENT, tier: Tier.HOT }), told));
    expect(error.message).toMatch(new RegExp(`DR-VALUE-01[\\s\\S]*${allowed.source}`));
  });

  test('a group in no network', () => {
    const error = refusal((app) => {
      new MachineGroup(workload(app, 'shop', { objectives: PATIENT }), 'Back', { image: IMAGE, size: SIZE, instances: { active: 1 } });
    });
    expect([error.id, error.message]).toEqual(['DR-COMP-03', expect.stringContaining('the workload has no network')]);
  });

  test('zones in a region that has none to spread over', () => {
    const few = paris();
    const primary = Object.assign(Object.create(Object.getPrototypeOf(few) as object) as typeof few, few, {
      region: { ...few.region, zones: 1 },
    });
    const error = refusal(
      (app) => void group(workload(app, 'shop', { objectives: PATIENT, tier: Tier.HA, topology: topology({ primary }) })),
    );
    expect(error.message).toMatch(/DR-ZONE-01[\s\S]*too few zones to spread over: [\s\S]*Back/);
  });
});

describe('its role and its key', () => {
  const base = (stack: string, step = 'normal'): StackJson | undefined =>
    shopAt(step, 'hot', { sessions: true, logs: true }).stacks[`${stack}-base`];
  const documentAt = (address: string, argument: string): readonly Statement[] =>
    (JSON.parse(String(block(base(FRANKFURT), address)[argument])) as { Statement: readonly Statement[] }).Statement;

  test('stand in base, and in no stack of the day', () => {
    expect(typesOf(base(FRANKFURT))).toEqual(expect.arrayContaining(['iam_role', 'iam_instance_profile', 'kms_key', 'kms_alias']));
    expect(typesOf(shopAt('failing over').stacks[FRANKFURT]).filter((type) => type.startsWith('iam_'))).toEqual([]);
    expect(base(FRANKFURT, 'failing over')).toEqual(base(FRANKFURT));
  });

  test('what a machine may do is of its own site, and no more than it works on', () => {
    const statements = documentAt('aws_iam_role_policy.back-role-policy', 'policy');
    expect(JSON.stringify(statements)).not.toContain('eu-west-3');
    expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([
      ...['kms:Decrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      ...['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    ]);
    expect(block(base(FRANKFURT), 'aws_iam_role_policy_attachment.back-role-sessions')['policy_arn']).toBe(
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    );
    const plain = shopAt('normal').stacks[`${FRANKFURT}-base`];
    expect(blocksOf(plain).map(({ address }) => address)).not.toContain('aws_iam_role_policy_attachment.back-role-sessions');
  });

  test('the key lets the role that launches machines use it, and grant it to what AWS attaches, and nobody else of another account', () => {
    const [account, ...launches] = documentAt('aws_kms_key.back-key', 'policy');
    expect(account).toMatchObject({ Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*' });
    const role = 'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';
    for (const one of launches)
      expect(one.Condition).toMatchObject({
        StringEquals: { 'kms:CallerAccount': '111122223333' },
        ArnEquals: { 'aws:PrincipalArn': role },
      });
    expect(launches.map(({ Action }) => Action)).toEqual([
      ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      'kms:CreateGrant',
    ]);
    expect(launches[1]?.Condition).toMatchObject({ Bool: { 'kms:GrantIsForAWSResource': 'true' } });
  });
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Principal?: object;
  readonly Condition?: object;
}

test('behind its load balancer it is registered by its machines, judged by it, and admits it alone', () => {
  const json = shopAt('failing over', 'hot', { port: 9000 }).stacks[FRANKFURT];
  expect(groupIn(json)).toMatchObject({
    target_group_arns: ['${aws_lb_target_group.web-targets.arn}'],
    health_check_type: 'ELB',
    wait_for_capacity_timeout: '0',
  });
  expect(groupIn(json)['depends_on']).toEqual(expect.arrayContaining(['aws_lb_listener_rule.web-attached', 'aws_db_instance.orders']));
  expect(block(json, 'aws_lb_target_group.web-targets')).toMatchObject({ target_type: 'instance', port: 9000 });
  expect(block(json, 'aws_lb_listener_rule.web-serving')['depends_on']).toContain('aws_autoscaling_group.back');
  const [rule] = groupRules(block(json, 'aws_security_group.back-guard'), 'ingress');
  expect([rule?.['security_groups'], rule?.['cidr_blocks'] ?? []]).toEqual([['${aws_security_group.web-guard.id}'], []]);
});

// It is judged from when it is in service, which is before it has booted: https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html
test.each([60, 1800])(
  'one that answers %i s after it has booted is neither judged nor counted on before, and judged while its start is awaited',
  (startup) => {
    const shop = shopAt('failing over', 'hot', { startup: Duration.seconds(startup) });
    const { health_check_grace_period: judged, default_instance_warmup: counted } = groupIn(shop.stacks[FRANKFURT]);
    const starts = (posture: 'reduced' | 'full'): number =>
      machineGroup.facts.figures({ startup } as never, posture, 3600).promotion.seconds;
    const usual = starts('reduced') - starts('full');
    const actions = sheetsOf(shop).flatMap(({ waves }) => waves.flatMap(({ actions: all }) => all));
    const awaited = actions.find(({ id }) => id === 'running-back')?.timeout;
    expect(counted).toBe(usual);
    expect(judged).toBeGreaterThan(usual);
    expect(judged).toBeLessThan(Number(awaited));
  },
);

test.each(['normal', 'failing over', 'fenced'])(
  '%s: capacity is kept in each zone whatever is done there, and the group takes it first',
  (step) => {
    const json = shopAt(step, 'hot', { reserved: { [SITE]: 5 } }).stacks[FRANKFURT];
    const kept = blocksOf(json).filter(({ type }) => type === 'aws_ec2_capacity_reservation');
    expect(kept.map(({ body }) => [body['instance_count'], body['instance_match_criteria'], body['availability_zone']])).toEqual([
      [3, 'targeted', '${data.aws_subnet.back-zone-1.availability_zone}'],
      [3, 'targeted', '${data.aws_subnet.back-zone-2.availability_zone}'],
    ]);
    expect(groupIn(json)['capacity_reservation_specification']).toMatchObject({
      capacity_reservation_preference: 'capacity-reservations-first',
      capacity_reservation_target: { capacity_reservation_ids: kept.map(({ address }) => `\${${address}.id}`) },
    });
    expect(typesOf(shopAt(step).stacks[FRANKFURT])).not.toContain('ec2_capacity_reservation');
  },
);

describe('what tells of it', () => {
  const alarm = (step: string, stack: string): Body | undefined =>
    blocksOf(shopAt(step).stacks[stack]).find(({ address }) => address === 'aws_cloudwatch_metric_alarm.back-in-service')?.body;

  test.each([
    ['normal', FRANKFURT, 1],
    ['normal', PARIS, 4],
    ['failing over', FRANKFURT, 4],
    ['fenced', PARIS, undefined],
  ])('%s: at %s somebody is called where fewer than %p are in service, or nobody knows', (step, stack, least) => {
    expect(alarm(step, stack)?.['threshold']).toBe(least);
    if (least !== undefined)
      expect(alarm(step, stack)).toMatchObject({
        namespace: 'AWS/AutoScaling',
        comparison_operator: 'LessThanThreshold',
        treat_missing_data: 'breaching',
        actions_enabled: true,
      });
    if (least !== undefined) expect(groupIn(shopAt(step).stacks[stack])['enabled_metrics']).toContain('GroupInServiceInstances');
  });

  test('a launch that failed, or machines that stay what they were, are told at its own site, also where nothing is wanted yet', () => {
    for (const tier of ['warm', 'hot'] as const) {
      const rule = block(shopAt('normal', tier).stacks[FRANKFURT], 'aws_cloudwatch_event_rule.back-launch-fails');
      expect(JSON.parse(String(rule['event_pattern']))).toEqual({
        source: ['aws.autoscaling'],
        'detail-type': ['EC2 Instance Launch Unsuccessful', 'EC2 Auto Scaling Instance Refresh Failed'],
        detail: { AutoScalingGroupName: ['shop-back-eu-central-1'] },
      });
    }
  });
});

describe('the procedures', () => {
  const stepsOf = (step: string, transition: string, tier: TierName = 'hot'): Action[] =>
    sheetsOf(shopAt(step, tier))
      .filter((one) => one.transition === transition)
      .flatMap(({ waves }) => waves.flatMap(({ actions }) => actions));

  // The laws look at each kind by itself: this is what its parts are to each other.
  test.each<readonly [string, TierName]>([
    ...STEPS.map((step) => [step, 'hot'] as const),
    ...['normal', 'failing over'].flatMap((step) => (['cold', 'vital'] as const).map((tier) => [step, tier] as const)),
  ])('%s, %s: keep the laws about stacks and sheets, wired as an architect wires it', (step, tier) => {
    const shop = shopAt(step, tier);
    const output: Output = shop;
    const sheets = sheetsOf(shop);
    const under = cloudNamed('aws');
    expect([
      ...lawTwelve(output, sheets),
      ...lawShut(output, sheets),
      ...lawOne(output, under),
      ...lawSeven(output, under),
      ...lawFourteen(output, under),
    ]).toEqual([]);
  });

  test('it starts once its data takes writes, is seen to be healthy, and only then are users let in', () => {
    const steps = stepsOf('failing over', 'failover');
    const order = steps.map(({ id }) => id);
    expect(steps.find(({ id }) => id === 'offered-back')).toMatchObject({ bestEffort: true, timeout: 30 });
    expect(order.filter((id) => /back|orders|apply-shop/.test(id))).toEqual([
      'replica-orders',
      'image-back',
      'offered-back',
      'age-orders',
      `apply-${FRANKFURT}-marker`,
      `apply-${FRANKFURT}-shut`,
      'promoted-orders',
      'start-back-eu-central-1',
      'running-back',
      `apply-${FRANKFURT}`,
    ]);
  });

  test('it is fenced by its apply, and its machines are counted to 0 before that is written down', () => {
    const steps = stepsOf('fenced', 'fence');
    const fenced = steps.find(({ id }) => id.startsWith('fenced-back'));
    expect(fenced).toMatchObject({ do: 'check', how: { matches: '0 wanted, 0 in the group, 0 that run' } });
    expect(fenced?.onFailure).toMatch(/shop-back-eu-west-3: it says why one stays \(a process that is suspended[\s\S]*terminate-instances/);
    // Connections are closed for 300 s, and a machine shuts down.
    expect(fenced?.timeout).toBeGreaterThanOrEqual(900);
    expect(steps.findIndex((one) => one === fenced)).toBeLessThan(steps.findIndex(({ do: what }) => what === 'record'));
  });

  test.each([
    ['new', 'establish', 'eu-west-3', 'eu-central-1'],
    ['normal', 'establish', 'eu-west-3', 'eu-central-1'],
    ['reprotected', 'reprotect', 'eu-central-1', 'eu-west-3'],
  ])('%s, %s: its image is copied from %s to %s ahead of that site, though it stands by already', (step, transition, from, to) => {
    const steps = stepsOf(step, transition);
    const copy = steps.findIndex(({ id }) => id === 'copy-image-back');
    const found = steps[copy];
    const key = `arn:aws:kms:${to}:111122223333:alias/shop-back-${to}-machines`;
    expect(found?.do === 'command' && found.run.slice(-4)).toEqual([from, to, IMAGE, key]);
    expect(found).toMatchObject({ repeatable: true, pointOfNoReturn: false });
    expect(copy).toBeLessThan(steps.findIndex(({ id }) => id === `apply-shop-${to}`));
  });

  test('a standby counts once its image can be launched and it runs as its tier asks', () => {
    const steps = stepsOf('normal', 'establish');
    const standing = steps.find(({ id }) => id === 'standing-back');
    expect(standing?.do === 'check' && standing.how.run.slice(-3)).toEqual(['eu-central-1', 'shop-back-eu-central-1', '1']);
    expect(steps.find(({ id }) => id === 'image-there-back')).toMatchObject({ how: { matches: 'available' } });
  });

  test('what another account has is nobody’s to copy: it is looked for, and who misses it is told how', () => {
    const shop = alone({ tier: Tier.HOT, topology: topology({ secondary: frankfurt({ account: '444455556666' }) }) });
    const steps = shop.plan.steps[`${SITE} back`];
    expect(steps?.seed?.map(({ step }) => step.id)).toEqual(['start-back-eu-central-1']);
    expect(steps?.check?.[0]?.onFailure).toContain('share and copy it');
  });
});

describe('ahead of the day', () => {
  const asked = (props: Partial<MachineGroupProps>, site: string, tier = Tier.HOT): readonly (readonly [string, string])[] =>
    (alone({ tier }, props).plan.doctor[site] ?? []).flatMap((item) =>
      isUnseen(item)
        ? []
        : item.steps.flatMap((step) =>
            step.do === 'check' && step.id.endsWith('-back') ? [[step.id, step.how.run.join(' ')] as const] : [],
          ),
    );
  const room = (props: Partial<MachineGroupProps>, tier = Tier.HOT): number | undefined =>
    (alone({ tier }, props).plan.doctor[SITE] ?? []).flatMap((item) => (isUnseen(item) || !item.room ? [] : [item.room.more]))[0];

  test('it is asked whether its image, its roles, its type and what is kept are there', () => {
    expect(asked({ reserved: { [SITE]: 2, 'aws:eu-west-3': 4 } }, SITE).map(([id]) => id)).toEqual(
      expect.arrayContaining(['image-ready-back', 'roles-back', 'offered-back', 'quota-back', 'reserved-back']),
    );
    expect(asked({ reserved: { [SITE]: 2, 'aws:eu-west-3': 4 } }, 'aws:eu-west-3').map(([id]) => id)).toEqual([
      'serves-back',
      'reserved-back',
    ]);
    expect(asked({}, SITE).map(([id]) => id)).not.toContain('reserved-back');
    expect(asked({}, SITE).find(([id]) => id === 'roles-back')?.[1]).toMatch(
      /shop-back-eu-central-1-machine AWSServiceRoleForAutoScaling$/,
    );
  });

  test('the room that is asked for is that of what neither runs nor is kept already, on demand', () => {
    expect([room({}), room({}, Tier.WARM), room({ reserved: { [SITE]: 3 } }), room({}, Tier.VITAL)]).toEqual([6, 8, 2, 0]);
    expect(asked({}, SITE).find(([id]) => id === 'quota-back')?.[1]).toMatch(/ @more@ ec2 L-1216C47A EC2$/);
  });
});

test('the time that its start takes is in the figures, of what has to be started alone', () => {
  const seconds = (posture: 'prepared' | 'reduced' | 'full', startup: number): number =>
    machineGroup.facts.figures({ startup } as never, posture, 3600).promotion.seconds;
  expect([seconds('full', 60), seconds('reduced', 60), seconds('prepared', 60)]).toEqual([180, 480, 480]);
  expect(seconds('reduced', 600) - seconds('reduced', 60)).toBe(540);
});
