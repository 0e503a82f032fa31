import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { situationSchema } from '../../lib/situation/schema';
import { manifestSchema } from '../../lib/reports/manifest';

/** Where the published schemas are kept. */
export const SCHEMA_DIRECTORY = join(__dirname, '..', '..', 'lib', 'reports', 'schemas');

/** The published JSON Schemas, file name → bytes, generated from the zod schemas that the code itself reads with. */
export function generatedSchemas(): Record<string, string> {
  const json = (schema: z.ZodType): string => `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`;
  return {
    'manifest.schema.json': json(manifestSchema),
    'situation.schema.json': json(situationSchema),
  };
}

/** The names of the files in a directory that are not what is generated. */
export function staleSchemas(directory: string = SCHEMA_DIRECTORY): string[] {
  return Object.entries(generatedSchemas())
    .filter(([name, bytes]) => !existsSync(join(directory, name)) || readFileSync(join(directory, name), 'utf8') !== bytes)
    .map(([name]) => name);
}

/** Writes the schemas. */
export function writeSchemas(directory: string = SCHEMA_DIRECTORY): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, bytes] of Object.entries(generatedSchemas())) writeFileSync(join(directory, name), bytes);
}

function main(args: readonly string[]): void {
  if (!args.includes('--check')) return writeSchemas();
  const stale = staleSchemas();
  if (stale.length === 0) return;
  process.stderr.write(`Not what the code generates: ${stale.join(', ')} in lib/reports/schemas. Fix: npm run schemas\n`);
  process.exitCode = 1;
}

if (require.main === module) main(process.argv.slice(2));
