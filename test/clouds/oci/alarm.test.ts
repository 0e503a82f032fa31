import { Topology } from '../../../lib';
import { oci } from '../../../lib/clouds/oci/oci';
import { cloudNamed } from '../../support/clouds';
import { render } from '../../support/synth';
import { addresses, block } from '../aws/fixture';

const TOPIC = 'ocid1.onstopic.oc1.eu-paris-1.acme';
const common = { account: 'ocid1.compartment.oc1..acme', namespace: 'acmens', homeRegion: 'uk-london-1' };
const state = (bucket: string, region?: string) => oci.stateIn(bucket, { namespace: 'acmens', ...(region ? { region } : {}) });
const subscriptions = [{ email: 'on-call@acme.example' }, { https: 'https://pager.example/hook' }, { topic: TOPIC }];
const topology = () =>
  Topology.activePassive({
    primary: oci.site('eu-frankfurt-1', { ...common, cidr: '10.10.0.0/16', state: state('acme-state-frankfurt') }),
    secondary: oci.site('eu-paris-1', { ...common, cidr: '10.20.0.0/16', state: state('acme-state-paris'), subscriptions }),
    witness: state('acme-state-milan', 'eu-milan-1'),
  });
const { stacks, manifest } = render({ cloud: { ...cloudNamed('oci'), topology }, kinds: ['object-storage'], tier: 'hot' });
const paris = stacks['billing-eu-paris-1'];

test('who is told: a topic of the region, with its subscriptions', () => {
  expect(block(paris, 'oci_ons_notification_topic.alerts')).toMatchObject({ compartment_id: common.account });
  expect(addresses(paris, 'oci_ons_subscription').map((address) => block(paris, address))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ protocol: 'EMAIL', endpoint: 'on-call@acme.example', topic_id: '${oci_ons_notification_topic.alerts.id}' }),
      expect.objectContaining({ protocol: 'CUSTOM_HTTPS', endpoint: 'https://pager.example/hook' }),
    ]),
  );
  expect(addresses(stacks['billing-eu-frankfurt-1'], 'oci_ons_subscription')).toEqual([]);
});

test('a bucket that follows is changed or deleted: told at its own site', () => {
  const rule = block(paris, 'oci_events_rule.invoices-changed');
  expect(rule).toMatchObject({
    is_enabled: true,
    actions: { actions: [{ action_type: 'ONS', topic_id: '${oci_ons_notification_topic.alerts.id}' }, { topic_id: TOPIC }] },
  });
  expect(JSON.parse(rule['condition'] as string)).toEqual({
    eventType: ['com.oraclecloud.objectstorage.updatebucket', 'com.oraclecloud.objectstorage.deletebucket'],
    data: { resourceName: ['invoices', 'invoices-gate'].map((id) => block(paris, `oci_objectstorage_bucket.${id}`)['name']) },
  });
});

test('the key of a site is disabled, or it or its vault waits for deletion: told there, whatever stands by', () => {
  const rule = block(paris, 'oci_events_rule.key-loss');
  expect(rule).toMatchObject({ is_enabled: true, actions: { actions: [{ action_type: 'ONS' }, { topic_id: TOPIC }] } });
  expect(JSON.parse(rule['condition'] as string)).toEqual({
    eventType: ['schedulevaultdeletion', 'schedulekeydeletion', 'disablekey'].map(
      (what) => `com.oraclecloud.keymanagementservice.${what}.begin`,
    ),
    data: { resourceId: ['${oci_kms_vault.vault.id}', '${oci_kms_key.key.id}'] },
  });
});

test('how far it is behind is asked about; nobody is told at the other site, which is said', () => {
  const found = manifest.workloads[0]!.findings.filter(({ id }) => id.startsWith('DR-SIGNAL'));
  expect(found.map(({ id, subject }) => `${id} ${subject}`)).toEqual([
    'DR-SIGNAL-01 oci:eu-paris-1 invoices invoices-lag',
    'DR-SIGNAL-03 oci:eu-frankfurt-1',
  ]);
});
