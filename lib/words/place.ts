/** A site as everybody computes it: nothing about it is looked up. */
export interface SiteRef {
  /** `cloud:region`. */
  readonly site: string;
  /** Region code. */
  readonly region: string;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Names of what lies under the components there. */
  readonly ground: Readonly<Record<string, string>>;
}

/** One component at one site, in one generation, as everybody computes it. */
export interface Place extends SiteRef {
  /** Names of its resources there. */
  readonly names: Readonly<Record<string, string>>;
}
