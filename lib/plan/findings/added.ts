import type { Rule } from './rule';

/** DR-SIT-12: a component that came after a move belongs to no site until it is declared, and is rendered nowhere. */
export const added: Rule = ({ view, workload }) =>
  (view.open ? [] : view.unlisted).map(({ id }) => ({
    id: 'DR-SIT-12',
    level: 'warning' as const,
    subject: id,
    what: `${id} came after a move, and nobody declared where it belongs: it is rendered nowhere`,
    value: `${workload} moved ${view.moves.length === 1 ? 'once' : `${view.moves.length} times`}`,
    fix: `continuity declare added ${view.sides.workload}: it belongs to ${view.active}, which serves`,
  }));
