import type { ContainerServiceDeclaration } from '../../../components/container-service';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { digestsOf, stopService, toldOf, wakeService } from '../cli-waking';
import { idFlaws, nameIn, NAMED } from '../existing';
import type { Needed } from '../../../port/needed';
import type { Waking } from '../service-existing';
import { serviceAt, type ServicePlacement } from './names';

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
  if (!found) return [];
  const cluster = nameIn(NAMED.cluster, found.cluster);
  const [, stated = cluster] = /:service\/(.+)\/[^/]+$/.exec(found.id) ?? [];
  return [
    ...idFlaws(NAMED.service, found.id, site),
    ...idFlaws(NAMED.cluster, found.cluster, site),
    ...(stated === cluster
      ? []
      : [
          {
            of: 'existing',
            value: `${found.id}, and cluster ${cluster}`,
            allowed: 'the cluster that it runs in',
            fix: `cluster: '${stated}'`,
          },
        ]),
  ];
}

/** How it is stopped, started and asked. */
export function wakingOf(placement: ServicePlacement): Waking {
  const at = serviceAt(placement);
  return {
    stop: stopService(at),
    wake: (...how) => wakeService(at, ...how),
    told: (parameters) => toldOf(at, parameters),
  };
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
