import type { Declaration } from '../../components/component';
import type { Rendered } from '../../port/cloud';
import type { TerraformResource } from 'cdktf';
import { crossingStep, checkStep, type Check, type CommandProps, type Crossing } from '../../words/steps';
import type { Figure } from '../../words/figure';
import type { AzurePlacement } from './cell';
import type { About } from '../../port/looks';

/*
 * What is made from the service's own copies, in the region that Microsoft pairs: by a command of the move that takes the role, and taken in by the apply behind it.
 */

type Placed = AzurePlacement<Declaration, string>;

/** Whether there is anything at its site: what is restored is made by the move that takes the role. Whatever followed stays, and so does what was restored and follows by now. */
export const isMade = ({ origin, posture }: Pick<Placed, 'origin' | 'posture'>): boolean =>
  origin.how !== 'restored' || posture !== 'backup';

/** Whether it is made from copies, or they are all that follows it; what followed by itself goes on as it was made, and so does what was restored, once another one follows it. */
export const isOfCopies = ({ origin, joined }: Pick<Placed, 'origin' | 'joined'>): boolean =>
  origin.how === 'restored' ? !origin.done || joined !== 'replica' : origin.how === 'created' && joined === 'backup';

/** What a move makes by a command, its site takes in with the apply behind that. */
export const takenIn = (
  { origin }: Pick<Placed, 'origin'>,
  resource: TerraformResource | undefined,
  id: string,
): Pick<Rendered, 'imports'> => (resource && origin.how === 'restored' && !origin.done ? { imports: [{ resource, id }] } : {});

/** What is asked of what it is made from, where that stands. */
export const askedOfSource = (
  { id, component }: Pick<Placed, 'id' | 'component'>,
  region: string,
  {
    step,
    title,
    ...more
  }: { readonly step: string; readonly title: string; readonly run: string[]; readonly matches: string; readonly onFailure: string },
): Check => checkStep({ id: `${step}-${id}`, title: `${component} at ${region} ${title}`, endpoint: region, timeout: 900, ...more });

/** How it is made, and how long that takes at the most, whatever its volume. */
type Making = Pick<CommandProps, 'run' | 'expected'> & {
  readonly losesData: string;
  readonly title: string;
  readonly onFailure: string;
  readonly figure: Figure;
  readonly longest: number;
};

/** The command that makes it: it takes what the budget counts; a large one more than half a day. */
export const making = ({ id, component, here }: About, { title, onFailure, figure: { seconds }, longest, ...more }: Making): Crossing => ({
  ...crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} ${title}`,
    endpoint: here.region,
    usual: seconds,
    timeout: Math.max(longest, 2 * seconds),
    ...more,
  }),
  onFailure,
});
