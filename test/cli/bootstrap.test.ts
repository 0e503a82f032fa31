import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrapShape } from '../../lib/cli/shapes';
import { NORMAL } from '../../lib/situation/facts';
import type { Manifest } from '../../lib/reports/manifest';
import { Lab, manifest } from './fixture';

type States = Manifest['states'];

const PLACE: States[number] = {
  id: 'aws-eu-west-3-acme',
  at: 'aws:eu-west-3',
  name: 'acme',
  keeps: ['billing-eu-west-3'],
  directory: 'continuity-state/aws-eu-west-3-acme',
  adopts: [{ to: 'aws_s3_bucket.state', id: 'acme' }],
};
const SUCCESSOR: States[number] = {
  ...PLACE,
  id: 'aws-eu-west-1-next',
  at: 'aws:eu-west-1',
  name: 'next',
  keeps: [],
  adopts: [{ to: 'aws_s3_bucket.state', id: 'next' }],
};
const BY_HAND: States[number] = { id: 'fake-north-state', at: 'fake:north', name: 'state', keeps: ['billing-north'], adopts: [] };
const BACKEND = { s3: { bucket: 'acme', key: 'continuity-bootstrap.tfstate' } };
const JSON_OF_IT = { resource: { aws_s3_bucket: { state: { bucket: 'acme' } } }, terraform: { required_providers: {}, backend: BACKEND } };

/** An output with places of states, in a working directory of its own. */
function bootstrap(...states: States): Lab {
  const lab = new Lab(NORMAL);
  lab.cwd = lab.dir;
  lab.synth({ ...manifest(NORMAL, []), states });
  for (const { directory } of states) {
    if (directory === undefined) continue;
    mkdirSync(join(lab.dir, 'cdktf.out', directory), { recursive: true });
    writeFileSync(join(lab.dir, 'cdktf.out', directory, 'cdk.tf.json'), JSON.stringify(JSON_OF_IT));
  }
  return lab;
}

const pathOf = (lab: Lab, ...parts: string[]): string => join(lab.dir, 'continuity-state', ...parts);
const read = (lab: Lab, name: string): unknown => JSON.parse(readFileSync(pathOf(lab, PLACE.id, name), 'utf8'));
const linesOf = (lab: Lab): string[] => lab.stdout.split('\n').filter((line) => line.startsWith('  ('));
const IN = `cd continuity-state/${PLACE.id}`;
const MIGRATE = 'terraform init -migrate-state -force-copy';

test('a place is written without its backend, which comes into play once what keeps it is made', async () => {
  const lab = bootstrap(PLACE);
  expect(await lab.run('bootstrap')).toBe(0);
  expect(read(lab, 'cdk.tf.json')).toEqual({ resource: JSON_OF_IT.resource, terraform: { required_providers: {} } });
  expect(read(lab, 'backend.tf.json.later')).toEqual({ terraform: { backend: BACKEND } });
  expect(existsSync(pathOf(lab, PLACE.id, 'backend.tf.json'))).toBe(false);
  expect(readFileSync(pathOf(lab, '.gitignore'), 'utf8')).toBe('.terraform/\nterraform.tfstate*\n');
  expect(lab.stdout).toContain('aws-eu-west-3-acme at aws:eu-west-3: state of billing-eu-west-3');
  expect(linesOf(lab)).toEqual([
    `  (${IN} && terraform init && terraform apply)`,
    `  (${IN} && mv backend.tf.json.later backend.tf.json && ${MIGRATE})`,
  ]);
});

test('written again it says what is left: nothing but to apply, once the state is moved', async () => {
  const lab = bootstrap(PLACE);
  await lab.run('bootstrap');
  const before = readFileSync(pathOf(lab, PLACE.id, 'cdk.tf.json'), 'utf8');
  await lab.run('bootstrap');
  expect(linesOf(lab)).toHaveLength(2);
  renameSync(pathOf(lab, PLACE.id, 'backend.tf.json.later'), pathOf(lab, PLACE.id, 'backend.tf.json'));
  writeFileSync(pathOf(lab, PLACE.id, 'terraform.tfstate'), '{ "serial": 1 }');
  await lab.run('bootstrap');
  expect(linesOf(lab)).toEqual([`  (${IN} && ${MIGRATE} && terraform apply)`]);
  writeFileSync(pathOf(lab, PLACE.id, 'terraform.tfstate'), '');
  await lab.run('bootstrap');
  expect(linesOf(lab)).toEqual([`  (${IN} && terraform init && terraform apply)`]);
  expect(readFileSync(pathOf(lab, PLACE.id, 'cdk.tf.json'), 'utf8')).toBe(before);
  expect(readdirSync(pathOf(lab, PLACE.id)).sort()).toEqual(['backend.tf.json', 'cdk.tf.json', 'terraform.tfstate']);
});

test('what keeps it may ask for variables, and for a wait until whoever made it is let in: ahead of the move alone', async () => {
  const lab = bootstrap({ ...PLACE, environment: { AWS_A: 'b' }, letIn: ['until-listed', 'acme'] });
  await lab.run('bootstrap');
  expect(linesOf(lab)).toEqual([
    `  (${IN} && env AWS_A=b terraform init && env AWS_A=b terraform apply)`,
    `  (${IN} && until-listed acme && mv backend.tf.json.later backend.tf.json && env AWS_A=b ${MIGRATE})`,
  ]);
});

test('two places that are made with the same thing are refused, and nothing is written', async () => {
  const shared = { to: 'azurerm_resource_group.group', id: '/subscriptions/1/resourceGroups/state' };
  const lab = bootstrap({ ...PLACE, adopts: [shared] }, { ...SUCCESSOR, adopts: [shared] });
  expect(await lab.run('bootstrap')).toBe(1);
  expect(lab.stderr).toContain('DR-BOOT-02');
  expect(lab.stderr).toContain('aws-eu-west-3-acme and aws-eu-west-1-next');
  expect(existsSync(pathOf(lab, PLACE.id))).toBe(false);
});

test('what lies beside what it writes stays: files of your own, and what is to be ignored', async () => {
  const lab = bootstrap(PLACE);
  await lab.run('bootstrap');
  writeFileSync(pathOf(lab, PLACE.id, 'own.tf'), '# mine');
  writeFileSync(pathOf(lab, '.gitignore'), 'mine\n');
  await lab.run('bootstrap');
  expect(readFileSync(pathOf(lab, PLACE.id, 'own.tf'), 'utf8')).toBe('# mine');
  expect(readFileSync(pathOf(lab, '.gitignore'), 'utf8')).toBe('mine\n');
});

describe('what stands already', () => {
  const imports = (lab: Lab, id: string): unknown =>
    (JSON.parse(readFileSync(pathOf(lab, id, 'cdk.tf.json'), 'utf8')) as { import?: unknown }).import;

  test('is taken in where it is named, and nothing else is', async () => {
    const lab = bootstrap(PLACE, SUCCESSOR);
    await lab.run('bootstrap', '--adopt', SUCCESSOR.id);
    expect(imports(lab, PLACE.id)).toBeUndefined();
    expect(imports(lab, SUCCESSOR.id)).toEqual(SUCCESSOR.adopts);
    await lab.run('bootstrap', '--adopt', 'all');
    expect(imports(lab, PLACE.id)).toEqual(PLACE.adopts);
  });

  test('is refused where there is no such place, or nothing of it can be taken in, and nothing is written', async () => {
    const lab = bootstrap(PLACE, BY_HAND);
    for (const id of ['acme', BY_HAND.id]) {
      expect(await lab.run('bootstrap', '--adopt', id)).toBe(1);
      expect(lab.stderr).toMatch(new RegExp(`DR-BOOT-01.*got: ${id}[^]*all, ${PLACE.id}\\.`));
    }
    expect(existsSync(pathOf(lab))).toBe(false);
  });
});

test('a place whose cloud makes nothing is named, with what it has to be', async () => {
  const lab = bootstrap(BY_HAND);
  expect(await lab.run('bootstrap')).toBe(0);
  expect(lab.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'fake-north-state at fake:north: state of billing-north made by hand: its cloud says no stack for it. Encrypted, versioned, private',
  );
  expect(existsSync(pathOf(lab))).toBe(false);
});

test('a successor keeps nothing yet, and the directory may have any name', async () => {
  const lab = bootstrap(SUCCESSOR);
  expect(await lab.run('bootstrap', '--into', "it's here")).toBe(0);
  expect(lab.stdout).toContain('aws-eu-west-1-next at aws:eu-west-1: nothing yet: a successor');
  expect(linesOf(lab)[0]).toContain(`(cd 'it'\\''s here/${SUCCESSOR.id}' && terraform init`);
});

test('an output that names no place is of an earlier version', async () => {
  const lab = bootstrap();
  expect(await lab.run('bootstrap')).toBe(1);
  expect(lab.stderr).toContain('DR-CLI-01');
});

test('as data', async () => {
  const lab = bootstrap(PLACE, BY_HAND);
  expect([await lab.run('bootstrap', '--json'), lab.stderr]).toEqual([0, '']);
  const { states } = bootstrapShape.parse(JSON.parse(lab.stdout));
  expect(states.map(({ id, stage, commands }) => [id, stage, commands.length])).toEqual([
    [PLACE.id, 'new', 2],
    [BY_HAND.id, 'by hand', 0],
  ]);
});
