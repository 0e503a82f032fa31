import { callsOf, programsOf } from '../../lib/words/programs';

const inShell = (text: string): string[] => programsOf(['sh', '-c', text, 'step', 'rm']).filter((program) => program !== 'sh');

describe('the programs of a command line', () => {
  test('its own, whatever its arguments say', () => {
    expect(programsOf(['aws', 's3', 'curl', 'x; curl y'])).toEqual(['aws']);
    expect(programsOf(['/bin/bash', '-ec', 'curl x'])).toEqual(['/bin/bash', 'curl']);
  });

  test.each<[string, string, string[]]>([
    ['one after the other', 'aws a\ncurl b; az c && oci d || jq e | sed f &', ['aws', 'az', 'curl', 'jq', 'oci', 'sed']],
    ['builtins are none', 'set -eu; x=1; [ "$x" = 1 ] || { echo no >&2; exit 3; }; printf %s; read -r x', []],
    ['behind words of the grammar', 'if ! aws a; then curl b; elif az c; then sed d; else jq e; fi', ['aws', 'az', 'curl', 'jq', 'sed']],
    [
      'in loops',
      'while :; do date; done; for x in aws az; do grep x; done; until oci y; do sleep 1; done',
      ['date', 'grep', 'oci', 'sleep'],
    ],
    ['inside of what is put in, quoted too', 'x="$(aws a "$(jq b)")" y=$((now - 1)) z=${x:-curl}; echo "$x; curl"', ['aws', 'jq']],
    ['behind an assignment and a subshell', 'A=1 B="2 3" aws x; (curl y)', ['aws', 'curl']],
    ['not in quotes', `echo 'aws; curl' "az | oci"; jq '.[] | select(.a)'`, ['jq']],
    ['not in a comment', '# aws here\ncurl x # az there', ['curl']],
    ['not where output goes', 'aws a 2>/dev/null >"$f"; curl x <in >&2', ['aws', 'curl']],
    ['not its own functions', 'value() { aws a; }\nvalue || curl x', ['aws', 'curl']],
    [
      'not the patterns of a case',
      'case $1 in a|b) aws x ;; *" $id "*) ;; sed) curl y;; *) stale ;; esac; jq z',
      ['aws', 'curl', 'jq', 'stale'],
    ],
    ['a question for a program is not its call', 'command -v curl >/dev/null', []],
  ])('of a shell text: %s', (_, text, programs) => {
    expect(inShell(text).sort()).toEqual(programs);
  });

  test.each<[string, string[], string[]]>([
    ['as it is', ['"$@" | tr a b', 'x', 'aws', 'y'], ['aws', 'sh', 'tr']],
    ['less what was shifted away', ['a=$1; shift; shift; "$@"', 'x', '5', 'b', 'sh', '-c', 'curl y'], ['curl', 'sh']],
    ['as arguments of another', ['aws x "$@"', 'x', 'curl'], ['aws', 'sh']],
    ['nothing', ['"$@"', 'x'], ['sh']],
  ])('and what it hands on: %s', (_, words, programs) => {
    expect(programsOf(['sh', '-c', ...words])).toEqual(programs);
  });

  test.each<[boolean, string[]]>([
    [true, ['aws', '"$1"']],
    [true, ['sh', '-c', 'aws "$1"; x=$(curl "$2")', 'x', 'y']],
    [true, ['sh', '-c', '"$@"', 'x', 'aws']],
    [false, ['sh', '-c', '"$1" now', 'x', 'aws']],
    [false, ['sh', '-c', '$tool now', 'x']],
    [false, ['sh', '-c', '"$@"', 'x', 'sh', '-c', '"$1"']],
  ])('each is called by its name: %s for %j', (expected, line) => {
    expect(callsOf(line).namesAll).toBe(expected);
  });
});
