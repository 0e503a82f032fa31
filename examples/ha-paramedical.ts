/**
 * Care notes are read and written all day by a paramedical group: the loss of one building interrupts nobody for more than five minutes and
 * loses nothing, and a disaster of the whole region is answered from copies of at most a day, within two days, in the union. The application
 * is installed on machines, whose image is copied, too.
 */
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  Duration,
  LoadBalancer,
  MachineGroup,
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

/** Declares the workload `care`: three zones of Milan serve, copies go to Spain. */
export function build(app: App): Workload {
  const care = new Workload(app, 'care', {
    // No recovery time is committed for the region at this tier: the group accepts the estimate (finding DR-RTO-02, for information).
    tier: Tier.HA,
    copyEvery: Duration.hours(12),
    objectives: Objectives.of({
      zone: { rto: Duration.minutes(5), rpo: Duration.ZERO },
      rto: Duration.days(2),
      rpo: Duration.days(1),
      data: { rto: Duration.hours(8), rpo: Duration.days(1) },
      mtpd: Duration.days(7),
      resumption: Duration.days(1),
    }),
    geography: { within: 'EU', apartKm: 300 },
    topology: Topology.activePassive({
      primary: aws.site('eu-south-1', { account: '222233334444', cidr: '10.30.0.0/16', state: aws.stateIn('care-tfstate-milan') }),
      secondary: aws.site('eu-south-2', { account: '222233334444', cidr: '10.40.0.0/16', state: aws.stateIn('care-tfstate-zaragoza') }),
      witness: aws.stateIn('care-tfstate-dublin', { region: 'eu-west-1' }),
    }),
  });

  new Network(care, 'Net', { zones: 3 });
  const scans = new ObjectStorage(care, 'Scans', { sizeGiB: 300 });
  const notes = new RelationalDatabase(care, 'Notes', {
    engine: DatabaseEngine.postgres('17'),
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    storageGiB: 200,
  });
  // Six machines bear the load. Capacity for nine is kept, so that two of the three buildings hold six; in Spain none is paid for.
  const records = new MachineGroup(care, 'Records', {
    image: 'care-records-2026-11-29',
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    instances: { active: 6, most: 9 },
    reserved: { 'aws:eu-south-1': 9 },
    uses: [notes, scans],
    startup: Duration.minutes(4),
    sessions: true,
    logs: true,
  });
  new LoadBalancer(care, 'Web', {
    target: records,
    certificates: {
      'aws:eu-south-1': 'arn:aws:acm:eu-south-1:222233334444:certificate/5b1f0c6e-7d0c-4a3e-9c53-0d7a8f1b2c3d',
      'aws:eu-south-2': 'arn:aws:acm:eu-south-2:222233334444:certificate/0e9d8c7b-6a5f-4e3d-8c2b-1a0f9e8d7c6b',
    },
  });
  return care;
}
