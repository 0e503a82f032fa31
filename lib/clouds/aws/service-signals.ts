import type { Metric, Signal } from '../../port/signals';

/** What counts those that run, by the minute. */
interface Counted extends Pick<Signal, 'id' | 'name'>, Pick<Metric, 'namespace' | 'metric' | 'of'> {
  /** Where fewer are counted, what is wrong. */
  readonly title: string;
  /** So many have to run. */
  readonly wanted: number;
}

/** That fewer run than are wanted: it is published each minute, so silence is an alarm. One that is started again takes minutes: a single one is none. */
export const fewerRun = ({ wanted, ...counted }: Counted): readonly Signal[] =>
  wanted === 0 ? [] : [{ kind: 'metric', ...counted, watches: 'service', below: wanted, period: 60, periods: 15, silenceIsAlarm: true }];
