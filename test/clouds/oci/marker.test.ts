import { OciProvider } from '@cdktf/provider-oci/provider';
import { TerraformStack, Testing } from 'cdktf';
import { renderMarker } from '../../../lib/clouds/oci/marker';
import { OciState } from '../../../lib/clouds/oci/state';

type Args = Record<string, Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- synthesized JSON

function marked(sequence: number): { resource: Args; data: Args; terraform: Args } {
  const stack = new TerraformStack(Testing.app(), 'billing-links');
  new OciProvider(stack, 'oci', { region: 'eu-milan-1' });
  const state = new OciState('acme', { namespace: 'ns', region: 'eu-milan-1' });
  state.bind(stack, 'x.tfstate');
  renderMarker(stack, undefined, state, { sequence, holds: ['oci_objectstorage_bucket.a'], leaves: ['oci_objectstorage_bucket.b'] });
  return JSON.parse(Testing.synth(stack)) as { resource: Args; data: Args; terraform: Args };
}

describe('the marker on OCI', () => {
  const { resource, data, terraform } = marked(7);

  test('is names of empty objects where the state is, read by their prefix', () => {
    const objects = Object.values(resource['oci_objectstorage_object'] ?? {});
    expect(objects.map(({ object }) => object as string)).toEqual([
      'continuity/billing-links.marker/sequence/7',
      'continuity/billing-links.marker/holds/oci_objectstorage_bucket.a',
    ]);
    expect(
      objects.every(
        ({ bucket, namespace, content, metadata }) =>
          bucket === 'acme' && namespace === 'ns' && content === undefined && metadata === undefined,
      ),
    ).toBe(true);
    expect(data['oci_objectstorage_objects']?.['continuity-marker-known']).toMatchObject({
      bucket: 'acme',
      namespace: 'ns',
      prefix: 'continuity/billing-links.marker/',
    });
  });

  test('refuses an older sequence and data that vanished', () => {
    const [stale, vanished] = resource['oci_objectstorage_object']?.['continuity-marker'].lifecycle.precondition;
    const names = 'data.oci_objectstorage_objects.continuity-marker-known.objects[*].name';
    expect(stale.condition).toBe(
      `\${alltrue([for s in [for n in ${names} : tonumber(trimprefix(n, "continuity/billing-links.marker/sequence/")) if startswith(n, "continuity/billing-links.marker/sequence/")] : s <= 7])}`,
    );
    expect(vanished.condition).toContain('["oci_objectstorage_bucket.a","oci_objectstorage_bucket.b"]');
  });

  test('the next sequence changes the name of the object and nothing else', () => {
    const own = ({ resource: r }: { resource: Args }): Record<string, unknown> => ({
      ...r['oci_objectstorage_object']?.['continuity-marker'],
      object: undefined,
      lifecycle: undefined,
    });
    expect(own(marked(8))).toEqual(own({ resource }));
  });

  test('state is kept through the S3-compatible API', () => {
    expect(terraform['backend']?.['s3']).toMatchObject({
      bucket: 'acme',
      region: 'eu-milan-1',
      use_lockfile: true,
      use_path_style: true,
      skip_region_validation: true,
      skip_s3_checksum: true,
      endpoints: { s3: 'https://ns.compat.objectstorage.eu-milan-1.oraclecloud.com' },
    });
  });
});
