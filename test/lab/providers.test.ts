import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab, type Lab } from './emulator/emulator';
import { labEnvironment, type LabTools } from './emulator/environment';
import { nth } from './emulator/hooks';
import { providerProgram } from './provider';
import { Providers } from './providers';
import { ofTypes } from './schema-part';

jest.setTimeout(900_000);

const PARIS = 'eu-west-3';
const FRANKFURT = 'eu-central-1';

describe('the part of a schema', () => {
  const field = (n: number, ...inner: Buffer[]): Buffer => {
    const bytes = Buffer.concat(inner);
    return Buffer.concat([Buffer.from([(n << 3) | 2, (bytes.length & 127) | 128, bytes.length >> 7]), bytes]);
  };
  const entry = (n: number, type: string): Buffer => field(n, field(1, Buffer.from(type)), field(2, Buffer.alloc(300, type)));
  const own = (n: number): Buffer => field(n, Buffer.alloc(200, n));

  it('has the types that are asked for, of each kind, and all that is no type, byte for byte', () => {
    const [kept, left] = ['aws_kept', 'aws_left'];
    const kinds = [2, 3, 7, 8];
    const whole = Buffer.concat([own(1), ...kinds.flatMap((n) => [entry(n, left), entry(n, kept)]), own(5), own(6)]);
    const part = Buffer.concat([own(1), ...kinds.map((n) => entry(n, kept)), own(5), own(6)]);
    expect(ofTypes(whole, new Set([kept])).equals(part)).toBe(true);
  });

  it('is refused of what is no message of fields with a length', () => {
    expect(() => ofTypes(Buffer.from([(1 << 3) | 0, 1]), new Set())).toThrow('field 1 of the schema is of wire type 0');
  });
});

describe('providers that are shared', () => {
  let tools: LabTools;
  let lab: Lab;
  let providers: Providers;
  const directory = mkdtempSync(join(tmpdir(), 'lab-providers-'));
  const env = (): NodeJS.ProcessEnv => ({
    ...process.env,
    ...tools.terraformEnv,
    AWS_ENDPOINT_URL: lab.gate.url,
    AWS_ACCESS_KEY_ID: 'lab',
    AWS_SECRET_ACCESS_KEY: 'lab',
    TF_REATTACH_PROVIDERS: providers?.attached,
  });

  beforeAll(async () => {
    const found = await labEnvironment();
    if (!found.ready) throw new Error(found.reason);
    tools = found;
    lab = await startLab(found);
    const types = new Set(['aws_ssm_parameter']);
    providers = await Providers.open(providerProgram(found), join(directory, 'provider'), directory, env(), types);
  });
  afterAll(async () => {
    providers?.close();
    await lab?.stop();
  });
  afterEach(() => lab?.gate.reset());

  /** A stack of a region, initialized. */
  async function stackIn(region: string, type = 'aws_ssm_parameter'): Promise<string> {
    const stack = mkdtempSync(join(directory, 'stack-'));
    const text = {
      provider: { aws: [{ region, skip_metadata_api_check: 'true' }] },
      resource: { [type]: { one: { name: `/${region}`, type: 'String', value: stack } } },
    };
    writeFileSync(join(stack, 'main.tf.json'), JSON.stringify(text));
    await ended(terraform(stack, 'init'));
    return stack;
  }
  const terraform = (cwd: string, ...words: string[]): ChildProcess => spawn(tools.terraform, [...words, '-no-color'], { cwd, env: env() });
  const apply = (stack: string): ChildProcess => terraform(stack, 'apply', '-auto-approve');
  async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((done) => child.once('close', (code) => done({ code, output })));
  }
  /** The processes of the provider: they work in its folder, and Terraform in that of a stack. */
  const running = (): string[] =>
    readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === directory;
      } catch {
        return false;
      }
    });

  it('keep what they are configured with apart, one call beside the other', async () => {
    const regions = [PARIS, FRANKFURT];
    const stacks = await Promise.all(regions.map((region) => stackIn(region)));
    lab.gate.reset();
    const first = await Promise.all(stacks.map((stack) => ended(apply(stack))));
    expect(first).toEqual([0, 0].map((code) => ({ code, output: expect.stringContaining('1 added') as string })));
    const written = lab.gate.requests().filter(({ action }) => action === 'AmazonSSM.PutParameter');
    expect(written.map(({ region }) => region).sort()).toEqual([FRANKFURT, PARIS]);
    expect(lab.gate.count('us-east-1')).toBe(0);
  });

  it('show no type that was not asked for', async () => {
    const { code, output } = await ended(terraform(await stackIn(PARIS, 'aws_sqs_queue'), 'plan'));
    expect([code, output]).toEqual([1, expect.stringContaining('Invalid resource type')]);
  });

  it('die with who called them in the middle of a call; the next one finds another', async () => {
    const stack = await stackIn('eu-north-1');
    const before = running();
    const killed = apply(stack);
    lab.gate.onPerformed(nth({ action: 'PutParameter', region: 'eu-north-1' }, 1, () => void killed.kill('SIGKILL')));
    await ended(killed);
    await new Promise((done) => setTimeout(done, 500));
    expect(before.filter((pid) => !running().includes(pid))).toHaveLength(1);
    const { code, output } = await ended(apply(stack));
    expect([code, output]).toEqual([1, expect.stringContaining('ParameterAlreadyExists')]);
  });
});
