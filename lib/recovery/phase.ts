import { isCompleted, type View } from '../situation/situation';

/** Where a workload stands, in one word. */
export type Phase = 'normal' | 'hold' | 'standby-lost' | 'failing-over' | 'failed-over' | 'fenced' | 'switching' | 'both-lost';

/** Where a workload stands. */
export function phaseOf(view: View): Phase {
  const [active, standby] = [view.role(view.active), view.role(view.standby)];
  if (active === 'withheld') return standby === 'withheld' ? 'both-lost' : 'hold';
  const { last } = view;
  if (last && last.kind !== 'initial' && !isCompleted(last)) return last.kind === 'planned' ? 'switching' : 'failing-over';
  if (active === 'fenced') return view.situation.status[view.active] ? 'fenced' : 'switching';
  if (last?.kind === 'forced' && !last.protected) return 'failed-over';
  return standby === 'withheld' ? 'standby-lost' : 'normal';
}

/** Since when nobody is served, or undefined where somebody is. */
export function interruptedSince(view: View): string | undefined {
  const phase = phaseOf(view);
  if (phase === 'hold' || phase === 'both-lost' || phase === 'fenced') return view.situation.status[view.active]?.since;
  if (phase === 'failing-over') return view.situation.status[view.standby]?.since ?? view.last?.since;
  return phase === 'switching' ? (view.fencedAt(view.active) ?? view.fencedAt(view.standby)) : undefined;
}
