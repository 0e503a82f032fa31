import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { canonical } from '../support/json';
import type { RecoveryStack } from '../../lib/stacks';
import type { Workload } from '../../lib/workload';
import type { Situation } from '../../lib/situation/schema';
import { situationText } from '../../lib/situation/text';

const ROOT = join(__dirname, '..', '..', 'examples');
const NOT_EXAMPLES = ['run.ts', 'start.ts'];

/** What an example exports. */
export type Build = (app: App) => Workload | readonly Workload[];

/** The examples, by name. */
export const EXAMPLES: readonly string[] = readdirSync(ROOT)
  .filter((file) => file.endsWith('.ts') && !NOT_EXAMPLES.includes(file))
  .map((file) => file.replace(/\.ts$/, ''));

/** How an example is built. */
export const buildOf = async (name: string): Promise<Build> => ((await import(join(ROOT, name))) as { build: Build }).build;

/** The workloads of an example, as it is declared. */
export const workloadsOf = (build: Build): readonly Workload[] => [build(new App({ stackTraces: false }))].flat();

/** The stacks of an example in a situation, as they are written, by id: no report is made of them, which is most of a synthesis. */
export function stacksOf(build: Build, situation: Situation, folder: string): Map<string, string> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'situation.json');
  writeFileSync(file, situationText(situation));
  const app = new App({ outdir: join(folder, 'out'), stackTraces: false, context: { situation: file } });
  const workloads = [build(app)].flat();
  return new Map(
    workloads.flatMap((one) =>
      [...(one.plan && one.stacks)].flatMap((stack) => (stack.isWritten ? [[stack.node.id, textOf(stack)] as const] : [])),
    ),
  );
}

function textOf(stack: RecoveryStack): string {
  stack.ensureBackendExists();
  // Sorted, as a synthesis writes it: who reads it may go by the order.
  return canonical(stack.toTerraform());
}
