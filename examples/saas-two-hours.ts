/**
 * A publisher of software as a service promises that no customer ever loses more than two hours of work: the database is copied often enough
 * for it, each environment is also backed up every night, on even and on odd days in two vaults of two data centres, and who raises the alarm
 * and who decides is written down; after a disaster the service is up again elsewhere within four hours.
 */
import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan/index.js';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection/index.js';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { App } from 'cdktf';
import {
  type BaseHandle,
  type Component,
  DatabaseEngine,
  Duration,
  LoadBalancer,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  type SiteHandle,
  Size,
  Tier,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { aws } from 'cdktf-continuity/aws';

const ACCOUNT = '666677778888';
const [PARIS, FRANKFURT] = ['eu-west-3', 'eu-central-1'];

/** Declares the workload `suite`: Paris serves, Frankfurt is rebuilt from copies that begin every hour, so that the newest whole one is below two. */
export function build(app: App): Workload {
  const suite = new Workload(app, 'suite', {
    tier: Tier.WARM,
    copyEvery: Duration.hours(1),
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.hours(2),
      data: { rto: Duration.hours(4), rpo: Duration.hours(2) },
      mtpd: Duration.days(2),
      resumption: Duration.hours(4),
    }),
    acknowledge: ['eu-west-3', 'eu-central-1'].map((region) => ({
      id: 'DR-OWN-03',
      subject: `aws_backup_vault.nightly at aws:${region}`,
      reason: 'each of the two vaults of the nights holds copies alone: what they are made of is protected by the library',
      by: 'Ada Martin',
    })),
    contacts: {
      owner: 'Head of operations',
      approver: 'Managing director',
      conference: '+33 1 84 00 00 00, code 4711',
      people: [
        { role: 'operator', name: 'Nadia Benali, on call', phone: '+33 6 12 34 56 78' },
        {
          role: 'continuity manager',
          name: 'Ada Martin',
          phone: '+33 6 23 45 67 89',
          deputy: { name: 'Luc Petit', phone: '+33 6 34 56 78 90' },
        },
      ],
    },
    geography: { within: 'EU', apartKm: 100 },
    topology: Topology.activePassive({
      primary: aws.site(PARIS, {
        account: ACCOUNT,
        cidr: '10.90.0.0/16',
        state: aws.stateIn('suite-tfstate-paris'),
        subscriptions: [{ email: 'on-call@suite.example' }],
      }),
      secondary: aws.site(FRANKFURT, {
        account: ACCOUNT,
        cidr: '10.100.0.0/16',
        state: aws.stateIn('suite-tfstate-frankfurt'),
        subscriptions: [{ email: 'on-call@suite.example' }],
      }),
      witness: aws.stateIn('suite-tfstate-dublin', { region: 'eu-west-1' }),
    }),
  });

  new Network(suite, 'Net', { zones: 2 });
  const files = new ObjectStorage(suite, 'Files', { sizeGiB: 80 });
  const orders = new RelationalDatabase(suite, 'Orders', {
    engine: DatabaseEngine.postgres('17'),
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    storageGiB: 150,
  });
  const web = new LoadBalancer(suite, 'Web', {
    certificates: {
      'aws:eu-west-3': `arn:aws:acm:eu-west-3:${ACCOUNT}:certificate/2b1f0c6e-7d0c-4a3e-9c53-0d7a8f1b2c3d`,
      'aws:eu-central-1': `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/4e9d8c7b-6a5f-4e3d-8c2b-1a0f9e8d7c6b`,
    },
  });
  web.node.addDependency(orders, files);

  suite.onEveryBase(nightlyRole);
  suite.onEverySite((handle) => {
    nightlyVault(handle);
    handle.whenActive(() => {
      nightlyPlan(handle, orders, files);
    });
  });
  return suite;
}

const regionOf = (site: string): string => site.split(':')[1] as string;
const otherOf = (region: string): string => (region === PARIS ? FRANKFURT : PARIS);
const vaultIn = (region: string): string => `suite-nightly-${region}`;
const roleIn = (region: string): string => `suite-nightly-${region}`;

/** Whom the service acts as. A role is made in peace: on the day nothing waits for the control plane of another region. */
function nightlyRole({ stack, site }: BaseHandle): void {
  const role = new IamRole(stack, 'nightly-role', {
    name: roleIn(regionOf(site)),
    assumeRolePolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  });
  for (const policy of ['service-role/AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForS3Backup'])
    new IamRolePolicyAttachment(stack, `nightly-${policy.split('/').at(-1)}`, {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/${policy}`,
    });
}

/** One of the two vaults of the nights: it stands at every site, whichever serves. */
function nightlyVault({ stack, site, key }: SiteHandle): void {
  new BackupVault(stack, 'nightly', { name: vaultIn(regionOf(site)), kmsKeyArn: key, lifecycle: { preventDestroy: true } });
}

/** On odd days the night's backup stays; on even days it is sent to the vault of the other data centre, and leaves this one a day later. */
function nightlyPlan({ stack, site, rendered }: SiteHandle, ...what: Component[]): void {
  const here = regionOf(site);
  const there = `arn:aws:backup:${otherOf(here)}:${ACCOUNT}:backup-vault:${vaultIn(otherOf(here))}`;
  const plan = new BackupPlan(stack, 'nightly-plan', {
    name: vaultIn(here),
    rule: [
      { ruleName: 'odd-days', targetVaultName: vaultIn(here), schedule: 'cron(30 1 1/2 * ? *)', lifecycle: { deleteAfter: 31 } },
      {
        ruleName: 'even-days',
        targetVaultName: vaultIn(here),
        schedule: 'cron(30 1 2/2 * ? *)',
        lifecycle: { deleteAfter: 1 },
        copyAction: [{ destinationVaultArn: there, lifecycle: { deleteAfter: 31 } }],
      },
    ],
  });
  new BackupSelection(stack, 'nightly-selection', {
    name: vaultIn(here),
    planId: plan.id,
    iamRoleArn: `arn:aws:iam::${ACCOUNT}:role/${roleIn(here)}`,
    resources: what.flatMap((one) => rendered(one)?.instance?.getStringAttribute('arn') ?? []),
  });
}
