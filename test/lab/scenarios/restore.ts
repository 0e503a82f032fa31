import type { LabTools } from '../emulator/environment';
import { archive } from '../apps';
import { stopped } from '../kill';
import type { Report } from '../report';
import { Stage } from '../stage';
import { deadRequests, deploys, FRANKFURT, PARIS, plan, runs, STATE_BUCKETS } from '../world';

/** A database recovered from a copy, stopped in the middle of the restore. */
export function restore(signal: 'SIGINT' | 'SIGKILL') {
  return async (tools: LabTools, report: Report): Promise<void> => {
    const stage = await Stage.open({ name: `restore-${signal.toLowerCase()}`, tools, build: archive, stateBuckets: STATE_BUCKETS });
    try {
      report.step('normal: establish');
      stage.synth();
      await deploys(stage, report);
      copyArrives(stage);
      // What an interrupt reaches is what it reaches elsewhere: Terraform and, in one group with it, the provider that it started.
      if (signal === 'SIGINT') stage.startsProviders();
      await restoreInterrupted(stage, report, signal);
    } finally {
      await stage.close();
    }
  };
}

/** The emulator copies nothing between regions: a copy of the database of Paris is put in Frankfurt by hand. */
function copyArrives(stage: Stage): void {
  const at = ['--region', 'eu-central-1', '--db-instance-identifier', 'archive-ledger-eu-west-3'];
  stage.aws(
    'rds',
    'create-db-instance',
    ...at,
    '--db-instance-class',
    'db.m6g.large',
    '--engine',
    'postgres',
    '--engine-version',
    '16',
    '--master-username',
    'continuity',
    '--master-user-password',
    'secret-enough',
    '--allocated-storage',
    '20',
    '--storage-encrypted',
    '--kms-key-id',
    'alias/archive-eu-central-1',
  );
  stage.aws('rds', 'create-db-snapshot', ...at, '--db-snapshot-identifier', 'copy-of-ledger');
  stage.aws('rds', 'delete-db-instance', ...at, '--skip-final-snapshot');
}

async function restoreInterrupted(stage: Stage, report: Report, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  report.step(`Paris dies; ${signal} in the middle of the restore`);
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.kill(region, 'hang');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', PARIS);
  await stage.declare('failover', 'archive', '--to', FRANKFURT, '--from', 'Ledger=copy-of-ledger');
  await stopped(stage, 'archive', signal, { region: 'eu-central-1', service: 'rds', action: 'RestoreDBInstanceFromDBSnapshot' });
  const identity = (): string =>
    stage
      .aws(
        'rds',
        'describe-db-instances',
        '--region',
        'eu-central-1',
        '--query',
        'DBInstances[].[DBInstanceIdentifier,DbiResourceId]',
        '--output',
        'text',
      )
      .trim();
  const before = identity();
  await runs(stage, report, 'archive', `failover, again after ${signal}`);
  report.check(
    'the same restored database: it was neither made twice nor replaced',
    identity() === before && before.startsWith('archive-ledger-eu-central-1'),
    `${before} → ${identity()}`,
  );
  report.check('no request needed a dead region', deadRequests(stage, 'eu-west-3', 'us-east-1') === 0, stage.lab.gate.countByRegion());
  stage.synth();
  const left = await plan(stage, 'archive-eu-central-1');
  report.check(
    'the next plan changes its marker, and where copies go: none to the lost region any more',
    !left.refused && [...left.changes].sort().join() === 'aws_backup_plan.copies: update,aws_ssm_parameter.continuity-marker: update',
    left.refused ?? left.changes,
  );
}
