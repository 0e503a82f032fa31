import type { Metric, Told } from '../../../port/signals';

/** A server that publishes numbers. */
export interface Publisher {
  /** Its logical id. */
  readonly id: string;
  /** What it is called. */
  readonly server: string;
  /** Its resource type in Terraform. */
  readonly type: string;
  /** What its numbers are published under. */
  readonly namespace: string;
  /** Its id, where it exists already. */
  readonly exists?: string;
}

/** A number that a server publishes each minute; told after five of them. */
export const published = (
  { id, server, type, namespace, exists }: Publisher,
  what: string,
  metric: string,
): Pick<Told, 'id' | 'name'> & Omit<Metric, 'above' | 'below'> => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${server}-${what}`,
  namespace,
  metric,
  // An alert is refused where its server is not there yet.
  of: { server: exists ?? `\${${type}.${id}.id}` },
  period: 60,
  periods: 5,
  silenceIsAlarm: false,
});
