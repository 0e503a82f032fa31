/**
 * The days of Azure once more, with the real `az`: it calls the same world over HTTP, and each call is compared with what the stand-in makes of
 * it. `npm run az [-- PYTHON]`, with a Python that has azure-cli; where there is none, that is said, and counted as skipped.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Report } from '../../../../lab/report';
import { which } from '../../../../support/which';
import { GAVLE, PARIS } from '../app';
import { Day } from '../day';
import { Users } from '../users';
import { World } from '../world';
import { bothOf, Served } from './az';
import { Endpoint } from './http';

/** The acts of a day, as the test of the days has them. */
const ACTS: readonly (readonly [title: string, act: (day: Day, users: Users) => Promise<void> | void, code: number])[] = [
  ['establish, with a secret that has no value', () => undefined, 1],
  ['establish', (_, users) => (users.releases(PARIS, 'v1'), users.orders(PARIS, '1')), 0],
  ['failover', (day, users) => lost(day, users), 0],
  ['fence', (day, users) => (users.orders(GAVLE, '2'), day.world.down.clear(), day.declare('normal', PARIS)), 0],
  ['reprotect', (_, users) => void users.releases(GAVLE, 'v2'), 0],
  ['switch', (day, users) => (users.orders(GAVLE, '3'), day.declare('switch', 'shop', '--to', PARIS)), 0],
  ['reprotect, at home', () => undefined, 0],
];

async function lost(day: Day, users: Users): Promise<void> {
  users.orders(PARIS, 'late');
  day.world.down.add('francecentral');
  await day.declare('lost', PARIS);
  await day.declare('failover', 'shop', '--to', GAVLE);
}

async function play(python: string, report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'azure-real-'));
  const endpoint = new Endpoint(new World([]));
  const served = await Served.start(python, folder, await endpoint.open());
  const commands = new Map<string, number>();
  const az = bothOf(served, endpoint, (line, difference) => {
    const command = line.split(' --')[0] as string;
    commands.set(command, (commands.get(command) ?? 0) + 1);
    if (difference) report.check(`az ${line}`, false, difference);
  });
  const day = new Day(undefined, az);
  const users = new Users(day);
  try {
    for (const [title, act, code] of ACTS) {
      report.step(title);
      await act(day, users);
      const ended = await day.run();
      report.check(`${title}: continuity run ends with ${code}`, ended === code, day.said);
      if (ended !== code) return;
    }
    report.check(
      'users are served at home, and nothing is lost',
      users.led() === PARIS && users.at(PARIS).rows.join() === '1,2,3' && users.at(GAVLE).files.join() === '1,2,3',
      [users.at(PARIS), users.at(GAVLE)],
    );
    for (const [command, calls] of [...commands].sort()) report.check(`az ${command}: ${calls} calls`, true);
  } finally {
    day.close();
    served.stop();
    endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const python = process.argv[2] ?? which('python3');
  if (python === undefined || spawnSync(python, ['-c', 'import azure.cli.core']).status !== 0) {
    console.log('The days of Azure with the real az were not run: no Python here has azure-cli');
    console.log('0 passed, 0 failed, 1 skipped');
    return;
  }
  const report = new Report('az');
  await play(python, report).catch((error: unknown) => {
    report.crash(error);
  });
  const { passed, failed, failures } = report.counts;
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
