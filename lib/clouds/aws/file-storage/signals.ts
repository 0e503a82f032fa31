import type { SitePlan } from '../../../plan/plan';
import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { inWords } from '../../../objectives/duration';
import { copyAge } from '../cli-copies';
import { efsCopied, efsLackedAt } from '../cli-efs';
import { copyFails, noneMade, oldest } from '../copy-signals';
import { arnOf } from '../arn';
import { filesAt, type FilesPlacement } from './names';

/** Seconds between two looks at how far it is behind (the library's own figure). */
const OFTEN = 900;

/**
 * How far it is behind, as it says where it stands. `TimeSinceLastSync` of CloudWatch is by the ids of both file systems
 * (https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html, 2026-11), which AWS makes and no stack of one site knows.
 */
export function filesSignals({ id, here, component, posture }: FilesPlacement, rpo: number): readonly Signal[] {
  const watches: Watched = posture === 'backup' ? 'copies' : 'replica';
  return [
    {
      ...{
        kind: 'polled',
        id: `${id}-behind`,
        name: `${here.names.files}-behind`,
        title: fallsBehind(component, here.region, rpo),
        watches,
      },
      ...{ run: efsLackedAt(filesAt(here)), endpoint: here.region, every: OFTEN, above: toldAbove(rpo) },
    },
  ];
}

/** In percent of what a file system of its mode takes in a second: near its end, applications wait (the bound is the library's own). */
const BUSY = 95;
const HOURLY = 3600;

/** Where it serves: that it is not at its limit, and that it is copied. */
export function filesServingSignals({ id, here, component }: FilesPlacement, copies: SitePlan['copies']): readonly Signal[] {
  const { region, names, ground } = here;
  const most = oldest(copies, 0);
  const taken = efsCopied(filesAt(here), ground.vault, arnOf(here, 'elasticfilesystem', 'file-system/'));
  return [
    {
      kind: 'metric',
      id: `${id}-busy`,
      name: `${names.files}-busy`,
      title: `${component} at ${region} is at ${BUSY} % of what it takes in a second`,
      watches: 'service',
      // https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html, 2026-11. UNVERIFIED: not seen on an account.
      ...{ namespace: 'AWS/EFS', metric: 'PercentIOLimit', of: { FileSystemId: `\${aws_efs_file_system.${id}.id}` } },
      ...{ averaged: true, above: BUSY, period: 300, periods: 3, silenceIsAlarm: false },
    },
    copyFails({ id, component, name: names.files, region, resources: [`\${aws_efs_file_system.${id}.arn}`] }),
    noneMade(here, copies),
    {
      ...{ kind: 'polled', id: `${id}-copy-age`, name: `${names.files}-copy-age`, watches: 'copies' },
      title: `The newest copy of ${component} at ${region} is older than ${inWords(most)}, or nobody knows`,
      ...{ run: copyAge('', taken), endpoint: region, every: HOURLY, above: most },
    },
  ];
}
