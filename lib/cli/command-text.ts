/** A command line as it can be copied into a shell. */
export function commandText(run: readonly string[]): string {
  return run.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
