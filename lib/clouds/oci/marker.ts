import { DataOciObjectstorageObjects } from '@cdktf/provider-oci/data-oci-objectstorage-objects';
import { ObjectstorageObject } from '@cdktf/provider-oci/objectstorage-object';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { Marker } from '../cloud';
import type { OciState } from './state';

/**
 * Writes a stack's marker where its state lives, and refuses at plan an older sequence (law 11) and a configuration from which
 * something that holds data has vanished (law 4).
 *
 * The marker is empty objects in the bucket of the state whose *names* say everything: one for the sequence, one for each address
 * that holds data. `object` is the one argument of `oci_objectstorage_object` that is no force-new: the provider renames (its
 * source, `Update`: "only supported for the change in name"), while content and metadata replace, so from 7 to 8 nothing is
 * deleted. Read by `oci_objectstorage_objects` with a prefix: an empty list on the first apply, never an error while the bucket
 * is there. It reads a thousand names a page and keeps the last page only (its source, `Get`): far more than a stack holds.
 */
export function renderMarker(stack: TerraformStack, provider: TerraformProvider | undefined, state: OciState, marker: Marker): void {
  const place = { bucket: state.bucket, namespace: state.namespace, ...(provider ? { provider } : {}) };
  const prefix = `continuity/${stack.node.id}.marker`;
  const known = new DataOciObjectstorageObjects(stack, 'continuity-marker-known', { prefix: `${prefix}/`, ...place });
  const names = `data.oci_objectstorage_objects.${known.friendlyUniqueId}.objects[*].name`;
  const sequences = `[for n in ${names} : tonumber(trimprefix(n, "${prefix}/sequence/")) if startswith(n, "${prefix}/sequence/")]`;
  const held = `[for n in ${names} : trimprefix(n, "${prefix}/holds/") if startswith(n, "${prefix}/holds/")]`;
  const missing = `setsubtract(${held}, ${JSON.stringify([...marker.holds, ...marker.leaves].sort())})`;
  const sequence = new ObjectstorageObject(stack, 'continuity-marker', { object: `${prefix}/sequence/${marker.sequence}`, ...place });
  sequence.addOverride('lifecycle.precondition', [
    {
      condition: `\${alltrue([for s in ${sequences} : s <= ${marker.sequence}])}`,
      error_message: `STALE: ${stack.node.id} was applied from a newer situation than ${marker.sequence}. Nothing is changed. Pull the newest situation.json, synthesize, and plan again.`,
    },
    {
      condition: `\${length(${missing}) == 0}`,
      error_message: `VANISHED: \${join(", ", ${missing})} holds data and is no longer in the code of ${stack.node.id}. Nothing is changed. Give the component its id back, or retire it first: continuity declare retire.`,
    },
  ]);
  marker.holds.forEach(
    (address) =>
      new ObjectstorageObject(stack, `continuity-marker-${address.replace(/\W+/g, '-')}`, {
        object: `${prefix}/holds/${address}`,
        ...place,
        dependsOn: [sequence],
      }),
  );
}
