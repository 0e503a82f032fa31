import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  ContinuityError,
  DatabaseEngine,
  Duration,
  Network,
  Objectives,
  RelationalDatabase,
  Size,
  Topology,
  Workload,
  type RelationalDatabaseProps,
  type Situation,
  type WorkloadProps,
} from '../lib';
import { aws } from '../lib/clouds/aws/aws';
import type { AwsCopyPlaceProps } from '../lib/clouds/aws/copy-place';
import type { AwsSiteProps } from '../lib/clouds/aws/site';
import type { Sides } from '../lib/situation/facts';
import { situationText } from '../lib/situation/text';

export const PARIS = 'aws:eu-west-3';
export const FRANKFURT = 'aws:eu-central-1';
export const DUBLIN = 'aws:eu-west-1';
export const SITES = [PARIS, FRANKFURT] as const;

export const ACCOUNT = '111122223333';

/** Two sites of AWS; `a` and `b` change one of them. */
export function paris(over: Partial<AwsSiteProps> = {}) {
  return aws.site('eu-west-3', { account: ACCOUNT, cidr: '10.10.0.0/16', state: aws.stateIn('acme-tfstate-paris'), ...over });
}

export function frankfurt(over: Partial<AwsSiteProps> = {}) {
  return aws.site('eu-central-1', { account: ACCOUNT, cidr: '10.20.0.0/16', state: aws.stateIn('acme-tfstate-frankfurt'), ...over });
}

/** May take the place of one of them. */
export function dublin(over: Partial<AwsSiteProps> = {}) {
  return aws.site('eu-west-1', { account: ACCOUNT, cidr: '10.30.0.0/16', state: aws.stateIn('acme-tfstate-dublin'), ...over });
}

/** An account and a region that are no site. */
export const MILAN = 'aws:eu-south-1';
export const COPIES = '444455556666';
export const milan = (over: Partial<AwsCopyPlaceProps> = {}) =>
  aws.copyPlace({ region: 'eu-south-1', account: COPIES, state: aws.stateIn('acme-tfstate-copies'), ...over });

export const stockholm = () => aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' });

export const topology = (over: Partial<Parameters<typeof Topology.activePassive>[0]> = {}) =>
  Topology.activePassive({ primary: paris(), secondary: frankfurt(), witness: stockholm(), ...over });

/** One hour, fifteen minutes. */
export const TIGHT = Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) });
/** What every tier meets. */
export const PATIENT = Objectives.of({ rto: Duration.days(7), rpo: Duration.days(3), mtpd: Duration.days(30) });

export const workload = (app: App, id = 'billing', over: Partial<WorkloadProps> = {}) =>
  new Workload(app, id, { objectives: TIGHT, topology: topology(), ...over });

export const network = (scope: Workload) => new Network(scope, 'Net');

export const database = (scope: Workload, over: Partial<RelationalDatabaseProps> = {}, id = 'Ledger') =>
  new RelationalDatabase(scope, id, {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
    ...over,
  });

/** What the situation has to know of what an app declares, as its workloads give it. */
export const sidesOf = (declared: (app: App) => Workload | readonly Workload[]): Sides[] =>
  [declared(appIn(folder()))].flat().map(({ sides }) => sides);

/** A folder of its own. */
export const folder = (): string => mkdtempSync(join(tmpdir(), 'continuity-'));

/** An app in a folder of its own, with a situation where one is given: as the product writes it, or the text of the file. */
export function appIn(outdir: string, given?: Situation | string, context: Record<string, unknown> = {}): App {
  const file = join(outdir, 'situation.json');
  if (given !== undefined) writeFileSync(file, typeof given === 'string' ? given : situationText(given));
  return new App({ outdir: join(outdir, 'out'), stackTraces: false, skipValidation: true, context: { situation: file, ...context } });
}

/** What is written under an output folder. */
export function written(outdir: string): string[] {
  return existsSync(outdir) ? (readdirSync(outdir, { recursive: true }) as string[]).filter((name) => name.includes('.')) : [];
}

/** The refusal of what is declared. Fails where nothing is refused, where it is no refusal, and where anything was written. */
export function refusal(declare: (app: App) => void, given?: Situation | string, outdir = folder()): ContinuityError {
  const app = appIn(outdir, given);
  const before = written(join(outdir, 'out'));
  try {
    declare(app);
    app.synth();
  } catch (error) {
    expect(written(join(outdir, 'out'))).toEqual(before);
    if (error instanceof ContinuityError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
