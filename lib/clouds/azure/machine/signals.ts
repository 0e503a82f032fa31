import type { Signal } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { pointAge } from '../cli-replication';
import type { MachinePlacement } from './names';
import { itemOf } from './steps';

/** How old its newest point is: Site Recovery publishes no number of it, so that it is asked. */
export const machineSignals = (placement: MachinePlacement, rpo: number): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${placement.id}-lag`,
    name: `${placement.here.names.group}-lag`,
    title: fallsBehind(placement.component, placement.here.region, rpo),
    watches: 'replica',
    run: pointAge(itemOf(placement)),
    endpoint: placement.here.region,
    every: 300,
    above: toldAbove(rpo),
  },
];
