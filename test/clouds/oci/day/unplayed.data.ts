const CLUSTER = 'a cluster, told by way of a bastion: cli-kubernetes.test.ts and cli-velero.test.ts';
const DOCTOR = 'asked ahead of the day alone (continuity doctor), or by a number that a dossier shows';
const NO_MACHINE = 'of a pool that stands by without a machine: cli-machines.test.ts';

/** Calls of `oci` that a line of a cell makes and that no day plays: a line each, with its reason. One that a day plays by now is not to stay here. */
export const UNPLAYED: Readonly<Record<string, string>> = {
  'autoscaling configuration update': 'of a pool that grows: cli-machines.test.ts',
  'bastion bastion list': CLUSTER,
  'bastion session create-port-forwarding': CLUSTER,
  'bastion session delete': CLUSTER,
  'bastion session get': CLUSTER,
  'ce cluster create-kubeconfig': CLUSTER,
  'ce cluster disable-addon': CLUSTER,
  'ce cluster install-addon': CLUSTER,
  'ce cluster list': CLUSTER,
  'ce cluster list-addons': CLUSTER,
  'ce cluster update-addon': CLUSTER,
  'ce node-pool get': CLUSTER,
  'ce node-pool list': CLUSTER,
  'ce node-pool update': CLUSTER,
  'certs-mgmt certificate get': DOCTOR,
  'compute capacity-reservation list': DOCTOR,
  'compute-management instance-pool detach-lb': NO_MACHINE,
  'compute-management instance-pool get': NO_MACHINE,
  'compute image get': 'of an image by its OCID: a day has one by its name',
  'dns record zone get': DOCTOR,
  'dns zone list': DOCTOR,
  'fs snapshot list': DOCTOR,
  'lb load-balancer list': DOCTOR,
  'limits resource-availability get': DOCTOR,
  'mysql channel resume': 'of a channel that needs attention: cli-mysql.test.ts',
  'vault secret cancel-secret-deletion': 'of a secret that somebody is deleting: cli-secrets.test.ts',
  'vault secret get': 'of a secret that somebody is deleting: cli-secrets.test.ts',
  'waf web-app-firewall list': DOCTOR,
};
