import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a kubectl answers to a call that has these words in it: the first that fits; to all others nothing. */
export type Knows = Readonly<Record<string, string>>;

/** What a cluster knows that copied by a schedule. */
export const COPIES: Knows = { 'get backups.velero.io --namespace': 'continuity-20261201000000 continuity-20261201010000' };
/** A volume of what stands there. */
export const VOLUMES: Knows = { persistentvolumeclaims: 'pvc-1' };

/**
 * Runs a command line beside a kubectl and a helm that write down what they are told, with what is applied and what values are, and beside what the way to
 * the cluster is made of.
 */
export function besideCluster(run: readonly string[], knows: Knows, way: Readonly<Record<string, string>>) {
  const bin = mkdtempSync(join(tmpdir(), 'continuity-cluster-'));
  const log = join(bin, 'log');
  const cases = Object.entries({ customresourcedefinitions: 'crd', ...knows }).map(
    ([words, out]) => `case "$*" in *'${words}'*) printf '%s' '${out}'; exit 0 ;; esac`,
  );
  const programs = {
    kubectl: `printf 'kubectl %s\\n' "$*" >>'${log}'\n${cases.join('\n')}\ncase "$*" in *'--filename -'*) cat >>'${log}' ;; esac`,
    helm: `printf 'helm %s\\n' "$*" >>'${log}'\ncase "$*" in *--values*) for one; do :; done; cat "$one" >>'${log}' ;; esac`,
    ...way,
  };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const [first = '', ...rest] = run;
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = spawnSync(first, rest, { encoding: 'utf8', env });
  return { status, said: stdout.trim(), error: stderr.trim(), told: existsSync(log) ? readFileSync(log, 'utf8') : '' };
}
