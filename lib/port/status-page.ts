/** Where a provider says in public how its regions are. */
export interface StatusPage {
  /** Its address. */
  readonly url: string;
  /** Where the provider names it. */
  readonly source: string;
  /** When that was read, `YYYY-MM-DD`. */
  readonly date: string;
}
