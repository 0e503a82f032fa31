/** A site as everybody computes it: nothing about it is looked up. `G` are the names that its cloud gives what lies under the components. */
export interface SiteRef<G extends string = string> {
  /** `cloud:region`. */
  readonly site: string;
  /** Region code. */
  readonly region: string;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Names of what lies under the components there. */
  readonly ground: Readonly<Record<G, string>>;
}

/** One component at one site, in one generation, as everybody computes it. `N` are the names that its cell asks for. */
export interface Place<N extends string = string, G extends string = string> extends SiteRef<G> {
  /** Names of its resources there. */
  readonly names: Readonly<Record<N, string>>;
  /**
   * It stood there already, and is its owner's: nothing of it is made, changed or destroyed by Terraform. Which of its names are those that it
   * was found with: the others are computed.
   */
  readonly existing?: readonly string[];
  /** Of what exists: the names of what others stand in, too. @default none */
  readonly within?: readonly string[];
}
