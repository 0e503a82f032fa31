import type { Place } from '../../words/place';

/*
 * What the command lines of databases have in common that are copied to the other region.
 */

/** A DB system, by what names it: its OCID is made by OCI, and looked up in its own region. */
export interface SystemWords {
  readonly region: string;
  readonly compartment: string;
  readonly system: string;
}

/** A DB system at a site. */
export const systemOf = ({ region, account, names }: Pick<Place<'system'>, 'region' | 'account' | 'names'>): SystemWords => ({
  region,
  compartment: account,
  system: names.system,
});

/** The same, as arguments of a script. */
export const systemWords = ({ region, compartment, system }: SystemWords): string[] => [region, compartment, system];

/** Behind `found REGION COMPARTMENT NAME`, which prints the OCID of what stands there, or nothing: its OCID, or a failure. */
export const OCID_OF_SYSTEM = `ocid() {
  there=$(found "$@") || return 1
  [ -n "$there" ] || {
    printf 'there is no DB system %s in %s\\n' "$3" "$1" >&2
    return 1
  }
  printf '%s\\n' "$there"
}`;

/** How a copy is brought. */
export interface Brought {
  /** One that is younger than so many seconds is enough; 0: one of now. */
  readonly most: number;
  /** Days for which it is kept. */
  readonly keep: number;
}
