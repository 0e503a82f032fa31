import { execFile } from 'node:child_process';
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Failed } from './verdict';

const run = promisify(execFile);

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Stack {
  readonly resource?: Blocks;
  readonly data?: Blocks;
}
interface Answer {
  readonly results: { readonly failed_checks: readonly { check_id: string; check_name: string; resource: string; file_path: string }[] };
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
}

/** Blocks that checkov does not parse; none of them makes anything. */
const UNREAD = ['ephemeral', 'removed', 'import'];

/** Writes stacks to where they are looked at. */
export function lay(stacks: ReadonlyMap<string, string>, folder: string): void {
  for (const [id, text] of stacks) {
    const read = Object.entries(JSON.parse(text) as Stack).filter(([block]) => !UNREAD.includes(block));
    mkdirSync(join(folder, id), { recursive: true });
    writeFileSync(join(folder, id, 'cdk.tf.json'), JSON.stringify(Object.fromEntries(read), null, 1));
  }
}

const stackIn = (folder: string): Stack => JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as Stack;

/** Asks checkov about every stack below a folder; nothing is asked of its makers. Throws where it could not read one. */
export async function checkov(program: string, folder: string): Promise<{ readonly passed: number; readonly failed: readonly Failed[] }> {
  const words = [
    '--directory',
    folder,
    '--framework',
    'terraform_json',
    '--compact',
    '--quiet',
    '--skip-download',
    '--soft-fail',
    '--output',
    'json',
  ];
  const { stdout } = await run(program, words, { maxBuffer: 1 << 28 });
  const { results, summary } = JSON.parse(stdout) as Answer;
  if (summary.parsing_errors > 0) throw new Error(`checkov cannot read ${summary.parsing_errors} of the stacks`);
  const failed = results.failed_checks.map(({ check_id, check_name, resource, file_path }) => {
    const [stack, name] = [file_path.split('/').slice(1, -1).join('/'), nameOf(resource)];
    return { check: check_id, title: check_name, type: typeOf(stackIn(join(folder, stack)), name), name, stack };
  });
  return { passed: summary.passed, failed };
}

/** Of several of one block each has its key behind the name. */
const nameOf = (resource: string): string =>
  resource
    .replace(/\[.*\]$/, '')
    .split('.')
    .at(-1) as string;

/** Checkov names what it looks at by its name alone, which is the same for no two things of a stack. */
function typeOf({ resource = {}, data = {} }: Stack, name: string): string {
  const [type] = [...Object.entries(resource), ...Object.entries(data)].find(([, named]) => Object.hasOwn(named, name)) ?? [];
  if (type === undefined) throw new Error(`checkov speaks of ${name}, which is in no block`);
  return type;
}
