import { oci } from '../../../lib/clouds/oci/oci';
import { blockAt } from '../../support/json';
import { madeOf, storeOf } from '../../support/store';

const COMPARTMENT = 'ocid1.compartment.oc1..acme';
const KEPT = { prevent_destroy: true };
const frankfurt = (kmsKey?: string) =>
  oci.site('eu-frankfurt-1', {
    account: COMPARTMENT,
    namespace: 'acmens',
    homeRegion: 'uk-london-1',
    cidr: '10.10.0.0/16',
    state: oci.stateIn('acme-state-frankfurt', { namespace: 'acmens' }),
    ...(kmsKey ? { kmsKey } : {}),
  });
const milan = () => oci.stateIn('acme-state-milan', { namespace: 'acmens', region: 'eu-milan-1' });

test('a bucket of its own key, versioned and private, once Object Storage may use the key', () => {
  const { json, made } = storeOf(frankfurt());
  expect(madeOf(json)).toEqual(['oci_identity_policy', 'oci_kms_key', 'oci_kms_vault', 'oci_objectstorage_bucket']);
  expect(blockAt(json, 'oci_objectstorage_bucket.state')).toEqual({
    compartment_id: COMPARTMENT,
    namespace: 'acmens',
    name: 'acme-state-frankfurt',
    access_type: 'NoPublicAccess',
    storage_tier: 'Standard',
    versioning: 'Enabled',
    kms_key_id: '${oci_kms_key.key.id}',
    depends_on: ['oci_identity_policy.object-storage'],
    lifecycle: KEPT,
  });
  expect(blockAt(json, 'oci_kms_vault.vault')).toMatchObject({ vault_type: 'DEFAULT', lifecycle: KEPT });
  expect(blockAt(json, 'oci_kms_key.key')).toMatchObject({ protection_mode: 'SOFTWARE', lifecycle: KEPT });
  expect(blockAt(json, 'oci_identity_policy.object-storage')).toMatchObject({
    provider: 'oci.home',
    lifecycle: KEPT,
    statements: [`Allow service objectstorage-eu-frankfurt-1 to use keys in compartment id ${COMPARTMENT}`],
  });
  expect(made.adopts).toEqual([{ to: 'oci_objectstorage_bucket.state', id: 'n/acmens/b/acme-state-frankfurt' }]);
});

test('a policy is written in the home region, everything else where the state is kept', () => {
  expect(storeOf(frankfurt(), milan()).json.provider?.['oci']).toEqual([
    { region: 'eu-milan-1' },
    { alias: 'home', region: 'uk-london-1' },
  ]);
});

test('a key that the site adopted encrypts its state, not that of a witness in another region', () => {
  const { json } = storeOf(frankfurt('ocid1.key.oc1..mine'));
  expect(madeOf(json)).toEqual(['oci_identity_policy', 'oci_objectstorage_bucket']);
  expect(blockAt(json, 'oci_objectstorage_bucket.state')?.['kms_key_id']).toBe('ocid1.key.oc1..mine');
  expect(madeOf(storeOf(frankfurt('ocid1.key.oc1..mine'), milan()).json)).toContain('oci_kms_key');
});
