import { Duration } from '../../../objectives/duration';
import type { Signal } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { replicaLackedAt, volumesCopyAge } from '../cli-volumes';
import { machineAt, type MachinePlacement } from './names';

/**
 * How far it is behind, asked where it follows. What Block Volume publishes of it there (`VolumeReplicationSecondsSinceLastSync`) is by the OCID of a replica, which no stack knows
 * (https://docs.oracle.com/en-us/iaas/Content/Block/References/volumemetrics-reference.htm, 2026-09).
 */
export const machineSignals = ({ id, component, here, posture }: MachinePlacement, rpo: number): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${id}-lag`,
    name: `${here.names.volumes}-lag`,
    title: fallsBehind(component, here.region, rpo),
    watches: posture === 'backup' ? 'copies' : 'replica',
    run: replicaLackedAt(machineAt(here)),
    endpoint: here.region,
    every: 300,
    above: toldAbove(rpo),
  },
];

/** One copy was missed: it is made once a day, hours late at times. */
const TOO_OLD = 48 * 3600;

/** Where it serves: that it is copied. */
export const machineServingSignals = ({ id, component, here }: MachinePlacement): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${id}-copies`,
    name: `${here.names.volumes}-copies`,
    title: `The newest copy of ${component} at ${here.region} is more than ${Duration.seconds(TOO_OLD)} old, or nobody knows`,
    watches: 'copies',
    run: volumesCopyAge(machineAt(here)),
    endpoint: here.region,
    every: 3600,
    above: TOO_OLD,
  },
];
