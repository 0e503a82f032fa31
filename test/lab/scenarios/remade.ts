import type { App } from 'cdktf';
import { sandbox, testbed } from '../apps';
import type { Chance } from '../chance';
import type { LabTools } from '../emulator/environment';
import type { Report } from '../report';
import { Stage } from '../stage';
import { bucketAt, deploys, destroys, FRANKFURT, PARIS, STATE_BUCKETS, writes } from '../world';

/**
 * An environment that may be destroyed, whose buckets are not empty, is destroyed and made again under its names, so often. Where that is
 * more than once, one with a database is, too, once: it takes minutes, and what is left of the first one would be in the way of the second.
 */
export async function remade(tools: LabTools, report: Report, { remakes }: Chance): Promise<void> {
  const plays = async (name: string, build: (app: App) => unknown, times: number): Promise<void> => {
    const told = report.part(name);
    const stage = await Stage.open({ name, tools, build, stateBuckets: STATE_BUCKETS });
    try {
      stage.synth();
      for (let n = 1; n <= times; n += 1) await makesAndDestroys(stage, told, `${n} of ${times}`);
    } catch (error) {
      told.crash(error);
    } finally {
      await stage.close();
    }
  };
  const slow = remakes > 1 ? [plays('testbed', testbed, 2)] : [];
  await Promise.all([...slow, plays('sandbox', (app) => sandbox(app), 1 + remakes)]);
}

async function makesAndDestroys(stage: Stage, report: Report, which: string): Promise<void> {
  report.step(`it is made, and destroyed: ${which}`);
  const id = stage.manifest.workloads[0]?.id as string;
  await deploys(stage, report);
  for (const site of [PARIS, FRANKFURT]) writes(stage, bucketAt(stage, id, site), site, which);
  await destroys(stage, report);
  const left = [PARIS, FRANKFURT].flatMap((site) => leftAt(stage, site.split(':')[1] as string, id));
  report.check('nothing of it is left', left.length === 0, left);
}

/** What would hold a name, or cost. */
function leftAt(stage: Stage, region: string, id: string): string[] {
  const ask = (service: string, what: string, query: string, ...more: string[]): string[] =>
    stage
      .aws(service, what, '--region', region, ...more, '--query', query, '--output', 'text')
      .split(/\s+/)
      .filter((name) => name.includes(id))
      .map((name) => `${what}: ${name}`);
  return [
    ...ask('s3api', 'list-buckets', 'Buckets[].Name'),
    ...ask('rds', 'describe-db-instances', 'DBInstances[].DBInstanceIdentifier'),
    ...ask('rds', 'describe-db-snapshots', 'DBSnapshots[].DBSnapshotIdentifier'),
    ...ask('rds', 'describe-db-subnet-groups', 'DBSubnetGroups[].DBSubnetGroupName'),
    ...ask('secretsmanager', 'list-secrets', 'SecretList[].Name', '--include-planned-deletion'),
    ...ask('backup', 'list-backup-vaults', 'BackupVaultList[].BackupVaultName'),
    ...ask('kms', 'list-aliases', 'Aliases[].AliasName'),
    ...ask('logs', 'describe-log-groups', 'logGroups[].logGroupName'),
  ];
}
