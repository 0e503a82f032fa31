/**
 * The planning of a manufacturer runs on Oracle Cloud at Frankfurt, on one machine that nobody builds again: its program, an Oracle database beside it, and files that its plants exchange. Where the region is
 * lost the plants plan on within eight hours at Paris, with an hour of entries lost at the most. Its reports are in PostgreSQL, are made every night, and may be those of the day before.
 */
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  Duration,
  FileStorage,
  Machine,
  Network,
  Objectives,
  RelationalDatabase,
  Size,
  Tier,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { oci } from 'cdktf-continuity/oci';

const NAMESPACE = 'plantns';
const common = {
  account: 'ocid1.compartment.oc1..plant',
  namespace: NAMESPACE,
  homeRegion: 'eu-frankfurt-1',
  subscriptions: [{ email: 'on-call@plant.example' }],
};

/** Frankfurt serves, Paris stands by, Milan keeps the state of what joins them; networks of two workloads do not overlap. */
const between = (workload: string, net: number): Topology =>
  Topology.activePassive({
    primary: oci.site('eu-frankfurt-1', {
      ...common,
      cidr: `10.${net}.0.0/16`,
      state: oci.stateIn(`${workload}-state-frankfurt`, { namespace: NAMESPACE }),
    }),
    secondary: oci.site('eu-paris-1', {
      ...common,
      cidr: `10.${net + 1}.0.0/16`,
      state: oci.stateIn(`${workload}-state-paris`, { namespace: NAMESPACE }),
    }),
    witness: oci.stateIn(`${workload}-state-milan`, { namespace: NAMESPACE, region: 'eu-milan-1' }),
  });

/** Declares the workloads `planning`, which follows, and `reports`, of which there are copies. */
export function build(app: App): Workload[] {
  const planning = new Workload(app, 'planning', {
    tier: Tier.HOT,
    objectives: Objectives.of({
      rto: Duration.hours(8),
      rpo: Duration.hours(1),
      mtpd: Duration.hours(48),
      resumption: Duration.hours(8),
    }),
    topology: between('planning', 10),
  });
  // Logs of a redo go over the private way between the networks; OCI keeps flow logs for half a year at the most.
  new Network(planning, 'Net', { flowLogs: Duration.days(180), peered: true, egress: 'endpoints' });
  new RelationalDatabase(planning, 'Ledger', {
    // A release of Oracle is a DB system, Base Database, which Data Guard follows.
    engine: DatabaseEngine.oracle('19'),
    size: Size.of({ vcpus: 4, memoryGiB: 32 }),
    storageGiB: 512,
    restorableDays: 30,
  });
  new FileStorage(planning, 'Exchange', { protocol: 'nfs', sizeGiB: 200 });
  // It runs already, in a network of its own that its owner leads to that of the library: its volumes are replicated, and Paris makes a machine of them.
  Machine.fromExisting(
    planning,
    'Planner',
    { 'oci:eu-frankfurt-1': { id: 'ocid1.instance.oc1.eu-frankfurt-1.planner' } },
    { sizeGiB: 500 },
  );

  const reports = new Workload(app, 'reports', {
    tier: Tier.WARM,
    objectives: Objectives.of({
      rto: Duration.hours(12),
      rpo: Duration.hours(30),
      mtpd: Duration.hours(72),
      resumption: Duration.hours(12),
    }),
    topology: between('reports', 20),
  });
  new Network(reports, 'Net', { flowLogs: Duration.days(180) });
  new RelationalDatabase(reports, 'Reports', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 4, memoryGiB: 32 }),
    storageGiB: 100,
  });
  return [planning, reports];
}
