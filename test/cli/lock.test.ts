import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../lib/cli/lock';
import { processOf } from '../../lib/cli/runner/alive';

const place = (): string => join(mkdtempSync(join(tmpdir(), 'continuity-lock-')), 'x.lock');
const DEAD = { pid: 2 ** 22 - 1, host: hostname() };

/** What comes of asking for it: the work is done, or why it is not. */
const asked = async (path: string, wait = 0): Promise<string> => {
  try {
    return await withLock(path, { wait }, () => 'done');
  } catch (error) {
    return (error as Error).message;
  }
};

test('is held while the work is done, names its holder to its owner alone, and is gone then', async () => {
  const path = place();
  await withLock(path, {}, async () => {
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(processOf(process.pid));
    expect(await asked(path)).toMatch(new RegExp(`^DR-SIT-08: .*got: process ${process.pid} on ${hostname()}`));
  });
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

/** Half a lock, and soon the whole of it. */
const slowly = (path: string): void => {
  writeFileSync(path, '{"pid":');
  setTimeout(() => writeFileSync(path, JSON.stringify(processOf(process.pid))), 100);
};

/** Half a lock, left by who died `seconds` ago. */
const half = (path: string, seconds: number): void => {
  writeFileSync(path, '{"pid":');
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
};

test.each<[string, (path: string) => void]>([
  ['a process that is dead', (path) => writeFileSync(path, JSON.stringify(DEAD))],
  ...(process.platform === 'linux'
    ? ([
        [
          'a process whose number another one has now',
          (path) => writeFileSync(path, JSON.stringify({ ...processOf(process.pid), started: '1' })),
        ],
        [
          'a process of an earlier start of the machine',
          (path) => writeFileSync(path, JSON.stringify({ ...processOf(process.pid), boot: 'x' })),
        ],
      ] as [string, (path: string) => void][])
    : []),
  ['half a lock that is old', (path) => half(path, 60)],
  ['half a lock that is soon old', (path) => half(path, 9.5)],
])('of %s is taken over, and nothing is left of it', async (_, make) => {
  const path = place();
  make(path);
  expect(await asked(path)).toBe('done');
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

test.each<[string, (path: string) => void, RegExp]>([
  ['a process that is alive', (path) => writeFileSync(path, JSON.stringify(processOf(process.pid))), /process \d+ on/],
  ['another machine', (path) => writeFileSync(path, JSON.stringify({ ...DEAD, host: 'elsewhere' })), /on elsewhere/],
  ['null', (path) => writeFileSync(path, 'null'), /it does not name a process/],
  ['a folder', (path) => void mkdirSync(path), /it is no file/],
  ['a link that leads nowhere', (path) => symlinkSync('/no/such/file', path), /it is no file/],
  ['a process 0', (path) => writeFileSync(path, JSON.stringify({ ...DEAD, pid: 0 })), /it does not name a process/],
  ['whoever writes it now', (path) => slowly(path), /process \d+ on/],
])('of %s is left alone, and said', async (_, make, why) => {
  const path = place();
  make(path);
  expect(await asked(path)).toMatch(/^DR-SIT-08/);
  expect(await asked(path)).toMatch(why);
});

test('is waited for, and the interrupt ends the wait', async () => {
  const path = place();
  const first = withLock(path, {}, () => new Promise((done) => setTimeout(() => done('first'), 300)));
  expect(await asked(path, 5)).toBe('done');
  expect(await first).toBe('first');
  writeFileSync(path, JSON.stringify(processOf(process.pid)));
  const interrupt = new AbortController();
  setTimeout(() => interrupt.abort(), 200);
  await expect(withLock(path, { wait: 60, interrupt: interrupt.signal }, () => 'done')).rejects.toThrow(/DR-SIT-08/);
});

test('of many who find a dead one, each gets it once, one at a time', async () => {
  const path = place();
  writeFileSync(path, JSON.stringify(DEAD));
  let inside = 0;
  const work = async (): Promise<number> => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise((done) => setTimeout(done, 5));
    return (inside -= 1);
  };
  await Promise.all(Array.from({ length: 12 }, () => withLock(path, { wait: 20 }, work)));
  expect(existsSync(path)).toBe(false);
});
