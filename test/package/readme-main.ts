import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The `main.ts` of the README, as somebody pastes it. */
export function readmeMain(): string {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const block = /<!-- main -->\n```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  if (block === undefined) throw new Error('README.md has no block after <!-- main -->');
  return block;
}
