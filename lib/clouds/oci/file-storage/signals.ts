import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { kebab } from '../../../plan/names';
import { filesCopyAge } from '../cli-files';
import { filesAt, type FilesPlacement } from './names';

/*
 * Names of metrics, dimensions and units: https://docs.oracle.com/iaas/Content/File/Reference/filemetrics.htm, 2026-09. UNVERIFIED: not seen on a real tenancy.
 */
const NAMESPACE = 'oci_filestorage';

/** How far it is behind, told where it follows, of what takes the changes there: silence is an alarm. */
export function filesSignals({ id, here, component, posture }: FilesPlacement, rpo: number): readonly Signal[] {
  const watches: Watched = posture === 'backup' ? 'copies' : 'replica';
  return [
    {
      kind: 'metric',
      id: `${id}-behind`,
      name: `${here.names.files}-behind`,
      title: fallsBehind(component, here.region, rpo),
      watches,
      namespace: NAMESPACE,
      metric: 'ReplicationRecoveryPointAge',
      // Its target has the name of the replication, which is that of what follows: its OCID is known to no stack of its site.
      of: { resourceName: here.names.files },
      above: toldAbove(rpo),
      period: 900,
      periods: 1,
      silenceIsAlarm: true,
    },
  ];
}

/** Two snapshots were missed. */
const TOO_OLD = 3 * 3600;

/** Percent of requests of NFS that have to succeed (the library's own figure). */
const WELL = 95;

/** Where it serves: that requests succeed, and that snapshots of it are made. */
export const filesServingSignals = (placement: FilesPlacement): readonly Signal[] => {
  const { id, here, component } = placement;
  return [
    {
      kind: 'metric',
      id: `${id}-health`,
      name: `${here.names.files}-health`,
      title: `Less than ${WELL} % of what is asked of ${component} at ${here.region} is answered well`,
      watches: 'service',
      namespace: NAMESPACE,
      metric: 'MountTargetHealth',
      // Beside it stands the rate of errors, under the same name: https://docs.oracle.com/iaas/Content/File/Reference/filemetrics.htm, 2026-09.
      of: { resourceId: `\${oci_file_storage_mount_target.${kebab(component)}-mount.id}`, healthItem: 'SuccessRate' },
      ...{ averaged: true, below: WELL, period: 900, periods: 1 },
      // Nobody asks anything while nothing has it mounted.
      silenceIsAlarm: false,
    },
    {
      kind: 'polled',
      id: `${id}-copies`,
      name: `${here.names.files}-copies`,
      title: `The newest snapshot of ${component} at ${here.region} is more than ${TOO_OLD / 3600} h old, or nobody knows`,
      watches: 'copies',
      run: filesCopyAge(filesAt(here)),
      endpoint: here.region,
      every: 3600,
      above: TOO_OLD,
    },
  ];
};
