import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { generatedSchemas, staleSchemas, writeSchemas } from '../docs/write-schemas';
import { manifest } from './fixture';

function validator(name: string) {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(generatedSchemas()[name]!) as object);
}

/** As it is written: undefined leaves no trace. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the published schemas', () => {
  it('are on disk what the code generates (npm run schemas)', () => {
    expect(staleSchemas()).toEqual([]);
  });

  it('are found stale where a byte differs or a file is missing', () => {
    const directory = mkdtempSync(join(tmpdir(), 'schemas-'));
    try {
      expect(staleSchemas(directory)).toEqual(['manifest.schema.json', 'situation.schema.json']);
      writeSchemas(directory);
      expect(staleSchemas(directory)).toEqual([]);
      writeFileSync(join(directory, 'situation.schema.json'), '{}\n');
      expect(staleSchemas(directory)).toEqual(['situation.schema.json']);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('accept a manifest, and refuse one without its sequence or with a foreign action', () => {
    const validate = validator('manifest.schema.json');
    expect(validate(asJson(manifest())) || validate.errors).toBe(true);
    expect(validate(asJson({ ...manifest(), sequence: undefined }))).toBe(false);
    const foreign = JSON.parse(JSON.stringify(manifest()).replace('"do":"decide"', '"do":"reboot"')) as unknown;
    expect(validate(foreign)).toBe(false);
  });

  it('accept a situation with its defaults left out, and refuse an unknown key', () => {
    const validate = validator('situation.schema.json');
    expect(validate({ version: 2, sequence: 0 })).toBe(true);
    expect(validate(asJson(manifest().situation))).toBe(true);
    expect(validate({ version: 2, sequence: 0, lost: [] })).toBe(false);
  });
});
