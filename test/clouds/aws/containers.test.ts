import { ContainerService, Size, type ContainerServiceProps } from '../../../lib';
import { containerService } from '../../../lib/clouds/aws/containers/cell';
import { TASK_SIZES, taskSize } from '../../../lib/clouds/aws/containers/sizes';
import type { TierName } from '../../../lib/objectives/tier';
import type { Action, Procedure } from '../../../lib/words/actions';
import { cloudNamed } from '../../support/clouds';
import { IMAGE } from '../../support/components';
import { lawOne } from '../../support/laws/law-01';
import { lawFourteen } from '../../support/laws/law-14';
import { lawShut } from '../../support/laws/shut';
import { lawTwelve } from '../../support/laws/law-12';
import { blocksOf, type Body, type StackJson } from '../../support/json';
import type { Output } from '../../support/synth';
import { block, typesOf, groupRules } from './fixture';
import { sheetsOf, shopOf } from './shop';

const STEPS = ['normal', 'closed', 'failing over', 'fenced', 'reprotected'];

const shopAt = shopOf<ContainerServiceProps>(
  (shop, uses, props) =>
    new ContainerService(shop, 'Api', {
      image: IMAGE,
      size: Size.of({ vcpus: 1, memoryGiB: 2 }),
      instances: { active: 4, standby: 1, most: 8 },
      uses,
      environment: { LOG_LEVEL: 'info' },
      ...props,
    }),
);

const PARIS = 'shop-eu-west-3';
const FRANKFURT = 'shop-eu-central-1';
const serviceIn = (json: StackJson | undefined): Body => block(json, 'aws_ecs_service.api-service');
const ignored = (body: Body): unknown => (body['lifecycle'] as { ignore_changes?: unknown } | undefined)?.ignore_changes;
const bounds = (json: StackJson | undefined): unknown[] => {
  const target = block(json, 'aws_appautoscaling_target.api-scaling');
  return [target['min_capacity'], target['max_capacity']];
};
const containerIn = (json: StackJson | undefined): Body =>
  (JSON.parse(String(block(json, 'aws_ecs_task_definition.api-task')['container_definitions'])) as Body[])[0] as Body;

describe('its size', () => {
  test.each([
    ['normal', PARIS, 4, [4, 8], true],
    ['normal', FRANKFURT, 1, [1, 1], false],
    ['closed', PARIS, 4, [4, 8], true],
    ['failing over', FRANKFURT, 4, [4, 8], true],
    ['fenced', PARIS, 0, [0, 0], false],
    ['reprotected', PARIS, 1, [1, 1], false],
    ['reprotected', FRANKFURT, 4, [4, 8], true],
  ])('%s: %s wants %i, within %j; an apply leaves what the load asked for alone: %s', (step, stack, wanted, within, keeps) => {
    const json = shopAt(step).stacks[stack];
    const service = serviceIn(json);
    expect([service['desired_count'], bounds(json), ignored(service)]).toEqual([wanted, within, keeps ? ['desired_count'] : undefined]);
  });

  test.each([
    ['warm', 0],
    ['hot', 1],
  ] as const)('%s: what stands by runs %i', (tier, wanted) => {
    expect(serviceIn(shopAt('normal', tier).stacks[FRANKFURT])['desired_count']).toBe(wanted);
  });

  test('cold: none runs, and its roles stand already: nothing of a global control plane is made on the day', () => {
    const [before, after] = ['normal', 'failing over'].map((step) => shopAt(step, 'cold').stacks);
    expect([before?.[FRANKFURT], after?.[FRANKFURT]].map((json) => serviceIn(json)['desired_count'])).toEqual([0, 4]);
    const roles = (stacks: Output['stacks'] | undefined) =>
      blocksOf(stacks?.[`${FRANKFURT}-base`]).filter(({ address }) => address.includes('.api-'));
    expect(roles(before)).toHaveLength(4);
    expect(roles(after)).toEqual(roles(before));
  });

  test("that does not scale is Terraform's own: the apply that takes the role changes it", () => {
    const props = { instances: { active: 3 } };
    for (const [step, wanted] of [
      ['normal', 1],
      ['failing over', 3],
    ] as const) {
      const json = shopAt(step, 'hot', props).stacks[FRANKFURT];
      expect([serviceIn(json)['desired_count'], ignored(serviceIn(json))]).toEqual([wanted, undefined]);
      expect(typesOf(json)).not.toContain('appautoscaling_target');
    }
  });

  test('of one of them is the smallest of Fargate that is at least as large', () => {
    expect(TASK_SIZES).toHaveLength(3 + 4 + 7 + 13 + 23 + 12 + 12);
    expect(taskSize(Size.of({ vcpus: 0.25, memoryGiB: 0.5 }))).toEqual({ cpu: 256, memory: 512 });
    expect(taskSize(Size.of({ vcpus: 1, memoryGiB: 2 }))).toEqual({ cpu: 1024, memory: 2048 });
    expect(taskSize(Size.of({ vcpus: 1, memoryGiB: 9 }))).toEqual({ cpu: 2048, memory: 9216 });
    expect(taskSize(Size.of({ vcpus: 6, memoryGiB: 17 }))).toEqual({ cpu: 8192, memory: 20_480 });
    expect(taskSize(Size.of({ vcpus: 17, memoryGiB: 32 }))).toBeUndefined();
  });

  test('larger than any of Fargate is refused, with the largest', () => {
    const large = { size: Size.of({ vcpus: 32, memoryGiB: 64 }) };
    expect(() => shopAt('normal', 'hot', large)).toThrow(/DR-VALUE-01[\s\S]*16 vCPU and 120 GiB/);
  });
});

describe('a task', () => {
  test.each([
    [PARIS, 'eu-west-3'],
    [FRANKFURT, 'eu-central-1'],
  ])('of %s finds what it works on at its own site, by digest, and no secret is written', (stack, region) => {
    const output = shopAt('normal');
    const container = containerIn(output.stacks[stack]);
    expect(container['image']).toBe(`111122223333.dkr.ecr.${region}.amazonaws.com/${IMAGE}`);
    expect(container['environment']).toEqual([
      { name: 'FILES_HOST', value: expect.stringContaining(region) as unknown },
      { name: 'FILES_NAME', value: expect.stringContaining(region) as unknown },
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'ORDERS_HOST', value: '${aws_db_instance.orders.address}' },
      { name: 'ORDERS_NAME', value: 'main' },
      { name: 'ORDERS_PORT', value: '5432' },
    ]);
    const secret = `arn:aws:secretsmanager:${region}:111122223333:secret:`;
    expect(container['secrets']).toEqual([
      { name: 'KEYS_API_TOKEN', valueFrom: `${secret}shop-keys-api-token` },
      { name: 'ORDERS_SECRET', valueFrom: `${secret}\${aws_secretsmanager_secret.orders-password.name}` },
    ]);
  });

  test('says nothing of the site: what takes the role runs what it ran while it stood by', () => {
    const [before, after] = ['normal', 'failing over'].map((step) =>
      block(shopAt(step).stacks[FRANKFURT], 'aws_ecs_task_definition.api-task'),
    );
    expect(after).toEqual(before);
  });

  test('keeps the revision that runs until another one does, and never gives a deployment up', () => {
    const json = shopAt('normal').stacks[PARIS];
    expect(block(json, 'aws_ecs_task_definition.api-task')['skip_destroy']).toBe(true);
    expect(serviceIn(json)).toMatchObject({ deployment_circuit_breaker: { enable: false, rollback: false }, wait_for_steady_state: false });
  });
});

describe('its roles', () => {
  const policy = (stack: string, role: string): { Action: string[]; Resource: string | string[]; Condition?: object }[] =>
    (
      JSON.parse(String(block(shopAt('normal').stacks[`${stack}-base`], `aws_iam_role_policy.api-${role}-policy`)['policy'])) as {
        Statement: { Action: string[]; Resource: string | string[]; Condition?: object }[];
      }
    ).Statement;

  test('stand in base, and in no stack of the day', () => {
    for (const stack of [PARIS, FRANKFURT]) {
      expect(typesOf(shopAt('normal').stacks[`${stack}-base`])).toContain('iam_role');
      expect(typesOf(shopAt('failing over').stacks[FRANKFURT]).filter((type) => type.startsWith('iam_'))).toEqual([]);
    }
  });

  test('read the secrets of their own site, by its own key, and pull one repository', () => {
    const statements = policy(FRANKFURT, 'execution');
    const of = (action: string) => statements.find(({ Action }) => Action.includes(action));
    expect(of('secretsmanager:GetSecretValue')?.Resource).toEqual([
      'arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-keys-api-token-??????',
      'arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-orders-eu-central-1-password-??????',
    ]);
    expect(of('kms:Decrypt')?.Condition).toMatchObject({
      StringLike: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.*' },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/shop-eu-central-1' },
    });
    expect(of('ecr:BatchGetImage')?.Resource).toBe('arn:aws:ecr:eu-central-1:111122223333:repository/acme/api');
    expect(JSON.stringify(statements)).not.toContain('eu-west-3');
  });

  test('let the application read and write the bucket that it works on, and nothing else', () => {
    const bucket = block(shopAt('normal').stacks[PARIS], 'aws_s3_bucket.files')['bucket'] as string;
    expect(policy(PARIS, 'task').map(({ Resource }) => Resource)).toEqual([
      `arn:aws:s3:::${bucket}`,
      `arn:aws:s3:::${bucket}/*`,
      'arn:aws:kms:eu-west-3:111122223333:key/*',
    ]);
  });

  test('are taken by tasks of that account and region alone', () => {
    const role = block(shopAt('normal').stacks[`${PARIS}-base`], 'aws_iam_role.api-task');
    expect(JSON.parse(String(role['assume_role_policy']))).toMatchObject({
      Statement: [
        { Principal: { Service: 'ecs-tasks.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } },
      ],
    });
  });
});

describe('behind its load balancer', () => {
  test('it registers itself once a listener leads there, and admits the load balancer alone', () => {
    const json = shopAt('normal').stacks[PARIS];
    const service = serviceIn(json);
    expect(service['load_balancer']).toEqual([
      { container_name: 'main', container_port: 8080, target_group_arn: '${aws_lb_target_group.web-targets.arn}' },
    ]);
    expect(service['depends_on']).toEqual(expect.arrayContaining(['aws_lb_listener_rule.web-attached', 'aws_db_instance.orders']));
    for (const address of ['aws_lb_target_group.web-targets', 'aws_security_group.web-guard', 'aws_lb_listener_rule.web-attached'])
      expect(blocksOf(json).map((one) => one.address)).toContain(address);
    const [rule] = groupRules(block(json, 'aws_security_group.api-guard'), 'ingress');
    expect([rule?.['security_groups'], rule?.['cidr_blocks'] ?? []]).toEqual([['${aws_security_group.web-guard.id}'], []]);
  });

  test('users are let in behind it, and the target group asks its own port', () => {
    const json = shopAt('failing over', 'hot', { port: 9000 }).stacks[FRANKFURT];
    expect(block(json, 'aws_lb_listener_rule.web-serving')['depends_on']).toContain('aws_ecs_service.api-service');
    expect(block(json, 'aws_lb_target_group.web-targets')['port']).toBe(9000);
    expect(JSON.stringify(block(json, 'aws_lb_listener_rule.web-serving')['action'])).toContain('var.continuity_open');
  });
});

describe('what tells that it does not run', () => {
  const alarm = (id: string, step: string, stack: string, tier: TierName = 'hot'): Body | undefined =>
    blocksOf(shopAt(step, tier).stacks[stack]).find(({ address }) => address === `aws_cloudwatch_metric_alarm.${id}`)?.body;

  test.each([
    ['normal', PARIS, 4],
    ['normal', FRANKFURT, 1],
    ['closed', PARIS, 4],
    ['failing over', FRANKFURT, 4],
    ['reprotected', PARIS, 1],
    ['fenced', PARIS, undefined],
  ] as const)('%s, %s: fewer than %s tasks', (step, stack, least) => {
    expect(alarm('api-running', step, stack)?.['threshold']).toBe(least);
    if (least === undefined) return;
    expect(alarm('api-running', step, stack)).toMatchObject({
      namespace: 'ECS/ContainerInsights',
      metric_name: 'RunningTaskCount',
      dimensions: { ClusterName: `${stack.replace('shop-', 'shop-api-')}`, ServiceName: `${stack.replace('shop-', 'shop-api-')}` },
      statistic: 'Minimum',
      treat_missing_data: 'breaching',
      actions_enabled: true,
    });
  });

  test('where it stands by, its load balancer knows that none answers; where none runs, or the site is fenced, nobody is called', () => {
    expect(alarm('web-hosts', 'normal', FRANKFURT)).toMatchObject({
      metric_name: 'HealthyHostCount',
      threshold: 1,
      evaluation_periods: 15,
      treat_missing_data: 'breaching',
      actions_enabled: true,
    });
    expect(alarm('web-hosts', 'normal', PARIS)).toMatchObject({ evaluation_periods: 3 });
    expect(alarm('web-hosts', 'normal', FRANKFURT, 'warm')).toBeUndefined();
    expect(alarm('web-hosts', 'fenced', PARIS)).toBeUndefined();
  });

  test('what the service cannot start is told at once, at either site', () => {
    for (const [stack, region] of [
      [PARIS, 'eu-west-3'],
      [FRANKFURT, 'eu-central-1'],
    ] as const) {
      const rule = block(shopAt('normal').stacks[stack], 'aws_cloudwatch_event_rule.api-start-fails');
      expect(rule['state']).toBe('ENABLED');
      expect(JSON.parse(String(rule['event_pattern']))).toEqual({
        source: ['aws.ecs'],
        'detail-type': ['ECS Service Action'],
        resources: [`arn:aws:ecs:${region}:111122223333:service/shop-api-${region}/shop-api-${region}`],
        detail: { eventName: ['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE'] },
      });
    }
  });
});

describe('the procedures', () => {
  const sheets = (step: string, tier: TierName = 'hot'): readonly Procedure[] => sheetsOf(shopAt(step, tier));
  const stepsOf = (step: string, transition: string): Action[] =>
    sheets(step)
      .filter((one) => one.transition === transition)
      .flatMap(({ waves }) => waves.flatMap(({ actions }) => actions));

  // The laws look at each kind by itself: this is what its parts are to each other.
  test.each(STEPS.flatMap((step) => (['cold', 'warm', 'hot'] as const).map((tier) => [step, tier] as const)))(
    '%s, %s: keep the laws about stacks and sheets, wired as an architect wires it',
    (step, tier) => {
      const output = shopAt(step, tier);
      const under = cloudNamed('aws');
      expect([
        ...lawTwelve(output, sheets(step, tier)),
        ...lawShut(output, sheets(step, tier)),
        ...lawOne(output, under),
        ...lawFourteen(output, under),
      ]).toEqual([]);
    },
  );
  const order = (step: string, transition: string): string[] =>
    stepsOf(step, transition)
      .map(({ id }) => id)
      .filter((id) => /api|orders|apply-shop/.test(id));

  test('it starts once its data takes writes, is seen to be healthy, and only then are users let in', () => {
    expect(order('failing over', 'failover')).toEqual([
      'replica-orders',
      'image-api',
      'age-orders',
      `apply-${FRANKFURT}-marker`,
      `apply-${FRANKFURT}-shut`,
      'promoted-orders',
      'start-api-eu-central-1',
      'running-api',
      `apply-${FRANKFURT}`,
    ]);
  });

  test.each([
    ['new', 'establish', 'eu-west-3', 'eu-central-1'],
    ['reprotected', 'reprotect', 'eu-central-1', 'eu-west-3'],
  ])(
    '%s: behind what joins the sites each secret has a value, then it is started once more at %s and seen to run there',
    (step, of, from, to) => {
      const steps = stepsOf(step, of);
      const ids = steps.map(({ id }) => id);
      expect(ids.slice(ids.findIndex((id) => id === 'apply-shop-links')).filter((id) => /api|keys|standing$/.test(id))).toEqual([
        'valued-keys-api-token',
        `start-api-${to}`,
        `start-api-${from}-once-more`,
        'running-api',
        ...['in-step-keys', 'image-there-api', 'standing-api', 'record-standing'],
      ]);
      const least = (id: string) => (steps.find((one) => one.id === id) as { run?: readonly string[] } | undefined)?.run?.at(-1);
      expect([least(`start-api-${to}`), least(`start-api-${from}-once-more`)]).toEqual(['1', '4']);
      expect(steps.find(({ id }) => id === 'running-api')).toMatchObject({ endpoint: from, do: 'check' });
      expect(steps.find(({ id }) => id === 'standing-api')?.onFailure).toContain('--force-new-deployment');
    },
  );

  test('where none stands by, none is started there', () => {
    const sheet = sheetsOf(shopAt('new', 'warm')).find(({ transition }) => transition === 'establish');
    expect(sheet?.waves.flatMap(({ actions }) => actions.map(({ id }) => id))).not.toContain('start-api-eu-central-1');
  });

  test('it is fenced by its apply, and its tasks are counted to 0 before that is written down', () => {
    const steps = stepsOf('fenced', 'fence');
    const fenced = steps.find(({ id }) => id.startsWith('fenced-api'));
    expect(fenced).toMatchObject({ do: 'check', how: { matches: '0\\s+0\\s+0' } });
    // Connections are closed for 300 s, and a task has 120 s to stop.
    expect(fenced?.timeout).toBeGreaterThanOrEqual(420);
    expect(steps.findIndex((one) => one === fenced)).toBeLessThan(steps.findIndex(({ do: what }) => what === 'record'));
  });

  test('a standby counts once its image is there and it runs as its tier asks', () => {
    const steps = stepsOf('normal', 'establish');
    const standing = steps.find(({ id }) => id === 'standing-api');
    expect(standing?.do === 'check' && standing.how.run.slice(-4)).toEqual([
      'eu-central-1',
      FRANKFURT.replace('shop', 'shop-api'),
      FRANKFURT.replace('shop', 'shop-api'),
      '1',
    ]);
    expect(steps.map(({ id }) => id)).toContain('image-there-api');
  });
});

test('the time that its start takes is in the figures, of what has to be started alone', () => {
  const seconds = (posture: 'none' | 'prepared' | 'reduced' | 'full', startup: number): number =>
    containerService.facts.figures({ startup } as never, posture, 3600).promotion.seconds;
  expect([seconds('full', 60), seconds('reduced', 60), seconds('prepared', 60), seconds('none', 60)]).toEqual([180, 360, 360, 420]);
  expect(seconds('reduced', 600) - seconds('reduced', 60)).toBe(540);
});
