import { existsSync, readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { ContinuityError } from '../errors';
import type { Situation } from '../situation/schema';
import { NORMAL, parseSituation } from '../situation/situation';
import type { Manifest } from '../reports/manifest';
import { withLock } from './lock';

const ORDER = [
  '$schema',
  'version',
  'sequence',
  'status',
  'workloads',
  'history',
  'fenced',
  'lag',
  'retired',
  'from',
  'markers',
  'is',
  'active',
  'kind',
  'since',
  'by',
  'incident',
  'started',
  'completed',
  'protected',
  'aborted',
];

/** The situation in a file. No file means that nothing was ever declared. */
export function readSituation(path: string): Situation {
  return existsSync(path) ? parseSituation(readFileSync(path, 'utf8'), path) : NORMAL;
}

/** The text of a situation: the same situation gives the same bytes. */
export function situationText(situation: Situation): string {
  return `${JSON.stringify(inOrder(situation), null, 2)}\n`;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const rank = (key: string): number => (ORDER.indexOf(key) + ORDER.length + 1) % (ORDER.length + 1);
  const byOrder = ([a]: [string, unknown], [b]: [string, unknown]): number => rank(a) - rank(b) || (a < b ? -1 : 1);
  return Object.fromEntries(
    Object.entries(value)
      .sort(byOrder)
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}

/** Changes the situation file: nobody else can in between, and a crash leaves the old file or the new one, whole. */
export async function changeSituation(
  path: string,
  change: (before: Situation) => Situation,
): Promise<{ before: Situation; after: Situation }> {
  return withLock(`${path}.lock`, 10, () => {
    const before = readSituation(path);
    const after = change(before);
    if (JSON.stringify(readSituation(path)) !== JSON.stringify(before)) {
      throw new ContinuityError({
        id: 'DR-SIT-07',
        what: `${path} was changed while this declaration was made`,
        allowed: 'one change at a time',
        fix: 'look at the file, then declare again',
      });
    }
    writeFileAtomic.sync(path, situationText(after));
    return { before, after };
  });
}

/**
 * Refuses a situation file that is not the one the manifest was synthesized from (`DR-SIT-07`). `own` is how many times the runner may
 * itself have moved it since, by recording that a promotion is completed.
 */
export function refuseOtherSituation(file: Situation, manifest: Manifest, path: string, own = 0): void {
  const ahead = file.sequence - manifest.sequence;
  if (ahead < 0 || ahead > own) throw otherSequence(file, manifest, path);
  if (declared(file, ahead === 0) === declared(manifest.situation, ahead === 0)) return;
  if (ahead > 0) throw otherSequence(file, manifest, path);
  throw new ContinuityError({
    id: 'DR-SIT-07',
    what: `${path} and the manifest are both at sequence ${file.sequence}, but they declare different things`,
    value: `sequence ${file.sequence}, twice`,
    allowed: 'one declaration for each sequence: two branches were declared at once',
    fix: 'decide which one stands, restore that file from the repository, and synthesize again',
  });
}

/** The refusal where the numbers differ. */
export function otherSequence(file: Situation, manifest: Manifest, path: string): ContinuityError {
  const newer = file.sequence > manifest.sequence;
  return new ContinuityError({
    id: 'DR-SIT-07',
    what: `${path} is at sequence ${file.sequence}, the manifest at ${manifest.sequence}: ${newer ? 'someone declared since it was synthesized' : 'this copy of the file is older than the synthesis'}`,
    value: `file ${file.sequence}, manifest ${manifest.sequence}`,
    allowed: 'the same sequence in both',
    fix: newer
      ? 'synthesize again (cdktf synth), then run this again'
      : 'pull the repository (git pull) so that the file is the newest, then run this again',
  });
}

/** What was declared, without what the runner recorded since: that moves no sequence. */
function declared({ status, workloads }: Situation, withMarkers: boolean): string {
  const moves = Object.entries(workloads).map(([id, own]) => [
    id,
    {
      history: own.history.map((move) => ({ ...move, started: undefined, completed: undefined })),
      retired: own.retired,
      from: own.from,
      markers: withMarkers ? own.markers : undefined,
    },
  ]);
  return JSON.stringify(inOrder({ status, workloads: Object.fromEntries(moves) as unknown }));
}
