import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import PACKAGE from '../../package.json';

/** How a program ended, and all that it said. */
export interface Ended {
  readonly code: number;
  readonly said: string;
}

/** What cannot be tried here, with the reason. */
export class NotRun extends Error {}

/** What npm says where nobody answers, or nobody is let in: that is no fault of the package. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED|ERR_SOCKET_TIMEOUT|UND_ERR_CONNECT_TIMEOUT|E403|E451|E50[234])\b/;

/** What npm says of a package, or of a version of it, that a registry does not give. */
const UNKNOWN = / 404 {2}(?:The requested resource )?'((?:@[^@'/]+\/)?[^@']+)@|No matching version found for ((?:@[^@/\s]+\/)?[^@\s]+)@/;

/** What the package itself asks for: where a registry does not have that, the fault is ours. */
const OWN = new Set(Object.keys({ ...PACKAGE.dependencies, ...PACKAGE.peerDependencies }));

/** One cache, asked first; a registry that is silent is given up soon. */
const NPM: Record<string, string> = {
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_fetch_retries: '1',
  npm_config_fetch_timeout: '20000',
  npm_config_loglevel: 'error',
};

/** Seconds after which a program is ended: 124, as `timeout` says it. */
const LIMIT = 100;

/** Runs a program to its end, within the time that one may take. */
export function run(cwd: string, program: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((done) => {
    let said = '';
    // A group of its own: what npm and npx start is ended with them.
    const child = spawn(program, words, {
      cwd,
      env: { ...surroundings(), ...NPM, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const timer = setTimeout(() => {
      said += `\nended after ${LIMIT} s`;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, LIMIT * 1000);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', (error) => (said += error.message));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done({ code: code ?? (signal === 'SIGKILL' ? 124 : 1), said });
    });
  });
}

/** The environment without what `npm run` put into it: it would speak of this repository in another folder. */
function surroundings(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)|^INIT_CWD$/.test(name)),
  );
}

/** Asks the registry once: where it does not answer, nothing but the cache is asked from here on, which fails at once. */
export async function askRegistry(cwd: string): Promise<void> {
  const words = ['view', 'constructs', 'version', '--prefer-online', '--prefer-offline=false', '--fetch-retries=0'];
  if ((await run(cwd, 'npm', words)).code !== 0) NPM['npm_config_offline'] = 'true';
}

/** `npm …` in a folder; where the registry does not answer, it is not run. */
export async function npm(cwd: string, ...words: string[]): Promise<Ended> {
  const ended = await run(cwd, 'npm', words);
  refuseSilence(ended);
  return ended;
}

/** Throws where a program ended badly because nobody answered it, or because of a package that the registry does not have. */
export function refuseSilence({ code, said }: Ended): void {
  if (code === 0) return;
  const why = code === 124 ? `no answer within ${LIMIT} s` : UNREACHABLE.exec(said)?.[0];
  if (why !== undefined) throw new NotRun(`the registry is not reachable (${why})`);
  const [name] = (UNKNOWN.exec(said) ?? []).slice(1).filter(Boolean);
  if (name !== undefined && !OWN.has(name)) throw new NotRun(`the registry does not give ${name}`);
}

/** Writes the files of a project, name → text, or what is written as JSON. */
export function lay(folder: string, files: Readonly<Record<string, string | object>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
}
