import { checkStep, type Check } from '../../words/steps';

/** What is looked at, as a step speaks of it. */
export interface About {
  /** Logical id. */
  readonly id: string;
  /** The component. */
  readonly component: string;
  /** Where it stands. */
  readonly here: { readonly region: string };
}

/** What differs of a look. */
export type More = Partial<Parameters<typeof checkStep>[0]> & { readonly matches: string };

/** A look at a component where it stands: by that line, unless another one is given. */
export const looked = ({ id, component, here }: About, run: string[], step: string, title: string, more: More): Check =>
  checkStep({ id: `${step}-${id}`, title: `${component} at ${here.region} ${title}`, run, endpoint: here.region, ...more });
