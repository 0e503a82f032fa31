import { ContinuityError } from './errors';
import type { Nature, Posture } from './posture';
import type { Profile } from './profile';

/** The kinds of component that the library knows. A cloud says which of them it supports, and how. */
export type BuiltinKind =
  | 'network'
  | 'object-storage'
  | 'file-storage'
  | 'relational-database'
  | 'table'
  | 'secrets'
  | 'container-images'
  | 'container-service'
  | 'machine'
  | 'machine-group'
  | 'kubernetes-cluster'
  | 'load-balancer';

/** A kind of component: one that the library knows, or one of an architect's, whose components say what it is (`ownKind`). */
export type Kind = BuiltinKind | (string & Record<never, never>);

/** Where a kind stands in the order of recovery: what all stand in, what holds the data, what works on it, what lets users in. */
export type Stage = 'ground' | 'data' | 'service' | 'entrance';

/** One kind of component. */
export interface KindRow {
  /** Data can be lost; compute can be built again. */
  readonly nature: Nature;
  /** Its place in the waves: everything waits for the ground, and the entrance for all the rest. */
  readonly stage: Stage;
}

/** A kind that the library does not know, as its components say it. */
export interface OwnKind extends KindRow {
  /** What each tier asks of it: `Profile.REPLICATED`, or one of your own. */
  readonly profile: Profile;
}

/** One row a kind. */
export const KINDS: Readonly<Record<BuiltinKind, KindRow>> = {
  network: { nature: 'compute', stage: 'ground' },
  'object-storage': { nature: 'data', stage: 'data' },
  'file-storage': { nature: 'data', stage: 'data' },
  'relational-database': { nature: 'data', stage: 'data' },
  table: { nature: 'data', stage: 'data' },
  secrets: { nature: 'data', stage: 'data' },
  // What its disks hold is what it is.
  machine: { nature: 'data', stage: 'data' },
  // An image is built again from its source, and is not what the business loses.
  'container-images': { nature: 'compute', stage: 'data' },
  'container-service': { nature: 'compute', stage: 'service' },
  'machine-group': { nature: 'compute', stage: 'service' },
  // What its volumes hold is in its copies, which are object storage of their own: there it is data, with all that is asked of that.
  'kubernetes-cluster': { nature: 'compute', stage: 'service' },
  'load-balancer': { nature: 'compute', stage: 'entrance' },
};

/** What of a component says what its kind is. */
interface OfKind {
  readonly id: string;
  readonly kind: Kind;
  readonly ownKind?: OwnKind;
}

/** Whether the library knows a kind. */
export const isBuiltin = (kind: Kind): kind is BuiltinKind => Object.hasOwn(KINDS, kind);

/** The row of a component's kind. Throws `DR-KIND-01` where nobody says what it is. */
export function kindOf({ id, kind, ownKind }: OfKind): KindRow {
  if (isBuiltin(kind)) return KINDS[kind];
  if (ownKind) return ownKind;
  throw new ContinuityError({
    id: 'DR-KIND-01',
    what: `Nobody says what kind of component ${id} is`,
    value: kind,
    allowed: `${Object.keys(KINDS).join(', ')}, or a kind of your own with its row`,
    fix: "ownKind = { nature: 'data', stage: 'data', profile: Profile.REPLICATED } in its class",
  });
}

/** Whether a component holds what nobody can build again. */
export const holdsData = (component: OfKind): boolean => kindOf(component).nature === 'data';

/** What may stand by, by nature. */
const AT_THE_STANDBY: Readonly<Record<Nature, readonly Posture[]>> = {
  data: ['none', 'backup', 'replica', 'active'],
  compute: ['none', 'prepared', 'reduced', 'full'],
};

/** Throws `DR-KIND-01` where nobody says what a component's kind is, `DR-KIND-02` where what is said of it cannot be. */
export function refuseUnknownKind(component: OfKind & { readonly gib: number }): void {
  const { nature } = kindOf(component);
  const { id, kind, ownKind, gib } = component;
  const refused = (what: string, value: unknown, allowed: string, fix: string): ContinuityError =>
    new ContinuityError({ id: 'DR-KIND-02', what: `${id}: ${what}`, value, allowed, fix });
  // Every time that copies take is made from it: no number would make no bound.
  if (!(gib >= 0) || !Number.isFinite(gib))
    throw refused('its size is none', gib, 'GiB, 0 or more; 0 where it holds no data', `gib: 100 in the declaration of ${id}`);
  if (!ownKind) return;
  if (isBuiltin(kind))
    throw refused(`the library says what ${kind} is`, kind, 'a kind of your own, under another name', `leave ownKind of ${id} out`);
  const odd = Object.entries(ownKind.profile).find(([, { standby }]) => !AT_THE_STANDBY[nature].includes(standby));
  if (odd)
    throw refused(
      `its kind is ${nature}, and its profile asks for what is not`,
      `${odd[1].standby} at ${odd[0]}`,
      AT_THE_STANDBY[nature].join(', '),
      `another posture at ${odd[0]}, or another nature`,
    );
}
