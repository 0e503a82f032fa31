import { nodesLacking, poolsOf } from '../../../components/node-pools';
import { askedRoom } from '../../../port/room-words';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { identityThere } from '../cli-apps';
import { clusterVersion, IS_READY, nodesReady, vcpuRoom } from '../cli-kubernetes';
import { registered } from '../doctor';
import { clusterOf, type ClusterPlacement } from './names';
import { LARGEST_NODE, nodeSize } from './sizes';

/** Whether a cluster is there with its nodes, of the version that is declared; who it is; and, where it stands by, whether there is room for more. */
export function clusterDoctor(placement: ClusterPlacement): DoctorItem[] {
  const { id, component, here, declaration, form } = placement;
  const { account, region, ground, names } = here;
  const of = clusterOf(placement);
  const identity = (what: string, name: string): DoctorItem =>
    asked({
      about: 'standby',
      id: `${what}-${id}`,
      title: `${name}, as which ${component} works at ${region}, is there`,
      run: identityThere(account, ground.group, name),
      matches: name,
      endpoint: region,
      fix: `${APPLY}: its base stack makes it`,
    });
  return [
    registered(account, region, 'Microsoft.ContainerService', id),
    ...(declaration.gitops ? [registered(account, region, 'Microsoft.KubernetesConfiguration', id)] : []),
    identity('identity', names.identity),
    identity('nodes', names.nodes),
    ...(declaration.backup ? [identity('velero', names.velero)] : []),
    asked({
      about: 'standby',
      id: `serves-${id}`,
      title: `${component} at ${region} runs, with the nodes that are kept there`,
      run: nodesReady(of, poolsOf(placement)),
      matches: IS_READY,
      endpoint: region,
      fix: `${APPLY}; where it is stopped: az aks start --subscription ${account} --resource-group ${ground.group} --name ${names.cluster}`,
    }),
    asked({
      about: 'standby',
      id: `version-${id}`,
      title: `${component} at ${region} is of Kubernetes ${declaration.version}`,
      run: clusterVersion(of),
      matches: `${declaration.version.replace('.', '\\.')}\\..*`,
      endpoint: region,
      fix: `no apply moves it: az aks upgrade --subscription ${account} --resource-group ${ground.group} --name ${names.cluster} --kubernetes-version ${declaration.version}, at the side that stands by first; or declare what runs`,
    }),
    ...(works(form) ? [] : rooms(placement)),
  ];
}

/** By family: a pool whose nodes are not ordered yet has room for them, as far as a quota promises any. */
function rooms(placement: ClusterPlacement): DoctorItem[] {
  const { id, component, here } = placement;
  const more = new Map<string, number>();
  for (const { pool, more: nodes } of nodesLacking(placement)) {
    const { family, vcpus } = nodeSize(pool.size) ?? LARGEST_NODE;
    more.set(family, (more.get(family) ?? 0) + nodes * vcpus);
  }
  return [...more].map(([family, vcpus]) =>
    askedRoom({
      id: `quota-${family.toLowerCase()}-${id}`,
      title: `${here.region} has room for ${MORE} vCPUs of ${family} more, of ${component}`,
      of: `vCPUs ${family}`,
      more: vcpus,
      run: vcpuRoom(here.account, here.region, family),
      endpoint: here.region,
      fix: 'ask for more: https://learn.microsoft.com/azure/quotas/per-vm-quota-requests; it may take days. That it is granted is no promise that there is capacity on the day',
    }),
  );
}
