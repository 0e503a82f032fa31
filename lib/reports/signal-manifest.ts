import { stepsKey, type WorkloadPlan } from '../plan/plan';
import type { Observed, Signal } from '../port/signals';
import { BESIDE_SWITCH, type ObservedManifest, type SignalManifest } from './signal-schema';

/** What tells of a component, wherever it is told. */
export function signalsOf({ placements, signals }: WorkloadPlan, id: string): SignalManifest[] {
  const told = placements
    .filter(({ component }) => component === id)
    .flatMap((one) => (signals[stepsKey(one)] ?? []).map((signal) => ({ one, signal })));
  return told.map(({ one: { here }, signal }) => {
    const { id, name, title, kind, watches } = signal;
    return { site: here.site, id, name, title, kind, watches, ...howTold(signal) };
  });
}

/** What a reader must know of a signal beside what it is about: what its silence means, or how it is asked. */
function howTold(signal: Signal): Pick<SignalManifest, 'silenceIsAlarm' | 'polled'> {
  if (signal.kind === 'metric' || signal.kind === 'page') return { silenceIsAlarm: signal.silenceIsAlarm };
  if (signal.kind === 'event') return {};
  const { run, endpoint, every, above, as } = signal;
  return { polled: { run: [...run], endpoint, every, above, ...(as ? { as } : {}) } };
}

/** What an architect has told of the application and of the business, wherever it is told. */
export function observedManifest({ observed, traffic }: WorkloadPlan): ObservedManifest[] {
  const at = (site: string, one: Observed): ObservedManifest => {
    const { id, name, title, kind, watches, level, declared, calls } = one;
    return { site, id, name, title, kind, watches, level, declared, calls, ...howTold(one) };
  };
  return [
    ...Object.entries(observed).flatMap(([site, all]) => all.map((one) => at(site, one))),
    ...(traffic?.pages ?? []).map((one) => at(BESIDE_SWITCH, one)),
  ];
}
