import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type TerraformStack } from 'cdktf';
import { Duration } from '../../lib/objectives/duration';
import { Objectives } from '../../lib/objectives/objectives';
import { Tier, type TierName } from '../../lib/objectives/tier';
import type { Procedure } from '../../lib/words/actions';
import type { Kind } from '../../lib/words/kinds';
import { buildManifest } from '../../lib/reports/build-manifest';
import type { Manifest, WorkloadManifest } from '../../lib/reports/manifest';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL } from '../../lib/situation/facts';
import { situationText } from '../../lib/situation/text';
import { Workload, type WorkloadProps } from '../../lib/workload';
import { adoptedOf } from './adopted';
import type { CloudUnderTest } from './clouds';
import { accepted, madeOn, observe } from './components';
import { afterStory } from './history';
import { without, type StackJson } from './json';

// A third of the time of a synthesis goes into stack traces of tokens that nobody reads here.
// oxlint-disable-next-line typescript/no-require-imports -- the module is private to cdktf
(require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] }).captureStackTrace = () => [];

/** What is declared: some kinds of component, at a tier, between two sites of a cloud. */
export interface Declared {
  readonly cloud: CloudUnderTest;
  readonly kinds: readonly Kind[];
  readonly tier: TierName;
  /** Whether all of it exists at the first site. */
  readonly adopted?: boolean;
  /** Whether somebody would notice what goes wrong with the application and the business. @default nobody */
  readonly observed?: boolean;
  readonly props?: Partial<WorkloadProps>;
}

/** The manifest without what the laws do not read. */
export type Facts = Pick<Manifest, 'stacks' | 'sequence'> & {
  readonly workloads: readonly Omit<WorkloadManifest, 'procedures' | 'deadlines'>[];
};

/** What a synthesis writes. */
export interface Output {
  readonly stacks: Readonly<Record<string, StackJson>>;
  readonly manifest: Facts;
}

/** Objectives that every tier meets: what is looked at here is what is rendered. */
export const PATIENT = Objectives.of({ rto: Duration.days(7), rpo: Duration.days(3), mtpd: Duration.days(30) });

let scratch: string | undefined;
const folder = (): string => (scratch ??= mkdtempSync(join(tmpdir(), 'continuity-laws-')));

let last: Situation | undefined;
/** The file that says it. Most of what is rendered in turn is so in one situation. */
function fileOf(situation: Situation): string {
  const file = join(folder(), 'situation.json');
  if (situation !== last) writeFileSync(file, situationText(situation));
  last = situation;
  return file;
}

/** Declares the app; nothing is planned yet. */
export function declareApp(
  { cloud, kinds, tier, adopted = false, observed = false, props = {} }: Declared,
  situation: Situation = NORMAL,
  outdir = join(folder(), 'never-written'),
): { app: App; workload: Workload } {
  const file = fileOf(situation);
  const app = new App({ outdir, stackTraces: false, skipValidation: true, context: { situation: file } });
  const workload = new Workload(app, 'billing', {
    objectives: PATIENT,
    tier: Tier.named(tier),
    topology: cloud.topology(),
    ...accepted(cloud, kinds, tier),
    ...props,
  });
  kinds.forEach((kind) => {
    (adopted ? adoptedOf(kind) : madeOn(cloud, kind)).make(workload, cloud.cloud);
  });
  if (observed) observe(workload, cloud);
  return { app, workload };
}

/** What a synthesis would write, in memory. Throws where the library refuses. */
export function renderWorkload(workload: Workload, situation: Situation): Output {
  workload.stacks.forEach(renderOnce);
  inside(workload.stacks[0]).estate.realise();
  const report = workload.report([workload.sides]);
  const present = new Set(report.stacks.filter((stack) => !stack.withheld && !stack.empty).map((stack) => stack.id));
  const stacks: Record<string, StackJson> = {};
  for (const stack of workload.stacks) {
    if (!present.has(stack.node.id)) continue;
    stack.ensureBackendExists();
    inside(stack).read?.(stack.toTerraform());
    stacks[stack.node.id] = JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson;
  }
  const manifest = buildManifest({ situation, situationFile: 'situation.json', reports: [report] }, (id) => stacks[id] as never);
  return { stacks, manifest: factsOf(manifest) };
}

/** What a stack keeps to itself. To prepare it is these, and a rendering that only looks for references to other stacks, which law 1 reads. */
interface Inside {
  readonly estate: { realise(): void };
  readonly read?: (json: unknown) => void;
}
const inside = (stack?: TerraformStack): Inside => stack as unknown as Inside;

/** A stack is read when it is prepared, and is the same when it is written: to render it is most of what a test costs. */
function renderOnce(stack: TerraformStack): void {
  const render = stack.toTerraform.bind(stack);
  let rendered: unknown;
  stack.toTerraform = (): unknown => (rendered ??= render());
}

/** The procedures that a manifest would hold of it. */
export function sheetsOf(workload: Workload, situation: Situation): readonly Procedure[] {
  workload.stacks[0]?.prepareStack();
  const reports = [workload.report([workload.sides])];
  return buildManifest({ situation, situationFile: 'situation.json', reports }, () => ({})).workloads[0]?.procedures ?? [];
}

/** The same of what is declared, after a story. */
export function sheetsAfter(story: string, declared: Declared): readonly Procedure[] {
  const situation = afterStory(story, declareApp(declared).workload.sides);
  return sheetsOf(declareApp(declared, situation).workload, situation);
}

/** Declares and renders. */
export function render(declared: Declared, situation: Situation = NORMAL): Output {
  return renderWorkload(declareApp(declared, situation).workload, situation);
}

/** The part of a manifest that the laws read. */
export function factsOf({ stacks, sequence, workloads }: Manifest): Facts {
  return { stacks, sequence, workloads: workloads.map((workload) => without(workload, 'procedures', 'deadlines')) };
}
