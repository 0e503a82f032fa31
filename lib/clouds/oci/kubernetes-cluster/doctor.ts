import { nodesLacking, poolsOf } from '../../../components/node-pools';
import { askedRoom } from '../../../port/room-words';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { bastionsNamed, clusterVersion, coreRoom, IS_READY, nodesReady } from '../cli-kubernetes';
import { secretsMissing, vaultOf } from '../cli-secrets';
import { clusterOf, type ClusterPlacement } from './names';
import { LARGEST_NODE, nodeShape, SHAPE } from './sizes';
import { GIVEN } from './steps';

/** Whether a cluster is there with its nodes, of the version that is declared, and the way to it; and, where it stands by, whether there is room for more. */
export function clusterDoctor(placement: ClusterPlacement): DoctorItem[] {
  const { id, component, here, declaration, form } = placement;
  const { account, region, names } = here;
  const of = clusterOf(placement);
  const look = (step: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({ about: 'standby', id: `${step}-${id}`, title, run, matches, endpoint: region, fix });
  const version = declaration.version.replace('.', '\\.');
  return [
    look(
      'serves',
      `${component} at ${region} runs, with the nodes that are kept there`,
      nodesReady(of, poolsOf(placement)),
      IS_READY,
      APPLY,
    ),
    look('bastion', `There is a way to the API of ${component} at ${region}`, bastionsNamed(region, account, names.bastion), '1', APPLY),
    look(
      'version',
      `${component} at ${region} is of Kubernetes ${declaration.version}`,
      clusterVersion(of),
      `v${version}\\..*`,
      `no apply moves it: oci ce cluster update --cluster-id OCID --kubernetes-version v${declaration.version}.PATCH, then its pools (oci ce node-pool update, and their nodes by cycling them), at the side that stands by first; or declare what runs`,
    ),
    // A standby is asked for it by what a move asks.
    ...(declaration.backup && works(form)
      ? [
          look(
            'keyed',
            `The vault of ${component} at ${region} has the key that its copies are read and written by`,
            secretsMissing(vaultOf(placement.here), [names.key]),
            '0',
            GIVEN(placement),
          ),
        ]
      : []),
    ...(works(form) ? [] : [room(placement)]),
  ];
}

/** All of its pools are of one shape: what a move adds counts against one limit, of each availability domain. */
function room(placement: ClusterPlacement): DoctorItem {
  const { id, component, here } = placement;
  const more = nodesLacking(placement)
    .map(({ pool, more: nodes }) => nodes * (nodeShape(pool.size) ?? LARGEST_NODE).ocpus)
    .reduce((sum, one) => sum + one, 0);
  return askedRoom({
    id: `quota-cores-${id}`,
    title: `${here.region} has room for ${MORE} OCPUs of ${SHAPE.name} more, of ${component}`,
    of: `OCPUs ${SHAPE.limit}`,
    more,
    run: coreRoom(here.region, here.account, SHAPE.limit),
    endpoint: here.region,
    fix: 'ask for more: https://docs.oracle.com/iaas/Content/General/Concepts/servicelimits.htm; it may take days. That it is granted is no promise that there is capacity on the day: a capacity reservation is',
  });
}
