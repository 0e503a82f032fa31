/**
 * A social-housing landlord keeps its tenants, rents and repairs in one region: copies are made there twice a day and sent, encrypted, to
 * another country of the union, and where the region is lost everything is rebuilt from them within three days, with at most a day of data lost.
 */
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  Duration,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Size,
  Tier,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { aws } from 'cdktf-continuity/aws';

/** Declares the workload `housing`: Paris serves, and nothing but copies stands in Milan until the day. */
export function build(app: App): Workload {
  const housing = new Workload(app, 'housing', {
    // No recovery time is committed at this tier: the landlord accepts the estimate (finding DR-RTO-02, for information).
    tier: Tier.COLD,
    objectives: Objectives.of({
      rto: Duration.days(3),
      rpo: Duration.days(1),
      data: { rto: Duration.days(1), rpo: Duration.days(1) },
      mtpd: Duration.days(14),
      resumption: Duration.days(1),
    }),
    geography: { within: 'EU', apartKm: 300 },
    topology: Topology.activePassive({
      primary: aws.site('eu-west-3', { account: '444455556666', cidr: '10.70.0.0/16', state: aws.stateIn('housing-tfstate-paris') }),
      secondary: aws.site('eu-south-1', { account: '444455556666', cidr: '10.80.0.0/16', state: aws.stateIn('housing-tfstate-milan') }),
      witness: aws.stateIn('housing-tfstate-dublin', { region: 'eu-west-1' }),
    }),
  });

  new Network(housing, 'Net', { zones: 2 });
  new ObjectStorage(housing, 'Leases', { sizeGiB: 120 });
  new RelationalDatabase(housing, 'Tenants', {
    engine: DatabaseEngine.postgres('17'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
  return housing;
}
