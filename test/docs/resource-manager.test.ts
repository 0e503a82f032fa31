import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build } from '../../examples/oci-web';
import { appIn, folder } from '../declared';
import type { StackJson } from '../support/json';

/* What publishes a recovery stack to Resource Manager, with programs that write down what they are asked. */

const SCRIPT = join(__dirname, '..', '..', 'docs', 'pipeline', 'resource-manager.sh');
const STACK = 'register-eu-paris-1';
const ID = 'ocid1.ormstack.oc1.eu-paris-1.one';

/** `oci` answers from files; what is imported and uploaded stays beside them. `zip` keeps the folder as it is. */
const PROGRAMS = {
  oci: `printf '%s\\n' "$*" >>"$WORLD/calls"
given() { while [ "$1" != "$2" ]; do shift; done; }
at() { want=$1; shift; while [ $# -gt 0 ]; do [ "$1" != "$want" ] || { printf '%s' "$2"; return; }; shift; done; }
case "$1 $2 $3" in
  'resource-manager stack list') cat "$WORLD/id" ;;
  'resource-manager stack create') printf '%s\\n' ${ID} >"$WORLD/id" ;;
  'resource-manager job list') cat "$WORLD/newest" ;;
  'resource-manager stack get-stack-tf-state') cp "$WORLD/theirs" "$(at --file "$@")" ;;
  'resource-manager job create-import-tf-state-job') cp "$(at --tf-state-file "$@")" "$WORLD/theirs"; cat "$WORLD/imported" ;;
  'resource-manager job create-plan-job') cat "$WORLD/planned" ;;
esac`,
  terraform: `case "$2 $3" in
  'init -input=false') ;;
  'state pull') cat "$WORLD/ours" ;;
  'state push') cp "$4" "$WORLD/ours" ;;
  *) exit 9 ;;
esac`,
  zip: 'cp -R . "$WORLD/uploaded"',
};

interface World {
  readonly dir: string;
  readonly calls: () => string[];
  readonly run: (verb: string, ...more: string[]) => { readonly status: number | null; readonly said: string; readonly error: string };
  readonly put: (name: string, text: string) => void;
  readonly get: (name: string) => string;
}

function world(out: string): World {
  const dir = mkdtempSync(join(tmpdir(), 'continuity-orm-'));
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  for (const [name, text] of Object.entries(PROGRAMS)) {
    writeFileSync(join(bin, name), `#!/bin/sh\nset -eu\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const put = (name: string, text: string): void => writeFileSync(join(dir, name), text);
  const get = (name: string): string => readFileSync(join(dir, name), 'utf8');
  for (const [name, text] of Object.entries({ id: '', newest: '', imported: 'SUCCEEDED\n', planned: 'SUCCEEDED\n', ours: '{"serial":7}' }))
    put(name, text);
  return {
    dir,
    put,
    get,
    calls: () => (existsSync(join(dir, 'calls')) ? get('calls').trim().split('\n') : []),
    run: (verb, ...more) => {
      const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, WORLD: dir };
      const args = [SCRIPT, verb, out, STACK, 'eu-paris-1', 'ocid1.compartment.oc1..register', ...more];
      const { status, stdout, stderr } = spawnSync('sh', args, { env, encoding: 'utf8' });
      return { status, said: stdout, error: stderr };
    },
  };
}

/** An output with that stack, of what is written by hand. */
function outputOf(stack: Record<string, unknown>): string {
  const out = folder();
  mkdirSync(join(out, 'stacks', STACK), { recursive: true });
  writeFileSync(join(out, 'stacks', STACK, 'cdk.tf.json'), JSON.stringify({ terraform: { backend: { s3: {} } }, ...stack }));
  for (const name of ['runbook-register.md', 'continuity-dossier.md', 'continuity.json']) writeFileSync(join(out, name), name);
  return out;
}

const synthesized = (): string => {
  const dir = folder();
  const app = appIn(dir);
  build(app);
  app.synth();
  return join(dir, 'out');
};

describe('a recovery stack is published', () => {
  test('whole, in the region of its site: what was synthesized, without its backend and without the version that is asked of Terraform', () => {
    const out = synthesized();
    const w = world(out);
    expect(w.run('publish')).toMatchObject({ status: 0, said: `${STACK}: published in eu-paris-1\n` });
    const uploaded = join(w.dir, 'uploaded');
    expect(readdirSync(uploaded).sort()).toEqual(['main.tf', 'main.tf.json', 'sheets']);
    expect(readdirSync(join(uploaded, 'sheets')).sort()).toEqual(['continuity-dossier.md', 'continuity.json', 'runbook-register.md']);
    const own = JSON.parse(readFileSync(join(out, 'stacks', STACK, 'cdk.tf.json'), 'utf8')) as StackJson;
    const { backend, ...terraform } = own.terraform ?? {};
    expect(backend).toHaveProperty('s3');
    expect(JSON.parse(readFileSync(join(uploaded, 'main.tf.json'), 'utf8'))).toEqual({ ...own, terraform });
    expect(w.get('theirs')).toBe('{"serial":7}');
    expect(w.calls().every((call) => call.includes('--region eu-paris-1'))).toBe(true);
    expect(w.calls().map((call) => call.split(' ')[2])).toEqual([
      'list',
      'create',
      'list',
      'create-import-tf-state-job',
      'create-plan-job',
    ]);
  });

  test('again into the same one, as long as nothing was applied there', () => {
    const w = world(outputOf({}));
    w.put('id', `${ID}\n`);
    w.put('newest', 'IMPORT_TF_STATE\n');
    expect(w.run('publish').status).toBe(0);
    expect(w.calls().some((call) => call.includes(`stack update --region eu-paris-1 --stack-id ${ID}`))).toBe(true);
    w.put('newest', 'APPLY\n');
    w.put('ours', '{"serial":8}');
    expect(w.run('publish')).toMatchObject({
      status: 1,
      error: expect.stringMatching(/applied there \(APPLY\): bring its state back first/),
    });
    expect(w.get('theirs')).toBe('{"serial":7}');
  });

  test('by another name with the situation that it was synthesized from, and not planned: it opens nothing before it is given its move', () => {
    const w = world(outputOf({}));
    w.put('ahead.json', '{"sequence":2}');
    expect(w.run('publish', join(w.dir, 'ahead.json')).status).toBe(0);
    expect(w.get('uploaded/sheets/situation.json')).toBe('{"sequence":2}');
    expect(w.calls().some((call) => call.includes(`--display-name ${STACK}-takeover`))).toBe(true);
    expect(w.calls().some((call) => call.includes('create-plan-job'))).toBe(false);
  });

  test.each([
    ['what left it without being destroyed', { removed: [{ from: 'oci_kms_key.key' }] }, 'removed'],
    ['what is taken in by an expression', { import: [{ to: 'oci_kms_key.key', id: '${data.a.b.id}' }] }, 'import of oci_kms_key.key'],
  ])('not with %s: Terraform 1.5 does not know that', (_, stack, word) => {
    const w = world(outputOf(stack));
    const { status, error } = w.run('publish');
    expect([status, error.includes(`what is newer than Terraform 1.5 is in it: ${word}`)]).toEqual([1, true]);
    expect(w.calls().map((call) => call.split(' ')[2])).toEqual(['list']);
  });

  test.each([
    ['without a state', (w: World) => w.put('ours', ''), 'it has no state yet'],
    ['where its state is not taken in', (w: World) => w.put('imported', 'FAILED\n'), 'its state was not taken in: FAILED'],
    ['where it cannot be planned there', (w: World) => w.put('planned', 'FAILED\n'), 'Resource Manager cannot plan it: FAILED'],
    ['where two are called so', (w: World) => w.put('id', 'one two\n'), 'several stacks of eu-paris-1 are called so'],
  ])('fails %s', (_, spoil, why) => {
    const w = world(outputOf({}));
    spoil(w);
    const { status, error } = w.run('publish');
    expect([status, error.includes(why)]).toEqual([1, true]);
  });
});

test('what was applied there comes back into the bucket, and is published from there again', () => {
  const w = world(outputOf({}));
  w.put('id', `${ID}\n`);
  w.put('newest', 'IMPORT_TF_STATE\n');
  expect(w.run('bring-back').said).toMatch(/nothing was applied there/);
  w.put('newest', 'APPLY\n');
  w.put('theirs', '{"serial":9}');
  expect(w.run('bring-back').status).toBe(0);
  expect([w.get('ours'), w.get('theirs')]).toEqual(['{"serial":9}', '{"serial":9}']);
  expect(w.calls().at(-1)).toContain('create-import-tf-state-job');
});
