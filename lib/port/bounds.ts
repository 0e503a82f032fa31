/* What is known of a resource type beyond its schema: values that others rest on, and how many an account takes. */

/** A value that what stands by, or what joins the sites, rests on. */
export interface Bound {
  /** The argument, as Terraform calls it. */
  readonly argument: string;
  /** What it has to look like, as a whole; what is known only when it is applied is taken. @default it is as the library has it, and no customization says it */
  readonly shape?: RegExp;
  /** The same, as a person reads it, with why. */
  readonly allowed: string;
  /** What to do instead. */
  readonly fix: string;
}

/** A limit of an account that its vendor raises for nobody. */
export interface Most {
  /** How many. */
  readonly many: number;
  /** What they are, as a person reads it. */
  readonly what: string;
  /** Where that is said, and when it was read. */
  readonly source: string;
}
