import type { Declaration, Happening } from './words';

const option = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${name}`, value]);

const pointsOf = (from: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(from).flatMap(([component, point]) => ['--from', `${component}=${point}`]);

/** The command line that declares it, complete but for who says it: `--by` is taken from the person's own settings. */
export function lineOf(declaration: Declaration): string[] {
  const start = ['continuity', 'declare', declaration.op];
  switch (declaration.op) {
    case 'lost':
    case 'avoid':
    case 'normal':
      return [...start, declaration.site, ...option('since', declaration.since)];
    case 'gone':
      return [...start, declaration.site, ...option('since', declaration.since), ...option('replaced-by', declaration.replacedBy)];
    case 'failover': {
      const points = pointsOf(declaration.from);
      const accepted = declaration.acceptLoss ? ['--accept-loss'] : [];
      return [...start, declaration.workload, '--to', declaration.to, ...option('incident', declaration.incident), ...points, ...accepted];
    }
    case 'restore':
      return [...start, declaration.workload, ...pointsOf(declaration.from), ...option('incident', declaration.incident)];
    case 'switch':
      return [...start, declaration.workload, '--to', declaration.to];
    case 'close':
    case 'fence':
      return [...start, declaration.workload, '--at', declaration.at];
    case 'retire':
      return [...start, declaration.workload, declaration.generation];
    default:
      return [...start, declaration.workload];
  }
}

/** The command line that records it, complete but for who says it. */
export function recordLineOf(happening: Happening): string[] {
  const start = ['continuity', 'record', happening.record, happening.workload];
  switch (happening.record) {
    case 'fenced':
      return [...start, '--at', happening.site];
    case 'lag':
      return [...start, ...Object.entries(happening.lag).map(([component, lag]) => `${component}=${lag}`)];
    case 'undone':
      return start;
    default:
      return [...start, ...happening.components];
  }
}

/** A declaration in words. */
export function sentenceOf(declaration: Declaration): string {
  switch (declaration.op) {
    case 'failover':
    case 'switch':
      return `${declaration.workload}: ${declaration.op} to ${declaration.to}`;
    case 'restore':
      return `${declaration.workload}: ${Object.entries(declaration.from)
        .map(([id, point]) => `${id} from ${point}`)
        .join(', ')}, made anew at the site that serves`;
    case 'close':
      return `${declaration.workload}: ${declaration.at} takes no user, ahead of a planned switch`;
    case 'fence':
      return `${declaration.workload}: ${declaration.at} is fenced for a planned switch`;
    case 'abort':
      return `${declaration.workload}: the move is given up`;
    case 'added':
      return `${declaration.workload}: components that came after a move belong to the site that serves`;
    case 'retire':
      return `${declaration.workload}: ${declaration.generation} may leave Terraform (nothing is destroyed)`;
    case 'gone':
      return `${declaration.site} is gone${declaration.replacedBy ? `, ${declaration.replacedBy} takes its place` : ''}`;
    default:
      return `${declaration.site} is ${declaration.op}`;
  }
}
