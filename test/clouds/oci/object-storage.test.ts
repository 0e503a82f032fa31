import { Testing } from 'cdktf';
import { objectStorage } from '../../../lib/clouds/oci/object-storage/cell';
import { Tier } from '../../../lib/objectives/tier';
import { linesOf } from '../../../lib/words/actions';
import { appIn, folder } from '../../declared';
import { afterStory } from '../../support/history';
import { sheetsOf } from '../../support/synth';
import { synthesize, typesOf, type Stack } from '../synthesized';
import { billing, FRANKFURT, PARIS, SIDES } from './fixture';

const FAILOVER = 'standing, lost A, failover B';
const FENCED = `${FAILOVER}, started, completed, normal A`;

const bucket = (stack: Stack | undefined, id = 'invoices'): Record<string, unknown> =>
  stack?.resource['oci_objectstorage_bucket']?.[id] as Record<string, unknown>;
const policies = (stack: Stack | undefined): Record<string, Record<string, unknown>> =>
  stack?.resource['oci_objectstorage_replication_policy'] ?? {};

describe('object storage on OCI', () => {
  const normal = synthesize((app) => billing()(app), undefined, 'oci-normal');

  test('stacks and their resources', () => {
    expect(Object.keys(normal).sort()).toEqual([FRANKFURT, `${FRANKFURT}-base`, PARIS, `${PARIS}-base`, 'billing-links'].sort());
    expect(typesOf(normal[`${PARIS}-base`])).toEqual(['oci_identity_policy', 'oci_objectstorage_object']);
    const site = [
      'oci_events_rule',
      'oci_events_rule',
      'oci_kms_key',
      'oci_kms_vault',
      'oci_objectstorage_bucket',
      'oci_objectstorage_bucket',
      ...Array<string>(5).fill('oci_objectstorage_object'),
      'oci_objectstorage_object_lifecycle_policy',
      'oci_ons_notification_topic',
    ];
    expect(typesOf(normal[PARIS])).toEqual(site);
    expect(typesOf(normal[FRANKFURT])).toEqual(site);
    expect(typesOf(normal['billing-links'])).toEqual(['oci_objectstorage_object', 'oci_objectstorage_replication_policy']);
  });

  test('the bucket is private, encrypted with a key of its own site and cannot be destroyed', () => {
    expect(bucket(normal[FRANKFURT])).toMatchObject({
      access_type: 'NoPublicAccess',
      object_events_enabled: true,
      namespace: 'acmens',
      kms_key_id: '${oci_kms_key.key.id}',
      lifecycle: { prevent_destroy: true },
    });
  });

  test('no bucket has versions on either side, at any tier: a destination takes none, and either side becomes one', () => {
    for (const tier of [Tier.COLD, Tier.WARM, Tier.HOT]) {
      const stacks = synthesize((app) => billing(tier)(app));
      const buckets = [FRANKFURT, PARIS].flatMap((id) => Object.values(stacks[id]?.resource['oci_objectstorage_bucket'] ?? {}));
      expect(buckets.map((one) => (one as Record<string, unknown>)['versioning'])).toEqual(Array<string>(4).fill('Disabled'));
      expect(JSON.stringify(buckets)).not.toContain('retention_rules');
    }
  });

  test('a switch that is given up behind its fence says what is not sent until the next run; one that is undone says no more', () => {
    const expectedOf = (story: string): string[] => {
      const situation = afterStory(story, SIDES);
      const abort = sheetsOf(billing()(appIn(folder(), situation)), situation).find(({ transition }) => transition === 'abort');
      const steps = abort?.waves.flatMap(({ actions }) => actions) ?? [];
      return steps.flatMap((one) => (one.id === 'record-undone' ? [one.expected] : []));
    };
    expect(expectedOf('standing, switch B, fenced A, abort')).toEqual([
      expect.stringMatching(/run what is due then: until that is done .*Invoices.* is not sent to oci:eu-paris-1$/),
    ]);
    expect(expectedOf('standing')).toEqual(['situation.json says so: commit it']);
  });

  test('an adopted key takes the place of vault and key', () => {
    const adopted = synthesize((app) => billing(Tier.HOT, 'ocid1.key.oc1.eu-paris-1.x')(app));
    expect(bucket(adopted[PARIS])['kms_key_id']).toBe('ocid1.key.oc1.eu-paris-1.x');
    expect(typesOf(adopted[PARIS])).not.toContain('oci_kms_vault');
    expect(adopted[PARIS]?.resource['oci_events_rule']).not.toHaveProperty('key-loss');
  });

  test('a vault that is new is not known to DNS at once, which is a finding; an adopted key needs none', () => {
    const found = (key?: string): string[] =>
      billing(
        Tier.HOT,
        key,
      )(Testing.app())
        .plan.findings.filter(({ id, what }) => id === 'DR-SITE-02' && what.includes('no such host'))
        .map(({ subject }) => subject);
    expect(found()).toEqual(['oci:eu-frankfurt-1', 'oci:eu-paris-1']);
    expect(found('ocid1.key.oc1.eu-paris-1.x')).toEqual(['oci:eu-frankfurt-1']);
  });

  test('grants are written in the home region, by the base stack alone', () => {
    expect(normal[`${PARIS}-base`]?.provider['oci']).toMatchObject([{ region: 'eu-paris-1' }, { alias: 'home', region: 'uk-london-1' }]);
    expect(normal[`${PARIS}-base`]?.resource['oci_identity_policy']?.['object-storage']).toMatchObject({
      provider: 'oci.home',
      lifecycle: { prevent_destroy: true },
    });
    expect(normal[PARIS]?.provider['oci']).toMatchObject([{ region: 'eu-paris-1' }]);
  });

  test('one policy, from the site that serves', () => {
    expect(Object.values(policies(normal['billing-links']))).toMatchObject([
      {
        bucket: bucket(normal[FRANKFURT])['name'],
        destination_bucket_name: bucket(normal[PARIS])['name'],
        destination_region_name: 'eu-paris-1',
        namespace: 'acmens',
      },
    ]);
    expect(normal['billing-links']?.data ?? {}).not.toHaveProperty('oci_objectstorage_namespace');
  });

  test('a policy that stands and does not send is said by every plan, and stops none', () => {
    const { check = {} } = normal['billing-links'] as unknown as {
      check?: Record<string, { assert: { condition: string; error_message: string }[] }>;
    };
    const policy = 'oci_objectstorage_replication_policy.invoices-replication-0';
    expect(Object.keys(check)).toEqual(['invoices-sends-0']);
    expect(check['invoices-sends-0']?.assert).toMatchObject([{ condition: `\${${policy}.status == "ACTIVE"}` }]);
    expect(check['invoices-sends-0']?.assert[0]?.error_message).toContain(`\${${policy}.status}`);
  });

  test('parts of uploads that nobody finished are dropped; nothing else is', () => {
    expect(normal[FRANKFURT]?.resource['oci_objectstorage_object_lifecycle_policy']).toMatchObject({
      'invoices-uploads': {
        rules: [{ action: 'ABORT', target: 'multipart-uploads', time_amount: '7', time_unit: 'DAYS', is_enabled: true }],
      },
    });
  });

  test('a deletion is replicated and nothing restores: the loss of data is answered by nothing, and so is that of one tenancy', () => {
    const { losses } = billing()(Testing.app()).plan;
    expect(losses.data).toMatchObject({ answer: 'nothing', because: ['Invoices'] });
    expect(losses.account).toMatchObject({ answer: 'nothing', because: ['Invoices'] });
    const said = billing()(Testing.app()).plan.findings.filter(({ what }) => what.includes('comes back from nowhere'));
    expect(said.map(({ id, subject }) => `${id} ${subject}`)).toEqual(['DR-SITE-02 oci:eu-frankfurt-1', 'DR-SITE-02 oci:eu-paris-1']);
  });

  test('a key that somebody disabled is enabled by the next apply', () => {
    expect(normal[PARIS]?.resource['oci_kms_key']?.['key']).toMatchObject({ desired_state: 'ENABLED' });
  });

  test.each([Tier.COLD, Tier.WARM])('tier %s renders the same protection', (tier) => {
    expect(typesOf(synthesize((app) => billing(tier)(app))['billing-links'])).toContain('oci_objectstorage_replication_policy');
  });

  test('a failover changes nothing of the bucket', () => {
    const failed = synthesize((app) => billing()(app), afterStory(FAILOVER, SIDES), 'oci-failover');
    expect(Object.keys(failed)).toEqual([PARIS, `${PARIS}-base`]);
    expect(bucket(failed[PARIS])).toEqual(bucket(normal[PARIS]));
    expect(typesOf(failed[PARIS])).toEqual(typesOf(normal[PARIS]));
    expect(JSON.stringify(failed[PARIS]?.provider)).not.toContain('frankfurt');
  });

  test('a fence is made by command: the apply changes nothing of what stands there', () => {
    const fenced = synthesize((app) => billing()(app), afterStory(FENCED, SIDES), 'oci-fenced');
    expect(fenced[FRANKFURT]?.resource['oci_objectstorage_bucket']).toEqual(normal[FRANKFURT]?.resource['oci_objectstorage_bucket']);
    expect(policies(fenced[FRANKFURT])).toEqual({});
    expect(fenced['billing-links']).toBeUndefined();
  });

  test('the way back is a new bucket beside the old one', () => {
    const back = synthesize((app) => billing()(app), afterStory(`${FENCED}, fenced A`, SIDES), 'oci-reprotected');
    expect(bucket(back[FRANKFURT])).toEqual(bucket(normal[FRANKFURT]));
    expect(policies(back['billing-links'])).toMatchObject({
      'invoices-replication-1': {
        bucket: bucket(normal[PARIS])['name'],
        destination_bucket_name: bucket(back[FRANKFURT], 'invoices-g1')['name'],
      },
    });
  });

  test('the recovery makes the destination writable once the promotion is recorded, before the apply; seeding is conditional on the ETag', () => {
    const { plan: own } = billing()(Testing.app());
    const plan = { ...own, claim: own.progress.claim };
    const standby = plan.placements.find((p) => p.here.site === 'oci:eu-paris-1');
    if (!standby) throw new Error('no standby');
    const steps = objectStorage.recovery?.(standby, plan);
    expect(steps?.promote).toMatchObject([{ do: 'command', endpoint: 'eu-paris-1', pointOfNoReturn: true }]);
    const [unlock] = steps?.promote ?? [];
    const run = unlock?.do === 'command' ? unlock.run : [];
    expect(run[2]).toContain('oci os replication make-bucket-writable --region "$1" --bucket-name "$2"');
    expect(run.slice(4)).toEqual(['eu-paris-1', standby.here.names['bucket']]);
    expect(JSON.stringify([steps?.promote, steps?.verify])).not.toContain('frankfurt');
    expect(steps?.standing).toMatchObject([{ id: 'sends-invoices', endpoint: 'eu-frankfurt-1', how: { matches: 'ACTIVE( .*)?' } }]);
    const four = ['eu-frankfurt-1', standby.peer.names['bucket'], 'eu-paris-1', standby.here.names['bucket']];
    const [lag] = steps?.drained ?? [];
    expect(lag).toMatchObject({ do: 'check', endpoint: 'eu-frankfurt-1', how: { matches: '0', number: 'Invoices' } });
    expect((lag ? linesOf(lag) : []).flat().slice(4)).toEqual(four);
    const [follows] = steps?.follows ?? [];
    expect(follows).toMatchObject({ endpoint: 'eu-paris-1', how: { matches: 'follows|unwritten' } });
    expect((follows ? linesOf(follows) : []).flat().slice(4)).toEqual([...four.slice(2), ...four.slice(0, 2)]);
    for (const generation of [0, 1]) {
      const [seed] = objectStorage.recovery?.({ ...standby, generation }, plan).seed ?? [];
      expect(seed).not.toHaveProperty('before');
      const run = (seed ? linesOf(seed.step) : []).flat();
      expect(run.slice(4)).toEqual(['eu-frankfurt-1', standby.peer.names['bucket'], 'eu-paris-1', standby.here.names['bucket']]);
      expect(run[2]).toContain('--destination-object-if-match-e-tag');
    }
  });

  test('the giver: all is sent ahead of the fence, which ends what is sent; undone, the bucket leaves its gate alone', () => {
    const { plan: own } = billing()(Testing.app());
    const plan = { ...own, claim: own.progress.claim };
    const giver = plan.placements.find((p) => p.here.site === 'oci:eu-frankfurt-1');
    if (!giver) throw new Error('no giver');
    const { emptied, fence, fenced, promote } = objectStorage.recovery?.(giver, plan) ?? {};
    const { bucket: name, gate } = giver.here.names as { bucket: string; gate: string };
    expect(promote).toBeUndefined();
    expect(emptied).toMatchObject([{ id: 'sent-invoices', endpoint: 'eu-frankfurt-1', how: { matches: '0' }, timeout: 1800 }]);
    expect(fenced).toMatchObject([{ id: 'fenced-invoices', how: { matches: '[1-9][0-9]*' } }]);
    const [one] = fence ?? [];
    expect(one?.step).toMatchObject({ id: 'fence-invoices', endpoint: 'eu-frankfurt-1', pointOfNoReturn: false });
    expect(one?.step.run.slice(4)).toEqual(['eu-frankfurt-1', name, gate]);
    expect(one?.undo?.run.slice(4)).toEqual(['eu-frankfurt-1', name, gate, giver.here.account]);
    expect(objectStorage.facts).toMatchObject({ severs: true });
  });
});
