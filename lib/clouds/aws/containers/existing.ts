import type { ContainerServiceDeclaration } from '../../../components/container-service';
import { instancesAt } from '../../../components/instances';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { Fence, RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { digestsOf, stopService, toldOf, wakeService } from '../cli-waking';
import { idFlaws, nameIn, NAMED, type Needed } from '../existing';
import { hostParameter } from '../published';
import { serviceAt, type ServicePlacement } from './names';

/* A service that exists: how many of it are wanted is all that is ever changed, by the steps that fence and start it. */

/** What an existing service is called. */
export const adoptsService = (
  { existing }: ContainerServiceDeclaration,
  site: string,
): { readonly service: string; readonly cluster: string } | undefined => {
  const found = existing?.[site];
  return found && { service: nameIn(NAMED.service, found.id), cluster: nameIn(NAMED.cluster, found.cluster) };
};

/** What is wrong with what is given of it. */
export function existingFlaws({ existing }: ContainerServiceDeclaration, site: SiteFacts): Flaw[] {
  const found = existing?.[site.key];
  return found ? [...idFlaws(NAMED.service, found.id, site), ...idFlaws(NAMED.cluster, found.cluster, site)] : [];
}

const wake = (placement: ServicePlacement, step: string, least: number): Command => {
  const { component, here, declaration } = placement;
  return commandStep({
    id: step,
    title: `${component} at ${here.region}: ${least} at least, where no more run than stand by`,
    run: wakeService(serviceAt(placement), least, declaration.instances.standby),
    endpoint: here.region,
    expected: 'how many are wanted',
    timeout: 120,
  });
};

/** Started where it was stopped, or stood by: of one that serves its owner says how many run. */
export const startExisting = (placement: ServicePlacement): Command =>
  wake(placement, `start-${placement.id}-${placement.here.region}`, placement.declaration.instances.active);

/** None is wanted, and what scales it is held; undone, as many as the site then needs. */
export function serviceFences(placement: ServicePlacement): readonly Fence[] {
  const { id, component, here, declaration } = placement;
  if (!here.existing) return [];
  const step = commandStep({
    id: `fence-${id}`,
    title: `${component} at ${here.region} is wanted no more`,
    run: stopService(serviceAt(placement)),
    endpoint: here.region,
    expected: '0 wanted',
    timeout: 120,
  });
  return [{ step, undo: wake(placement, `unfence-${id}`, instancesAt(declaration, placement)) }];
}

/**
 * A database comes back beside its old self, under another address, and who runs what exists has to tell it: in its definition, or by the
 * name under which the site says it. What reads the address elsewhere is not seen, so that nothing waits for it.
 */
export function toldWhere(placement: ServicePlacement, step: string): Check[] {
  const { id, component, here, declaration } = placement;
  if (!here.existing || declaration.uses.length === 0) return [];
  const published = declaration.uses.map((used) => hostParameter(here, used));
  return [
    checkStep({
      id: `${step}-${id}`,
      title: `${component} at ${here.region} is told where the databases are that it works on`,
      run: toldOf(serviceAt(placement), published),
      matches: 'told',
      endpoint: here.region,
      timeout: 60,
      bestEffort: true,
      onFailure:
        'deploy it with the address that this prints, and with the password in the secret beside it; or see that it reads both elsewhere',
    }),
  ];
}

/** What the two sites run is one image: the digest that its tasks run here is the one that is declared for the other site. */
export const serviceWants = (placement: ServicePlacement): Needed[] => {
  const { id, component, here, declaration } = placement;
  return [
    {
      id: `same-image-${id}`,
      title: `${component} at ${here.region} runs the image that stands by`,
      run: digestsOf(serviceAt(placement)),
      matches: `(.* )?${declaration.digest}( .*)?`,
      fix: 'declare the digest that runs; where several images of one tag run, deploy one of them',
    },
  ];
};

/** What is done around one that exists, of what is done around one that is made: it runs an image of its own registry. */
export function ofExisting(placement: ServicePlacement, made: RecoverySteps): RecoverySteps {
  const standing = (made.standing ?? []).filter(({ id }) => id !== `image-there-${placement.id}`);
  return {
    ...made,
    check: toldWhere(placement, 'knows'),
    fence: serviceFences(placement),
    start: [startExisting(placement)],
    standing: [...toldWhere(placement, 'told'), ...standing],
  };
}
