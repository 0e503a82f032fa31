import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Door, type Ended, type Program } from '../../../support/day/door';
import type { Begun } from './day';
import { changes } from './oci';
import { programsOf } from './day';
import type { World } from './world';

/** Whoever sleeps more often waits for what never comes. */
const SLEEPS = 40;
/** Moments after which all that was accepted is done. */
const SETTLES = 10;

/** Runs the shell of a step beside a world, as often as somebody asks. */
export class Bench {
  private world: World | undefined;
  private programs: Readonly<Record<string, Program>> = {};
  private sleeps = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), 'continuity-step-'));
  private readonly door: Door;

  constructor(world: World) {
    const names = Object.keys(programsOf(world));
    const sleep = (): Ended => {
      this.world?.pass();
      return { code: (this.sleeps += 1) > SLEEPS ? 1 : 0 };
    };
    const program =
      (name: string): Program =>
      (words, from) =>
        this.programs[name]?.(words, from) ?? { code: 127 };
    this.door = new Door(this.folder, { ...Object.fromEntries(names.map((name) => [name, program(name)])), sleep });
  }

  /** Ends it. */
  close(): void {
    this.door.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** How a step ends, and how many changes it asked for. `until`: whoever runs it is dead after so many. */
  private async runs(
    { words }: Begun,
    world: World,
    until = Infinity,
  ): Promise<{ readonly code: number; readonly asked: number; readonly said: string }> {
    this.world = world;
    this.programs = programsOf(world, until);
    this.sleeps = 0;
    const since = world.calls.length;
    const child = spawn('/bin/sh', words, { env: this.door.environment, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise<number>((done) =>
      child.once('close', (ended) => {
        done(ended ?? 1);
      }),
    );
    return { code, said, asked: world.calls.slice(since).filter(({ method }) => changes(method)).length };
  }

  /** What is wrong with a step that is run twice, or whose runner dies behind each of its changes, with a new one after it: nothing. */
  async faultsOf(step: Begun): Promise<string[]> {
    const whole = step.before.copy();
    const first = await this.runs(step, whole);
    if (first.code !== 0) return [`${titleOf(step)} ends with ${first.code}: ${first.said}`];
    const is = outlineOf(whole);
    const faults: string[] = [];
    const judge = async (how: string, world: World): Promise<void> => {
      const { code, said } = await this.runs(step, world);
      const then = outlineOf(world);
      if (code !== 0) faults.push(`${titleOf(step)}, ${how}, ends with ${code}: ${said}`);
      else if (then !== is) faults.push(`${titleOf(step)}, ${how}: ${differenceOf(is, then)}`);
    };
    if (first.asked > 0) await judge('run twice', whole);
    for (let dead = 1; dead <= first.asked; dead += 1) {
      const world = step.before.copy();
      await this.runs(step, world, dead);
      await judge(`with a runner that died behind change ${dead}`, world);
    }
    return faults;
  }
}

const titleOf = ({ words }: Begun): string => `${words.slice(2).join(' ')} (${words[1]?.split('\n').at(-1)})`;

/** How a world is, once what was accepted is done: whatever OCIDs it made, and when. */
function outlineOf(world: World): string {
  const settled = world.copy();
  for (let i = 0; i < SETTLES; i += 1) settled.pass();
  return settled.outline;
}

function differenceOf(one: string, other: string): string {
  const [is, then] = [one.split('\n'), other.split('\n')];
  const alone = (all: readonly string[], others: readonly string[]): string[] => all.filter((line) => !others.includes(line));
  return `it lacks ${alone(is, then).join('; ')}, and has ${alone(then, is).join('; ')}`.slice(0, 2000);
}
