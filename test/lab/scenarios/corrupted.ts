import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../walk/random';
import { wills } from '../apps';
import type { Chance } from '../chance';
import type { LabTools } from '../emulator/environment';
import { DEATHS, stopped } from '../kill';
import type { Report } from '../report';
import { Stage, type Ended } from '../stage';
import { bucketAt, deploys, FRANKFURT, isFenced, PARIS, permitted, plansAreEmpty, runs, STATE_BUCKETS } from '../world';

/** Requests of the run that restores, about: a moment is the number of one of them, once it is well begun. */
const EARLIEST = 20;
const REQUESTS = 70;
/** Runs after which a procedure that never ends is a fault. */
const MOST = 5;
const [SIGNED, GARBLED] = ['signed', 'garbled'];
const AT = ['--region', 'eu-west-3'];

/**
 * Data is corrupted while all else stands, and the newest copies at both sites have it garbled, too: an earlier point is restored beside it. The
 * run that restores is killed at a moment of chance, and goes on; what was corrupted is kept; the other site stands by again.
 */
export async function corruptedScenario(tools: LabTools, report: Report, { seed }: Chance): Promise<void> {
  const stage = await Stage.open({ name: 'corrupted', tools, build: wills, stateBuckets: STATE_BUCKETS });
  try {
    report.step('normal: establish; a will is signed and copied to both sites, garbled, and copied again');
    stage.synth();
    await deploys(stage, report);
    const bucket = bucketAt(stage, 'wills', PARIS);
    puts(stage, bucket, SIGNED);
    const point = await copied(stage, bucket);
    puts(stage, bucket, GARBLED);
    await copied(stage, bucket);
    await begun(stage, report, point, bucket);
    const made = await restored(stage, report, bucket, new Random(seed));
    await protectedAgain(stage, report, made);
    permitted(stage, report);
  } finally {
    await stage.close();
  }
}

function puts(stage: Stage, bucket: string, text: string): void {
  const file = join(stage.directory, 'will');
  writeFileSync(file, text);
  stage.aws('s3api', 'put-object', ...AT, '--bucket', bucket, '--key', 'will', '--body', file);
}

/** What an application reads there. */
function reads(stage: Stage, bucket: string): string {
  const file = join(stage.directory, 'read');
  stage.aws('s3api', 'get-object', ...AT, '--bucket', bucket, '--key', 'will', file);
  return readFileSync(file, 'utf8');
}

/** What the schedule of the site makes: a recovery point at Paris, complete, and a copy of it in Frankfurt. */
async function copied(stage: Stage, bucket: string): Promise<string> {
  const arn = (region: string): string => `arn:aws:backup:${region}:111122223333:backup-vault:wills-${region}`;
  const role = ['--iam-role-arn', 'arn:aws:iam::111122223333:role/wills-eu-west-3-backup'];
  const of = ['--backup-vault-name', 'wills-eu-west-3'];
  const asked = (...words: string[]): string => stage.aws('backup', ...words, ...AT, '--output', 'text').trim();
  const resource = ['--resource-arn', `arn:aws:s3:::${bucket}`];
  const point = asked('start-backup-job', ...of, ...resource, ...role, '--query', 'RecoveryPointArn');
  const status = (): string => asked('describe-recovery-point', ...of, '--recovery-point-arn', point, '--query', 'Status');
  for (let looks = 0; status() !== 'COMPLETED'; looks++) {
    if (looks === 120) throw new Error(`${point} is ${status()} after a minute`);
    await pause(500);
  }
  const from = ['--source-backup-vault-name', 'wills-eu-west-3', '--recovery-point-arn', point];
  asked('start-copy-job', ...from, ...role, '--destination-backup-vault-arn', arn('eu-central-1'), '--query', 'CopyJobId');
  return point;
}

const restoresOf = (stage: Stage): string[] =>
  stage
    .aws('backup', 'list-restore-jobs', ...AT, '--query', 'RestoreJobs[].Status', '--output', 'text')
    .split(/\s+/)
    .filter(Boolean);

async function begun(stage: Stage, report: Report, point: string, bucket: string): Promise<void> {
  report.step('it is declared from the point at which the will was signed; the first run makes nothing');
  await stage.declare('restore', 'wills', '--from', `Wills=${point}`);
  await runs(stage, report, 'wills', 'restore, until it begins');
  report.check('nothing is restored yet', restoresOf(stage).length === 0 && reads(stage, bucket) === GARBLED, restoresOf(stage));
  stage.synth();
}

async function restored(stage: Stage, report: Report, bucket: string, random: Random): Promise<string> {
  const [death, n] = [random.one(DEATHS), EARLIEST + random.below(REQUESTS)];
  report.step(`the run that restores: ${death} at request ${n}`);
  const first = await stopped(stage, 'wills', death, {}, n);
  report.check('it is struck in the middle', first.struck, first.output);
  const ended: Ended[] = [first];
  while (ended.length < MOST && ended.at(-1)?.code !== 0) ended.push(await stage.run('wills'));
  report.check('it comes to its end', ended.at(-1)?.code === 0, ended.at(-1)?.output);
  stage.synth();
  const made = bucketAt(stage, 'wills', PARIS);
  report.check('it is restored once', restoresOf(stage).join() === 'COMPLETED', restoresOf(stage));
  report.check('users read what was signed', made !== bucket && reads(stage, made) === SIGNED, made);
  report.check('the new bucket takes writes', !isFenced(stage, made, PARIS));
  report.check('what was garbled is kept, and takes none', reads(stage, bucket) === GARBLED && isFenced(stage, bucket, PARIS));
  const { active } = stage.manifest.workloads[0]?.situation ?? {};
  report.check('the role stayed', active === PARIS, active);
  return made;
}

async function protectedAgain(stage: Stage, report: Report, made: string): Promise<void> {
  report.step('the other site stands by again');
  await runs(stage, report, 'wills', 'reprotect');
  stage.synth();
  const { active, phase } = stage.manifest.workloads[0]?.situation ?? {};
  report.check('Paris serves, in peace', active === PARIS && phase === 'normal', { active, phase });
  const placements = stage.manifest.workloads[0]?.placements ?? [];
  const waits = placements.filter(({ site, current }) => site === FRANKFURT && current).length;
  report.check('Frankfurt has a bucket for copies of what was made', waits === 1 && reads(stage, made) === SIGNED, placements);
  await plansAreEmpty(stage, report);
}
