import { nodesLacking, poolsOf } from '../../../components/node-pools';
import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { rolesThere } from '../cli-doctor';
import { clusterVersion, IS_READY, nodesReady } from '../cli-kubernetes';
import { LAUNCHES } from '../launch-key';
import { ON_DEMAND } from '../machines/doctor';
import { roomOfVcpus } from '../room-doctor';
import { clusterOf, type ClusterPlacement } from './names';
import { podIdentities } from './pods';
import { LARGEST_NODE, nodeType } from './sizes';

/** By which node groups act for an account; AWS makes it with the first one: https://docs.aws.amazon.com/eks/latest/userguide/using-service-linked-roles-eks-nodegroups.html, 2026-11. */
const GROUPS = 'AWSServiceRoleForAmazonEKSNodegroup';

/** Whether a cluster is there with its nodes, of the version that is declared; who it is; and, where it stands by, whether there is room for more. */
export function clusterDoctor(placement: ClusterPlacement): DoctorItem[] {
  const { id, component, here, declaration, form } = placement;
  const { region, names } = here;
  const of = clusterOf(placement);
  const look = (step: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({ about: 'standby', id: `${step}-${id}`, title, run, matches, endpoint: region, fix });
  const roles = [names.role, names.nodes, names.recovery, ...podIdentities(placement).map(({ role }) => role), LAUNCHES, GROUPS];
  return [
    look(
      'roles',
      `The roles of ${component} at ${region} are there`,
      rolesThere(roles),
      roles.join('\\s+'),
      `${APPLY}: its base stack makes them; AWS makes its own two with the first node group of an account`,
    ),
    look(
      'serves',
      `${component} at ${region} runs, with the nodes that are kept there`,
      nodesReady(of, poolsOf(placement)),
      IS_READY,
      APPLY,
    ),
    look(
      'version',
      `${component} at ${region} is of Kubernetes ${declaration.version}`,
      clusterVersion(of),
      declaration.version.replace('.', '\\.'),
      `no apply moves it: aws eks update-cluster-version --region ${region} --name ${names.cluster} --kubernetes-version ${declaration.version}, then its node groups (aws eks update-nodegroup-version) and its add-ons (aws eks update-addon), at the side that stands by first; or declare what runs`,
    ),
    ...(works(form) ? [] : [room(placement)]),
  ];
}

/** All of its nodes count against one quota. */
function room(placement: ClusterPlacement): DoctorItem {
  const more = nodesLacking(placement)
    .map(({ pool, more: nodes }) => nodes * (nodeType(pool.size) ?? LARGEST_NODE)[1])
    .reduce((sum, one) => sum + one, 0);
  return roomOfVcpus(placement, ON_DEMAND, more);
}
