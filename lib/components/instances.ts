import { z } from 'zod';
import { whole } from '../words/shapes';
import { works, type Form, type Posture } from '../words/posture';

/** How many run. */
export interface Instances {
  /** Where the site serves: this many at least. */
  readonly active: number;
  /** Where it stands by at a tier that keeps a small copy running (hot). @default a quarter of the active ones, at least 1 */
  readonly standby?: number;
  /**
   * Most of them under load, where the site serves. Terraform then leaves their number alone: what raises it from the standby's to the
   * active one is a step of the procedure, since a plain apply would take back what the load asked for. @default as many as `active`: nothing scales
   */
  readonly most?: number;
}

/** A number of what runs. */
export const COUNT = whole('how many run, 1 to 1000', 1, 1000);

/** What may be said of how many run. */
export const INSTANCES = z
  .strictObject({ active: COUNT, standby: COUNT.optional(), most: COUNT.optional() }, 'an object with active, and standby or most')
  .superRefine(({ active, standby, most }, { addIssue }) => {
    const refused = (path: string, message: string): void => addIssue({ code: 'custom', path: [path], message });
    if (standby !== undefined && standby > active) refused('standby', `at most the active ones, ${active}`);
    if (most !== undefined && most < active) refused('most', `at least the active ones, ${active}`);
  });

/** How many run, with what is not said. */
export const allOf = ({ active, standby = Math.max(1, Math.floor(active / 4)), most = active }: Instances): Required<Instances> => ({
  ...{ active, standby, most },
});

/** How many run at a site: all where it does its work, none where it is fenced, and what the tier keeps there while it stands by. */
export function instancesAt(
  { instances }: { readonly instances: Required<Instances> },
  { form, posture }: { readonly form: Form; readonly posture: Posture },
): number {
  if (works(form)) return instances.active;
  if (form === 'fenced') return 0;
  return { full: instances.active, reduced: instances.standby }[posture as string] ?? 0;
}
