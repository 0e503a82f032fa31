import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { SUBSCRIPTION } from '../arm';
import { azOf } from '../az';
import type { Ended, Program } from '../../../../support/day/door';
import { SERVICES } from '../services';
import { CALLER, type World } from '../world';
import type { Endpoint } from './http';

/** What the real program said otherwise than the stand-in. */
export interface Difference {
  readonly line: string;
  readonly stand: string;
  readonly real: string;
}

const TENANT = '00000000-0000-0000-0000-0000000000ff';

/** What the real `az` needs in order to believe that it is logged in: a folder of its own settings. */
function loggedIn(folder: string): NodeJS.ProcessEnv {
  const settings = join(folder, 'azure');
  mkdirSync(settings, { recursive: true });
  const [id = ''] = CALLER.principals;
  const subscription = {
    id: SUBSCRIPTION,
    name: 'day',
    state: 'Enabled',
    isDefault: true,
    environmentName: 'AzureCloud',
    tenantId: TENANT,
    homeTenantId: TENANT,
    managedByTenants: [],
    user: { name: id, type: 'servicePrincipal' },
  };
  writeFileSync(join(settings, 'azureProfile.json'), JSON.stringify({ installationId: TENANT, subscriptions: [subscription] }));
  writeFileSync(
    join(settings, 'service_principal_entries.json'),
    JSON.stringify([{ client_id: id, tenant: TENANT, client_secret: 'made-up' }]),
  );
  return {
    AZURE_CONFIG_DIR: settings,
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_ENCRYPT_TOKEN_CACHE: 'false',
    AZURE_CORE_NO_COLOR: 'true',
    AZURE_CORE_ONLY_SHOW_ERRORS: 'true',
  };
}

/**
 * The real `az`, which calls this world over HTTP. What it prints, how it ends, and what the world is afterwards, is compared with what the
 * stand-in makes of a copy of the same world.
 */
export function bothOf(az: Served, endpoint: Endpoint, told: (line: string, difference?: Difference) => void): (world: World) => Program {
  return (world) => {
    endpoint.world = world;
    return async (words, from) => {
      const copy = world.copy();
      const stand = azOf(copy, SERVICES)(words);
      const file = words[words.indexOf('download') < 0 ? -1 : words.indexOf('--file') + 1];
      // It writes over nothing that is there.
      if (file !== undefined) rmSync(file, { force: true });
      world.pass();
      const real = await az.call(words, from);
      const isSame = (stand.code === 0) === (real.code === 0) && (stand.out ?? '') === (real.out ?? '') && copy.told === world.told;
      const line = words.join(' ');
      told(line, isSame ? undefined : { line, stand: saidBy(stand, copy), real: saidBy(real, world) });
      return real;
    };
  };
}

const saidBy = ({ code, out = '', err = '' }: Ended, world: World): string =>
  `${code} ${out}${err.slice(-1500)}; the world has ${world.resources.size} resources`;

/** The Azure CLI, loaded once by a Python that has it. */
export class Served {
  private constructor(
    private readonly child: ChildProcess,
    private readonly socket: string,
  ) {}

  /** Starts it. It calls the world that answers at this address, and keeps what it keeps in this folder. */
  static async start(python: string, folder: string, url: string): Promise<Served> {
    const socket = join(folder, 'az');
    const env = { ...process.env, ...loggedIn(folder), PYTHONPATH: __dirname, DAY_URL: url };
    const child = spawn(python, [join(__dirname, 'served.py'), socket], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((done, fail) => {
      child.once('exit', (code) => {
        fail(new Error(`${python} ended with ${String(code)}: it has no azure-cli`));
      });
      child.stdout.once('data', () => {
        done();
      });
    });
    return new Served(child, socket);
  }

  /** Ends it. */
  stop(): void {
    this.child.removeAllListeners('exit').kill();
  }

  /** One call of `az`. */
  call(words: readonly string[], from: string): Promise<Ended> {
    const connection = connect(this.socket);
    connection.write(`${JSON.stringify({ words, from })}\n`);
    let said = '';
    connection.setEncoding('utf8').on('data', (text: string) => (said += text));
    return new Promise((done, fail) => {
      connection.on('error', fail);
      connection.on('close', () => {
        done(said === '' ? { code: 70, err: 'az ended without a word' } : (JSON.parse(said) as Ended));
      });
    });
  }
}
