import type { Signal } from '../../../port/signals';
import { shareCopyAge } from '../cli-geo';
import { geoAccountId, geoAccountOf } from '../geo-account/names';
import { geoLag } from '../geo-account/signals';
import { COPY_EVERY_HOURS } from './limits';
import { SHARE, type FilePlacement } from './names';

/** Of its quota, in percent: beyond all of it nothing can be written. The bound is the library's own. */
const FULL = 85;
/** Two copies were missed. */
const TOO_OLD = (2 * COPY_EVERY_HOURS + 1) * 3600;

/** How far the region that follows is behind, and what is told of the share itself: it is one, whichever site serves. */
export const fileSignals = (placement: FilePlacement, rpo: number): readonly Signal[] => [
  geoLag(placement, rpo),
  ...fileServingSignals(placement),
];

/**
 * Where it serves: that there is room, and that copies are made. Of the number: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-storage-storageaccounts-fileservices-metrics,
 * 2026-11, told once an hour. UNVERIFIED: not seen on a real subscription.
 */
export const fileServingSignals = ({ id, here, component, declaration }: FilePlacement): readonly Signal[] => [
  {
    kind: 'metric',
    id: `${id}-full`,
    name: `${here.names.door}-full`,
    title: `${component} at ${here.region} has used more than ${FULL} % of its room: beyond all of it nothing is written`,
    watches: 'service',
    namespace: 'Microsoft.Storage/storageAccounts/fileServices',
    metric: 'FileCapacity',
    of: { share: `${geoAccountId(here)}/fileServices/default` },
    averaged: true,
    period: 3600,
    periods: 1,
    above: Math.floor((declaration.gib * 2 ** 30 * FULL) / 100),
    silenceIsAlarm: false,
  },
  {
    kind: 'polled',
    id: `${id}-copies`,
    name: `${here.names.door}-copies`,
    title: `The newest copy of ${component} is more than ${TOO_OLD / 3600} h old, or nobody knows`,
    watches: 'copies',
    run: shareCopyAge(vaultOf({ here }), SHARE),
    endpoint: here.region,
    every: 3600,
    above: TOO_OLD,
  },
];

/** The vault that counts its copies, as the command line names it. */
export const vaultOf = ({ here }: Pick<FilePlacement, 'here'>): Parameters<typeof shareCopyAge>[0] => ({
  ...geoAccountOf(here),
  vault: here.names.vault,
});
