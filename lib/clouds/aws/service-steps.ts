import { instancesAt } from '../../components/instances';
import type { ServiceDeclaration } from '../../components/service';
import type { RecoverySteps } from '../../port/phases';
import { checkStep, commandStep, type Check, type Command } from '../../words/steps';
import type { AwsPlacement } from './cell';

/** What looks for an image at a site. */
export type ImageCheck = Parameters<typeof checkStep>[0] & { readonly matches: string };

/** How what runs at a site is asked and told. */
export interface Running {
  /** Whether its image is there. */
  readonly image: ImageCheck;
  /** What a person does where it is not. */
  readonly missing: string;
  /** One of what runs. */
  readonly one: string;
  /** Wants so many at least. */
  start(least: number): string[];
  /** Whether it is steady, so many at least; and what it then answers. */
  steady(least: number): string[];
  readonly isSteady: string;
  /** Seconds until it is, at the most. */
  readonly within: number;
  /** Where its own service says why it is not. */
  readonly why: string;
  /** How many are wanted or left; and what is answered of none. */
  readonly left: string[];
  readonly none: string;
  /** Seconds until none is left, at the most. */
  readonly endsWithin: number;
  /** What a person does where one stays. @default to look at the answer */
  readonly stays?: string;
}

/** Looks and commands around what runs, at a site that takes over and at one that is left. */
export function runningSteps(
  placement: AwsPlacement<ServiceDeclaration, never>,
  { image, missing, one, start, steady, isSteady, within, why, left, none, endsWithin, stays }: Running,
): RecoverySteps {
  const { component, here, id, declaration } = placement;
  const { region } = here;
  const { active } = declaration.instances;
  const isRunning = (step: string, title: string, least: number): Check =>
    checkStep({
      id: `${step}-${id}`,
      title: `${component} at ${region} ${title}`,
      run: steady(least),
      matches: isSteady,
      endpoint: region,
      timeout: within,
      onFailure: why,
    });
  const started = (least: number): Command =>
    commandStep({
      // Both sites may be started in one procedure.
      id: `start-${id}-${region}`,
      title: `Start ${component} at ${region}: ${least} at least`,
      run: start(least),
      endpoint: region,
      expected: 'how many are wanted',
      timeout: 120,
    });
  const kept = instancesAt(declaration, placement);
  return {
    check: [checkStep({ ...image, onFailure: missing })],
    fenced: [
      checkStep({
        id: `fenced-${id}`,
        title: `${component} at ${region} runs no ${one} any more`,
        run: left,
        matches: none,
        endpoint: region,
        timeout: endsWithin,
        ...(stays === undefined ? {} : { onFailure: stays }),
      }),
    ],
    start: [started(active)],
    // Of one that exists its owner says how many run: all that are wanted do.
    verify: [isRunning('running', `runs, and every ${one} is healthy`, here.existing ? 1 : active)],
    standing: [
      checkStep({ ...image, id: `image-there-${id}`, onFailure: missing }),
      isRunning('standing', 'stands by, at the size of its tier', kept),
    ],
    // Of what stands by some runs, too, and could not before all was there that it needs.
    ...(kept > 0 ? { seed: [{ step: started(kept) }] } : {}),
  };
}
