import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BINDING as AWS } from '../../lib/clouds/aws/binding';
import { BINDING as AZURE } from '../../lib/clouds/azure/binding';
import { BINDING as OCI } from '../../lib/clouds/oci/binding';
import { needBinding } from '../../lib/port/binding';
import { importsOf } from '../architecture/layers';
import { folder } from '../declared';

const ROOT = join(__dirname, '..', '..');
const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
  'peerDependencies' | 'devDependencies',
  Record<string, string>
>;
const CLOUDS = [
  ['aws', AWS],
  ['azure', AZURE],
  ['oci', OCI],
] as const;

/** A package of some version on disk, below the folder of its module a file that only says how it is read. */
function installed(version: string): (module: string) => string {
  const root = folder();
  mkdirSync(join(root, 'dist', 'provider'), { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'binding', version }));
  writeFileSync(join(root, 'dist', 'package.json'), JSON.stringify({ type: 'module' }));
  return () => join(root, 'dist', 'provider', 'index.js');
}

const missing = (code: string) => (): string => {
  throw Object.assign(new Error("Cannot find module '…'"), { code });
};

describe.each(CLOUDS)('the binding of %s', (cloud, binding) => {
  const name = binding.module.split('/').slice(0, 2).join('/');

  test('fits the peers of the package, and the line installs what is tested', () => {
    expect(binding.versions).toBe(peerDependencies[name]);
    expect(`${name}@${devDependencies[name]}`).toBe(binding.install);
    expect(binding.entry).toBe(`cdktf-continuity/${cloud}`);
  });

  test('is looked up ahead of every other import of its cloud', () => {
    const source = readFileSync(join(ROOT, 'lib', 'clouds', cloud, `${cloud}.ts`), 'utf8');
    expect(importsOf(`clouds/${cloud}/${cloud}.ts`, source)[0]).toMatchObject({ to: `clouds/${cloud}/binding`, typeOnly: false });
    expect(() => needBinding(binding)).not.toThrow();
  });
});

test.each(['MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'])(
  'one that is not there is refused with the line that installs it: %s',
  (code) => {
    expect(() => needBinding(OCI, missing(code))).toThrow(
      new Error(
        'cdktf-continuity/oci needs its binding: npm i @cdktf/provider-oci@npm:@cdktf-providers/oracle-oci@7.29.0 (got: none).\n' +
          'Allowed: one of version ^7.29.0.',
      ),
    );
  },
);

test('another fault is not taken for that', () => {
  expect(() => needBinding(AWS, missing('EACCES'))).toThrow("Cannot find module '…'");
});

test.each(['21.20.0', '22.0.0', '6.0.0'])('one of another version is refused: %s', (version) => {
  expect(() => needBinding(AWS, installed(version))).toThrow(
    `cdktf-continuity/aws needs its binding: npm i @cdktf/provider-aws@21.22.1 (got: ${version}).\nAllowed: one of version ^21.22.1.`,
  );
});

test.each(['21.22.1', '21.30.0'])('one of a version that fits is taken: %s', (version) => {
  expect(() => needBinding(AWS, installed(version))).not.toThrow();
});
