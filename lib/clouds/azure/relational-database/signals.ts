import type { Signal } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { behindSeconds } from '../cli-database';
import type { DatabasePlacement } from './names';
import { serverOf } from './steps';

/**
 * How far a replica is behind, published where it stands (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-monitoring,
 * 2026-11; the name of the metric UNVERIFIED). Azure's alarms of this library are events alone: it is asked.
 */
export function databaseSignals({ id, here, component }: DatabasePlacement, rpo: number): readonly Signal[] {
  return [
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.server}-lag`,
      title: fallsBehind(component, here.region, rpo),
      watches: 'replica',
      run: behindSeconds(serverOf(here)),
      endpoint: here.region,
      every: 300,
      above: toldAbove(rpo),
    },
  ];
}
