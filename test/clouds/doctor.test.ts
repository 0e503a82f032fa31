import type { Kind } from '../../lib/words/kinds';
import type { TierName } from '../../lib/objectives/tier';
import type { Doctor } from '../../lib/words/doctor';
import { doctorSchema } from '../../lib/words/doctor';
import { aws } from '../../lib/clouds/aws/aws';
import { azure } from '../../lib/clouds/azure/azure';
import { oci } from '../../lib/clouds/oci/oci';
import type { Cloud } from '../../lib/port/cloud';
import { isUnseen, type DoctorItem } from '../../lib/words/doctor';
import { afterStory } from '../support/history';
import { CLOUDS, cloudNamed, EVERY_CLOUD } from '../support/clouds';
import { declareApp, render } from '../support/synth';
import { FOURTH } from './fourth-cloud';

/** What is asked of a workload of these kinds, after a story. */
function asksOf(cloud: string, kinds: readonly Kind[], tier: TierName, story = 'standing'): Doctor {
  const declared = { cloud: cloudNamed(cloud), kinds, tier };
  const { sides } = declareApp(declared).workload;
  return render(declared, afterStory(story, sides)).manifest.workloads[0]?.doctor as Doctor;
}

const at = ({ places }: Doctor, key: string): Doctor['places'][number] =>
  places.find((place) => place.key === key) as Doctor['places'][number];
const idsAt = (doctor: Doctor, key: string, about?: string): string[] =>
  at(doctor, key).questions.flatMap((one) => (about === undefined || one.about === about ? one.steps.map(({ id }) => id) : []));

const ALL = ['network', 'object-storage', 'relational-database', 'secrets', 'load-balancer'] as const;

describe('aws', () => {
  const [PARIS, FRANKFURT] = ['aws:eu-west-3', 'aws:eu-central-1'];

  test('credentials, state and lock of each site, and of the witness', () => {
    const doctor = asksOf('aws', ALL, 'hot');
    for (const [key, bucket] of [
      [PARIS, 'acme-tfstate-paris'],
      [FRANKFURT, 'acme-tfstate-frankfurt'],
      ['aws:eu-north-1', 'acme-tfstate-stockholm'],
    ] as const) {
      expect(idsAt(doctor, key, 'state')).toEqual([`state-${bucket}`, `versions-${bucket}`]);
      expect(idsAt(doctor, key, 'lock')).toEqual([`lock-${bucket}`]);
    }
    expect(idsAt(doctor, FRANKFURT, 'credentials')).toEqual(['who-eu-central-1']);
    const lock = at(doctor, FRANKFURT).questions.find(({ about }) => about === 'lock')?.steps[0];
    expect(lock?.do === 'check' ? lock.how.run.slice(4) : []).toEqual([
      'eu-central-1',
      'acme-tfstate-frankfurt',
      'continuity/billing-eu-central-1-base.tfstate',
      'continuity/billing-eu-central-1.tfstate',
    ]);
  });

  test('the opt-in of each type that is copied, at both sites', () => {
    const doctor = asksOf('aws', ALL, 'hot');
    for (const key of [PARIS, FRANKFURT]) expect(idsAt(doctor, key, 'opt-in')).toEqual(['opt-in-s3-invoices', 'opt-in-rds-ledger']);
    expect(idsAt(asksOf('aws', ['network'], 'hot'), PARIS, 'opt-in')).toEqual([]);
  });

  test('hot: each standby is there, and follows; copies under it are as young as they should be', () => {
    const doctor = asksOf('aws', ALL, 'hot');
    expect(idsAt(doctor, FRANKFURT, 'standby')).toEqual([
      'key-eu-central-1',
      'there-net',
      'there-invoices',
      'sends-invoices',
      'failed-invoices',
      'in-step-keys',
      'polled-keys-in-step',
      'filled-keys-api-token',
      ...['replica-ledger', 'replicates-ledger', 'password-ledger', 'fits-ledger', 'login-ledger', 'age-ledger', 'storage-ledger'],
      'there-web',
    ]);
    expect(idsAt(doctor, PARIS, 'standby')).toEqual(expect.arrayContaining(['serves-ledger', 'storage-ledger', 'kept-ledger']));
    expect(idsAt(doctor, FRANKFURT, 'copies')).toEqual([
      ...['vault-eu-central-1', 'vault-lock-eu-central-1', 'vault-policy-eu-central-1'],
      ...['polled-invoices-copy-age', 'polled-ledger-copy-age'],
    ]);
    expect(idsAt(doctor, PARIS, 'copies')).toEqual([
      ...['vault-eu-west-3', 'vault-lock-eu-west-3', 'vault-policy-eu-west-3'],
      ...['jobs-eu-west-3', 'twins-eu-west-3'],
    ]);
    // Not every region has every class for every version: asked at both, since each is made anew where it loses the role.
    for (const key of [PARIS, FRANKFURT]) expect(idsAt(doctor, key, 'quota')).toEqual(['zones-net', 'offered-ledger']);
  });

  test('cold: the copy that would be restored, its age, and room for what is made on the day', () => {
    const doctor = asksOf('aws', ['network', 'object-storage', 'relational-database'], 'cold');
    expect(idsAt(doctor, FRANKFURT, 'copies')).toEqual([
      'vault-eu-central-1',
      'vault-lock-eu-central-1',
      'vault-policy-eu-central-1',
      'copied-invoices',
      'age-invoices',
      'polled-invoices-copy-age',
      ...['copied-ledger', 'offered-ledger', 'password-ledger', 'fits-ledger', 'orderable-ledger', 'age-ledger', 'polled-ledger-copy-age'],
    ]);
    expect(idsAt(doctor, FRANKFURT, 'quota')).toEqual(['zones-net', 'quota-dbinstances-ledger', 'quota-allocatedstorage-ledger']);
    expect(idsAt(doctor, PARIS, 'quota')).toEqual(['zones-net', 'offered-ledger']);
  });

  test('the switch: its records, and what each entrance answers', () => {
    const { places } = asksOf('aws', ALL, 'hot');
    const traffic = places.find(({ is }) => is === 'traffic');
    expect(traffic?.questions.flatMap(({ steps }) => steps.map((step) => [step.id, step.do === 'check' ? step.how.matches : '']))).toEqual([
      ['records-billing.acme.example', 'complete'],
      ['entrance-eu-west-3', 'serving'],
      ['entrance-eu-central-1', 'silent'],
    ]);
  });

  test('after a failover the other way round; of a site that is out nothing that stands is asked, and it is said', () => {
    const doctor = asksOf('aws', ALL, 'hot', 'standing, lost A, failover B, started, completed');
    expect(idsAt(doctor, PARIS, 'standby')).toEqual([]);
    expect(at(doctor, PARIS).unseen).toEqual([expect.objectContaining({ unseen: 'what stands at aws:eu-west-3' })]);
    expect(idsAt(doctor, FRANKFURT, 'standby')).toContain('serves-ledger');
  });
});

describe('azure', () => {
  const doctor = asksOf('azure', ['object-storage'], 'hot');
  const GERMANY = 'azure:germanywestcentral';

  test('the registration of every resource provider that is rendered', () => {
    const providers = idsAt(doctor, GERMANY, 'opt-in').map((id) => /^registered-microsoft\.(\w+)/.exec(id)?.[1]);
    expect(providers.sort()).toEqual(['insights', 'keyvault', 'managedidentity', 'network', 'storage']);
  });

  test('the cloud that the program speaks to, the subscription, and the key through the rules of its vault', () => {
    expect(idsAt(doctor, GERMANY, 'credentials')).toEqual(['cloud-germanywestcentral', 'who-germanywestcentral', 'key-germanywestcentral']);
    const sovereign = azure.site('usgovvirginia', {
      account: '00000000-0000-0000-0000-000000000001',
      cidr: '10.0.0.0/16',
      state: azure.stateIn('acmestates', { resourceGroup: 'states' }),
    });
    const [cloud] = azure.doctor.credentials(sovereign);
    expect(cloud && !isUnseen(cloud) ? cloud.steps[0] : undefined).toMatchObject({ how: { matches: 'AzureUSGovernment' } });
  });

  test('the standby follows, is sent all there is, and how long it lags: nothing else tells of that; what serves can be brought back', () => {
    expect(idsAt(doctor, GERMANY, 'standby')).toEqual(
      expect.arrayContaining(['there-invoices', 'received-invoices', 'never-sent-invoices', 'polled-invoices-lag']),
    );
    expect(idsAt(doctor, GERMANY, 'copies')).toEqual([]);
    expect(idsAt(doctor, 'azure:francecentral', 'copies')).toEqual(['restorable-invoices']);
    expect(idsAt(doctor, 'azure:francecentral', 'standby')).not.toContain('received-invoices');
    // Of the site that admits a subnet: without its endpoint the rule lets nobody in.
    expect(idsAt(doctor, 'azure:francecentral', 'standby').filter((id) => id.startsWith('endpoints-'))).toHaveLength(1);
    expect(idsAt(doctor, GERMANY, 'standby').filter((id) => id.startsWith('endpoints-'))).toEqual([]);
  });
});

describe('oci', () => {
  const doctor = asksOf('oci', ['object-storage'], 'hot');

  test('the tenancy, its compartment, its subscription to each region; and the key that only Terraform uses is not seen', () => {
    expect(idsAt(doctor, 'oci:eu-paris-1', 'credentials')).toEqual(['who-eu-paris-1', 'compartment-eu-paris-1']);
    expect(idsAt(doctor, 'oci:eu-paris-1', 'opt-in')).toEqual(['subscribed-eu-paris-1']);
    expect(at(doctor, 'oci:eu-milan-1').unseen.map(({ unseen }) => unseen)).toEqual([
      'whether two who apply at once exclude each other in acme-state-milan',
      'whether Terraform reads acme-state-milan',
    ]);
  });

  test('the standby follows, and the grants are there', () => {
    expect(idsAt(doctor, 'oci:eu-paris-1', 'standby')).toEqual([
      'grants-eu-paris-1',
      'sends-invoices',
      'polled-invoices-lag',
      'there-invoices',
      'received-invoices',
    ]);
  });

  test('a state without a lock is not seen to be free', () => {
    const near = oci.site('eu-paris-1', {
      account: 'ocid1.compartment.oc1..acme',
      namespace: 'acmens',
      homeRegion: 'uk-london-1',
      cidr: '10.0.0.0/16',
      state: oci.stateIn('acme-states', { namespace: 'acmens' }),
    });
    const items = oci.doctor.state(oci.stateIn('acme-states', { namespace: 'acmens', lock: false }).in('eu-paris-1'), near, ['k']);
    expect(items.filter(({ about }) => about === 'lock')).toEqual([
      { about: 'lock', unseen: 'who applies the states in acme-states', why: 'they are not locked (lock: false)' },
    ]);
  });
});

test('what a provider logs in with by itself is not seen: the program of the cloud does not', () => {
  const unseen = (items: readonly DoctorItem[]): string[] => items.flatMap((item) => (isUnseen(item) ? [item.unseen] : []));
  const common = { cidr: '10.0.0.0/16' };
  const paris = (provider: object) =>
    aws.site('eu-west-3', { ...common, account: '111122223333', state: aws.stateIn('acme-states'), provider });
  expect(unseen(aws.doctor.credentials(paris({ assumeRole: [{ roleArn: 'x' }] })))).toEqual([
    'whether Terraform is let in at eu-west-3 by assumeRole of its provider',
  ]);
  expect(unseen(aws.doctor.credentials(paris({ defaultTags: [] })))).toEqual([]);
  const france = azure.site('francecentral', {
    ...common,
    account: '00000000-0000-0000-0000-000000000001',
    state: azure.stateIn('acmestates', { resourceGroup: 'states' }),
    provider: { useOidc: true },
  });
  expect(unseen(azure.doctor.credentials(france))).toEqual(['whether Terraform is let in at francecentral by useOidc of its provider']);
  const place = {
    account: 'ocid1.compartment.oc1..acme',
    namespace: 'acmens',
    homeRegion: 'uk-london-1',
    state: oci.stateIn('acme-states', { namespace: 'acmens' }),
  };
  const milan = oci.site('eu-milan-1', { ...common, ...place, provider: { configFileProfile: 'dr' } });
  expect(unseen(oci.doctor.credentials(milan))).toEqual(['whether Terraform is let in at eu-milan-1 by configFileProfile of its provider']);
});

describe('outside of the package', () => {
  const doctor = asksOf('fake', ['object-storage', 'load-balancer', 'acme-ledger', 'acme-ring'], 'hot');

  test('a kind brings its own questions, a find among them, and what nobody can ask', () => {
    expect(idsAt(doctor, 'fake:south', 'quota')).toEqual(['find-room-postings', 'room-postings']);
    expect(at(doctor, 'fake:south').unseen.map(({ unseen }) => unseen)).toEqual([
      'Invoices at south',
      'how many postings south takes a second',
      'Web at south',
    ]);
    expect(doctor.programs.map(({ name }) => name)).toContain('fake');
  });

  test('nothing is waited for, whatever the limit of a step on the day', () => {
    const limits = doctor.places.flatMap(({ questions }) => questions.flatMap(({ steps }) => steps.map(({ timeout }) => timeout)));
    expect(Math.max(...limits)).toBe(30);
  });

  test('a cloud that asks nothing is not seen', () => {
    const declared = { cloud: FOURTH, kinds: ['object-storage'], tier: 'hot' } as const;
    const { places } = render(declared).manifest.workloads[0]?.doctor as Doctor;
    expect(places.flatMap(({ unseen }) => unseen.map((one) => one.unseen))).toEqual([
      'who is let in at fake:north',
      'the states at fake:north, and their locks',
      'who is let in at fake:south',
      'the states at fake:south, and their locks',
      'Invoices at south',
      'the states at fake:middle, and their locks',
    ]);
  });
});

test.each(EVERY_CLOUD.map(({ name, cloud }) => [name, cloud] as const))(
  '%s: every kind and the cloud itself ask in a form that the manifest has',
  (name, cloud) => {
    const kinds = Object.keys((cloud as unknown as Cloud).cells);
    const doctor = asksOf(name, kinds, 'hot');
    expect(doctorSchema.parse(doctor)).toEqual(doctor);
    expect(
      CLOUDS.some((one) => one.name === name)
        ? doctor.places.flatMap(({ unseen }) => unseen.filter(({ why }) => why.includes('asks nothing')))
        : [],
    ).toEqual([]);
  },
);
