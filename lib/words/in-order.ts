/** What of a workload says when its turn is. */
export interface Turn {
  readonly id: string;
  /** 1 goes first. */
  readonly priority: number;
  /** Ids of those it is of no use without. */
  readonly dependsOn: readonly string[];
}

/** Where nobody says how urgent a workload is. */
export const ORDINARY = 5;

/** All that one waits for, at whatever remove, each once, and none before one that it waits for itself. Ids that nobody has are left out. */
export function waitsFor<T extends Turn>(id: string, all: readonly T[]): T[] {
  const seen = new Set([id]);
  const found: T[] = [];
  const visit = (of: string): void => {
    const own = all.find((one) => one.id === of);
    for (const one of all) {
      if (!own?.dependsOn.includes(one.id) || seen.has(one.id)) continue;
      seen.add(one.id);
      visit(one.id);
      found.push(one);
    }
  };
  visit(id);
  return found;
}

/** As urgent as the most urgent of those that wait for it. */
const urgency = (turn: Turn, all: readonly Turn[]): number =>
  Math.min(turn.priority, ...all.filter(({ id }) => waitsFor(id, all).some((one) => one.id === turn.id)).map(({ priority }) => priority));

/** The order in which workloads are recovered: none before one that it waits for; else the more urgent first, then by id. They do not wait for each other. */
export function inOrder<T extends Turn>(all: readonly T[]): T[] {
  const sorted = all
    .map((turn) => ({ turn, urgent: urgency(turn, all) }))
    .sort((a, b) => a.urgent - b.urgent || (a.turn.id < b.turn.id ? -1 : 1))
    .map(({ turn }) => turn);
  return [...new Set(sorted.flatMap((turn) => [...waitsFor(turn.id, sorted), turn]))];
}
