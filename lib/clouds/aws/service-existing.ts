import { instancesAt } from '../../components/instances';
import type { ServiceDeclaration } from '../../components/service';
import { wantedNoMore } from '../../port/group-ends';
import type { Fence, RecoverySteps } from '../../port/phases';
import { checkStep, commandStep, type Check, type Command } from '../../words/steps';
import type { AwsPlacement } from './cell';
import { hostParameter } from './published';

/* What runs already, at a site: how many of it are wanted, and what raises that, is all that is ever changed, by the steps that fence and start it. */

/** What runs, at a site. */
type Placed = AwsPlacement<ServiceDeclaration, never>;

/** How it is stopped, started and asked. */
export interface Waking {
  /** Wants none, and holds what would want some again. */
  readonly stop: string[];
  /** Wants so many at least, where no more than `asleep` are wanted; `scales`: what scales it goes on. */
  wake(least: number, asleep: number, scales: boolean): string[];
  /** Whether it is told what these parameters say. */
  told(parameters: readonly string[]): string[];
}

/** Of one that stands by no more run than that; where as many stand by as serve, none. */
const asleepOf = ({ instances: { active, standby } }: ServiceDeclaration): number => (standby < active ? standby : 0);

function wake(placement: Placed, { wake: line }: Waking, step: string, least: number): Command {
  const { component, here, declaration } = placement;
  return commandStep({
    id: step,
    title: `${component} at ${here.region}: ${least} at least, where no more run than stand by`,
    run: line(least, asleepOf(declaration), least >= declaration.instances.active),
    endpoint: here.region,
    expected: 'how many are wanted',
    timeout: 120,
  });
}

/** None is wanted, and what scales it is held; undone, as many as the site then needs. */
function fenceOf(placement: Placed, waking: Waking): Fence {
  const undo = wake(placement, waking, `unfence-${placement.id}`, instancesAt(placement.declaration, placement));
  return { step: wantedNoMore(placement, waking.stop, 'fence', 120), undo };
}

/**
 * A database comes back beside its old self, under another address, and who runs what exists has to tell it: in its definition, or by the
 * name under which the site says it. What reads the address elsewhere is not seen, so that nothing waits for it.
 */
function toldWhere(placement: Placed, { told }: Waking, step: string): Check[] {
  const { id, component, here, declaration } = placement;
  if (declaration.uses.length === 0) return [];
  return [
    checkStep({
      id: `${step}-${id}`,
      title: `${component} at ${here.region} is told where the databases are that it works on`,
      run: told(declaration.uses.map((used) => hostParameter(here, used))),
      matches: 'told',
      endpoint: here.region,
      timeout: 60,
      bestEffort: true,
      onFailure:
        'deploy it with the address that this prints, and with the password in the secret beside it; or see that it reads both elsewhere',
    }),
  ];
}

/** What is done around one that exists, of what is done around one that is made: its owner gives it its image. */
export function ofExisting(placement: Placed, { seed: _, ...made }: RecoverySteps, waking: Waking): RecoverySteps {
  const { id, here, declaration } = placement;
  const standing = (made.standing ?? []).filter((step) => step.id !== `image-there-${id}`);
  return {
    ...made,
    check: toldWhere(placement, waking, 'knows'),
    fence: [fenceOf(placement, waking)],
    // Of one that serves its owner says how many run.
    start: [wake(placement, waking, `start-${id}-${here.region}`, declaration.instances.active)],
    standing: [...toldWhere(placement, waking, 'told'), ...standing],
  };
}
