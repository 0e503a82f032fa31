/** What stands for a component that holds data, at one site. */
export type DataPosture = 'none' | 'backup' | 'replica' | 'active';
/** What stands for a component that holds no data, at one site. */
export type ComputePosture = 'none' | 'prepared' | 'reduced' | 'full';
/** Either of them. */
export type Posture = DataPosture | ComputePosture;
/** In one zone, or over several zones of the region. */
export type Spread = 'single' | 'zonal';

/** Whether a kind of component holds data that nobody can build again. */
export type Nature = 'data' | 'compute';

/**
 * How one site treats one component now.
 * `serving`: open to users and writers; `closed`: as it serves, but for its entrance, which takes no user, so that what is in flight
 * can drain; `standby`: waiting, takes no user; `fenced`: takes nobody, data kept.
 */
export type Form = 'serving' | 'closed' | 'standby' | 'fenced';

/** Whether a site does its work, with data writable and consumers running: it serves, or its entrance alone is closed. */
export const works = (form: Form | 'withheld' | undefined): boolean => form === 'serving' || form === 'closed';

/** How the role of a component changes (docs/design.md, "How roles flip"). */
export type Flip = 'symmetric' | 'switch' | 'promote' | 'restore' | 'owned';
