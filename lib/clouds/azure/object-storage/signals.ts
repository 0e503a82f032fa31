import type { Signal } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { deletedContainers, oldestWaiting } from '../cli';
import { accountOf, peerOf, type AccountPlacement } from './names';

/**
 * How far a container is behind: each blob of its source says whether it waits. What is pending is a metric only of a policy that has
 * metrics enabled (https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage-reference), and azurerm 4.55 has no argument for
 * that. Every blob is listed: hence no more often than this. It runs where the account lets it in.
 */
export function containerSignals(placement: AccountPlacement, rpo: number): readonly Signal[] {
  const { id, here, peer, component, posture } = placement;
  const { account } = accountOf(placement);
  return [
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${account}-lag`,
      title: fallsBehind(component, here.region, rpo),
      watches: posture === 'backup' ? 'copies' : 'replica',
      run: oldestWaiting(peerOf(placement), account),
      endpoint: peer.region,
      every: 900,
      above: toldAbove(rpo),
    },
    ...containerServingSignals(placement),
  ];
}

/** A container that is deleted through the data plane leaves no line in the activity log: Resource Manager lists it as long as it comes back. */
export const containerServingSignals = (placement: AccountPlacement): readonly Signal[] => {
  const { id, here, component } = placement;
  const of = accountOf(placement);
  return [
    {
      kind: 'polled',
      id: `${id}-deleted`,
      name: `${of.account}-deleted`,
      title: `A container of ${component} at ${here.region} was deleted: it comes back for a while (az storage container restore)`,
      watches: 'service',
      run: deletedContainers(of),
      endpoint: here.region,
      every: 900,
      above: 0,
    },
  ];
};
