import type { Acknowledgement, PlanInput } from '../input';
import type { Finding } from '../plan';

/** Whether it is this finding that somebody accepts. */
export const accepts = (one: Acknowledgement, { id, subject }: Pick<Finding, 'id' | 'subject'>): boolean =>
  one.id === id && (one.subject === undefined || one.subject === subject);

/** DR-ACK-02: what is accepted and was not found, while every region is normal. It would silence the finding of another day. */
export function dead({ acknowledgements, view }: PlanInput, found: readonly Finding[]): Finding[] {
  if (Object.keys(view.situation.status).length > 0) return [];
  return acknowledgements
    .filter((one) => !found.some((finding) => accepts(one, finding)))
    .map(({ id, subject }) => ({
      id: 'DR-ACK-02',
      level: 'warning' as const,
      subject: subject === undefined ? id : `${id} ${subject}`,
      what: `${id} is acknowledged, and nothing of it is found`,
      value: subject ?? 'any subject',
      fix: 'leave that acknowledgement out, or give it the subject of a finding',
    }));
}
