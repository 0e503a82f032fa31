import { inWords } from '../../../objectives/duration';
import type { SitePlan } from '../../../plan/plan';
import type { Signal } from '../../../port/signals';
import { dumpAge } from '../cli-dumps';
import { DUMPS_LOGGED } from '../query-alert';
import { partitionOf } from '../partition';
import { databaseSignals } from '../relational-database/signals';
import { isMade } from '../restored';
import { betweenDumps, dumpSeconds } from './figures';
import { DUMPS, storeName, storeOf, type DumpedPlacement } from './names';

/** Windows that a rule of logs looks back over, in seconds. */
const WINDOWS = [900, 1800, 3600, 21_600, 86_400, 172_800];

/**
 * That dumps come is told where they arrive, by what is logged there: silence is the alarm. A window is the shortest that holds two of them, and the time that one takes. How old the newest
 * one is, is asked, too.
 */
export function dumpedSignals(placement: DumpedPlacement, rpo: number, { every }: SitePlan['copies']): readonly Signal[] {
  if (isMade(placement)) return databaseSignals(placement, rpo);
  const { id, here, component, peer, declaration } = placement;
  const late = 2 * betweenDumps(every) + dumpSeconds(declaration.gib);
  const period = WINDOWS.find((one) => one >= late) ?? 172_800;
  const store = storeName(here);
  return [
    {
      kind: 'metric',
      id: `${id}-dumps-silent`,
      name: `${here.names.server}-dumps-silent`,
      title: `No dump of ${component} from ${peer.region} became whole at ${here.region} for ${inWords(period)}`,
      watches: 'copies',
      namespace: DUMPS_LOGGED,
      metric: `https://${store}.${partitionOf(here.region).blobSuffix}/${DUMPS}/whole/`,
      of: { logs: '${azurerm_log_analytics_workspace.logs.id}' },
      below: 1,
      period,
      periods: 1,
      summed: true,
      silenceIsAlarm: true,
    },
    {
      kind: 'polled',
      id: `${id}-dumps-age`,
      name: `${here.names.server}-dumps-age`,
      title: `The newest dump of ${component} at ${here.region} is older than ${inWords(late)}, or nobody knows of one`,
      watches: 'copies',
      run: dumpAge(storeOf(here)),
      endpoint: here.region,
      every: 900,
      above: late,
    },
  ];
}
