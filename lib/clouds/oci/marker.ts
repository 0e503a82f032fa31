import { DataOciObjectstorageObjects } from '@cdktf/provider-oci/data-oci-objectstorage-objects';
import { ObjectstorageObject } from '@cdktf/provider-oci/objectstorage-object';
import { TerraformVariable, type TerraformProvider, type TerraformResource, type TerraformStack } from 'cdktf';
import { ContinuityError } from '../../words/errors';
import type { Site } from '../../port/site';
import { MOVE_VARIABLE } from '../../words/actions';
import type { Claim, Marker } from '../../port/marker';
import { asksForMove, claimWords, MOVE_ARGUMENTS, refusals } from '../../port/marker-messages';
import { claimLine } from './cli';
import type { OciState } from './state';

const prefixOf = (stack: string): string => `continuity/${stack}.marker`;

/**
 * Writes a stack's marker where its state lives, and refuses at plan what it must not be applied over.
 *
 * The marker is empty objects in the bucket of the state whose *names* say everything: `sequence/7/9f…/open` (or `shut`), and one
 * for each address that holds data. `object` is the one argument of `oci_objectstorage_object` that is no force-new: the provider
 * renames (its source, `Update`: "only supported for the change in name"), while content and metadata replace, so from 7 to 8
 * nothing is deleted. Read by `oci_objectstorage_objects` with a prefix: an empty list on the first apply, never an error while
 * the bucket is there. It reads a thousand names a page and keeps the last page only (its source, `Get`), so that a stack which holds more
 * is refused: what vanished of the first page would never be missed.
 *
 * The first version of the format wrote `sequence/7`. Its outputs take all that follows `sequence/` for a number: beside a marker
 * of this version their condition cannot be evaluated, so that they are refused, every one of them.
 */
export function renderMarker(
  stack: TerraformStack,
  provider: TerraformProvider | undefined,
  state: OciState,
  marker: Marker,
): TerraformResource {
  const own = stack.node.id;
  refuseMany(marker);
  const prefix = prefixOf(own);
  const place = placeOf(state, provider);
  const names = read(stack, 'continuity-marker-known', own, state, provider);
  if (asksForMove(marker)) new TerraformVariable(stack, MOVE_VARIABLE, MOVE_ARGUMENTS);
  const object = new ObjectstorageObject(stack, 'continuity-marker', {
    object: `${prefix}/sequence/${marker.sequence}/${marker.id}/${marker.open ? 'open' : 'shut'}`,
    ...place,
  });
  const standing = {
    ids: idsIn(names, own),
    open: `[for m in ${markersIn(names, own)} : try(m[2] == "open", false)]`,
    holds: `[for n in ${names} : trimprefix(n, "${prefix}/holds/") if startswith(n, "${prefix}/holds/")]`,
  };
  const conditions = refusals(own, marker, standing, [...marker.holds, ...marker.leaves], (other) =>
    idsIn(read(stack, `continuity-marker-of-${other.stack}`, other.stack, other.state as OciState, other.provider), other.stack),
  );
  object.addOverride('lifecycle.precondition', conditions);
  marker.holds.forEach(
    (address) =>
      new ObjectstorageObject(stack, `continuity-marker-${address.replace(/\W+/g, '-')}`, {
        object: `${prefix}/holds/${address}`,
        ...place,
        dependsOn: [object],
      }),
  );
  return object;
}

/** Names on a page, less that of the marker itself. https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Object/ListObjects (limit). */
const HOLDS = 999;

function refuseMany({ holds }: Marker): void {
  if (holds.length <= HOLDS) return;
  throw new ContinuityError({
    id: 'DR-MARK-01',
    what: 'A stack holds more data than the names of its marker can be read',
    value: `${holds.length} resources`,
    allowed: `${HOLDS} names`,
    fix: 'two workloads',
  });
}

const placeOf = (
  { bucket, namespace }: OciState,
  provider: TerraformProvider | undefined,
): { readonly bucket: string; readonly namespace: string; readonly provider?: TerraformProvider } => ({
  bucket,
  namespace,
  ...(provider ? { provider } : {}),
});

/** Reads the marker of a stack: the names of its objects. */
function read(stack: TerraformStack, id: string, whose: string, state: OciState, provider: TerraformProvider | undefined): string {
  const known = new DataOciObjectstorageObjects(stack, id, { prefix: `${prefixOf(whose)}/`, ...placeOf(state, provider) });
  return `data.oci_objectstorage_objects.${known.friendlyUniqueId}.objects[*].name`;
}

/** The parts of the name of each marker: sequence, id, and whether it is open; the sequence alone in the first version. */
function markersIn(names: string, whose: string): string {
  const prefix = `${prefixOf(whose)}/sequence/`;
  return `[for n in ${names} : split("/", trimprefix(n, "${prefix}")) if startswith(n, "${prefix}")]`;
}

const idsIn = (names: string, whose: string): string => `[for m in ${markersIn(names, whose)} : try(m[1], m[0])]`;

/** Claims the crossing at a stack, or shows whose it is: an object in the bucket of the state, named by the marker that stands. */
export function claimCommand(stack: string, state: OciState, near: Site, claim: Claim): readonly string[] {
  const place = [state.region ?? near.region.code, state.namespace, state.bucket, prefixOf(stack), `continuity/${stack}.claims`];
  return claimLine(place, claimWords(claim));
}
