import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** An answer of a cloud's program: to a call that has these words in it, the first that fits. */
export type Rule = readonly [words: string, out: string, code?: number];

/**
 * What a command line prints and how it ends where the cloud's program answers so; and each call that it made. A call that no rule fits fails with 99.
 * What `others` are called with is told behind their names, and answered by the same rules.
 */
export function answering(program: string, rules: readonly Rule[], run: readonly string[], others: readonly string[] = []) {
  const bin = mkdtempSync(join(tmpdir(), 'continuity-answering-'));
  const calls = join(bin, 'calls');
  const cases = rules.map(([words, out, code = 0], i) => {
    writeFileSync(join(bin, `out-${i}`), out);
    return `case "$*" in *'${words}'*) cat '${join(bin, `out-${i}`)}'; exit ${code} ;; esac`;
  });
  for (const name of [program, ...others]) {
    const told = name === program ? '' : `set -- ${name} "$@"\n`;
    writeFileSync(
      join(bin, name),
      `#!/bin/sh\n${told}printf '%s\\n' "$*" >>'${calls}'\n${cases.join('\n')}\necho "no answer to $*" >&2\nexit 99\n`,
    );
    chmodSync(join(bin, name), 0o755);
  }
  const [first = '', ...rest] = run;
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = spawnSync(first, rest, { encoding: 'utf8', env });
  return {
    status,
    said: stdout.trim(),
    error: stderr.trim(),
    calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [],
  };
}
