const CLUSTER = 'a cluster, told by way of a bastion: cli-kubernetes.test.ts and cli-velero.test.ts';
const DOCTOR = 'asked ahead of the day alone (continuity doctor), or by a number that a dossier shows';
const NO_MACHINE = 'of a pool that stands by without a machine: cli-machines.test.ts';

/** Who plays the lines of a file: one of the days, by the name of its test, or nobody, with the reason. */
type Plays = { readonly day: string } | { readonly nobody: string };

/** By the files of command lines (`lib/clouds/oci/cli*.ts`). @default the day of the shop */
export const PLAYS: Readonly<Record<string, Plays>> = {
  'cli-dbsystem.ts': { day: 'databases' },
  'cli-inside.ts': { nobody: CLUSTER },
  'cli-kubernetes.ts': { nobody: CLUSTER },
  'cli-launch.ts': { day: 'machines' },
  'cli-machine.ts': { day: 'machines' },
  'cli-postgresql.ts': { day: 'databases' },
  'cli-velero.ts': { nobody: CLUSTER },
  'cli-volumes.ts': { day: 'machines' },
};

/** Calls of `oci` that a line of a cell makes and that no day plays: a line each, with its reason. One that a day plays by now is not to stay here. */
export const UNPLAYED: Readonly<Record<string, string>> = {
  'autoscaling configuration update': 'of a pool that grows: cli-machines.test.ts',
  'bv volume-group-backup list': DOCTOR,
  'certs-mgmt certificate get': DOCTOR,
  'compute capacity-reservation list': DOCTOR,
  'compute image get': 'of an image by its OCID: a day has one by its name',
  'compute-management instance-pool detach-lb': NO_MACHINE,
  'compute-management instance-pool get': NO_MACHINE,
  'db db-home list': DOCTOR,
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
