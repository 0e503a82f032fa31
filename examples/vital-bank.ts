/**
 * Payments of a bank never lose a transaction to the loss of one building, and stop for five minutes at most; where the whole region is
 * lost, a third place more than 100 km away, asleep until then and as large, takes over within one hour with at most fifteen minutes of data lost.
 */
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  DnsFailover,
  Duration,
  LoadBalancer,
  MachineGroup,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Secrets,
  Size,
  Tier,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { aws } from 'cdktf-continuity/aws';

/** Declares the workload `payments`: three zones of Ireland serve, three zones of Frankfurt follow, Stockholm keeps the state of what joins them. */
export function build(app: App): Workload {
  const payments = new Workload(app, 'payments', {
    tier: Tier.VITAL,
    objectives: Objectives.of({
      zone: { rto: Duration.minutes(5), rpo: Duration.ZERO },
      rto: Duration.hours(1),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(4),
      resumption: Duration.hours(1),
    }),
    geography: { within: 'EU', apartKm: 100 },
    topology: Topology.activePassive({
      primary: aws.site('eu-west-1', { account: '333344445555', cidr: '10.50.0.0/16', state: aws.stateIn('bank-tfstate-dublin') }),
      secondary: aws.site('eu-central-1', { account: '333344445555', cidr: '10.60.0.0/16', state: aws.stateIn('bank-tfstate-frankfurt') }),
      witness: aws.stateIn('bank-tfstate-stockholm', { region: 'eu-north-1' }),
    }),
  });

  new Network(payments, 'Net', { zones: 3 });
  const keys = new Secrets(payments, 'Keys', { names: ['signing-key'] });
  const archive = new ObjectStorage(payments, 'Archive', { sizeGiB: 500 });
  const ledger = new RelationalDatabase(payments, 'Ledger', {
    engine: DatabaseEngine.postgres('17'),
    size: Size.of({ vcpus: 8, memoryGiB: 64 }),
    storageGiB: 400,
  });
  // As many run at the standby as serve, and capacity for all of them is kept there: nothing is ordered on the day.
  const clearing = new MachineGroup(payments, 'Clearing', {
    image: 'bank-clearing-2026-11-29',
    size: Size.of({ vcpus: 8, memoryGiB: 32 }),
    instances: { active: 6 },
    reserved: { 'aws:eu-west-1': 6, 'aws:eu-central-1': 6 },
    uses: [ledger, archive, keys],
    startup: Duration.minutes(3),
    logs: true,
  });
  const web = new LoadBalancer(payments, 'Web', {
    target: clearing,
    certificates: {
      'aws:eu-west-1': 'arn:aws:acm:eu-west-1:333344445555:certificate/7c9e6679-7425-40de-944b-e07fc1f90ae7',
      'aws:eu-central-1': 'arn:aws:acm:eu-central-1:333344445555:certificate/3f333df6-90a4-4fda-8dd3-9485d27cee36',
    },
  });
  ledger.node.addDependency(keys);

  new DnsFailover(payments, 'Dns', { zone: 'bank.example', record: 'payments', target: web });
  return payments;
}
