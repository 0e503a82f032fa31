import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { actsOf } from '../../../support/day/acts';
import { invocationsIn } from '../../words/invocations';
import { wordsOf, type Day } from './day';
import { Bench } from './interrupted';
import { PLAYS, UNPLAYED } from './plays.data';

const LINES = join(__dirname, '..', '..', '..', '..', 'lib', 'clouds', 'oci');
/** The files of command lines that a cell puts into a sheet: what is asked ahead of the day is in none. */
export const FILES = readdirSync(LINES).filter((name) => /^cli.*\.ts$/.test(name) && name !== 'cli-doctor.ts');

/** The calls of a file, but for what a sentence tells people. */
const callsOf = (file: string): string[] =>
  invocationsIn(readFileSync(join(LINES, file), 'utf8'), 'oci').flatMap(({ words, open }) => (open ? [] : [words.join(' ')]));

/** A day as a test plays it, act by act. */
export class Played {
  private readonly bench: Bench;

  constructor(private readonly day: Day) {
    this.bench = new Bench(day.world);
    afterAll(() => {
      this.day.close();
      this.bench.close();
    });
  }

  /** An act of the day. */
  readonly act = actsOf();

  /** What is due is run; and each of its commands is once more, twice, and with a runner that dies behind each change: it ends as it did. */
  async ran(): Promise<void> {
    const { day } = this;
    day.synth();
    day.asked = new Set(day.commands.map(([, ...words]) => wordsOf(words)));
    day.begun.length = 0;
    const code = await day.run();
    if (code !== 0) throw new Error(day.said);
    const faults: string[] = [];
    for (const step of day.begun) faults.push(...(await this.bench.faultsOf(step)));
    expect(faults).toEqual([]);
  }

  /** What was called in a region since then. */
  calledIn(region: string, since: number) {
    return this.day.world.calls.slice(since).filter((one) => one.region === region);
  }

  /** Calls of the files of a day that it did not play; and those that it did, though they are named as unplayed. */
  unplayed(name: string): { readonly missing: readonly string[]; readonly stale: readonly string[] } {
    const played = new Set(this.day.world.calls.flatMap(({ program, method }) => (program === 'oci' ? [method] : [])));
    const playedBy = (file: string): string => {
      const plays = PLAYS[file] ?? { day: 'day' };
      return 'day' in plays ? plays.day : '';
    };
    const all = [...new Set(FILES.filter((file) => playedBy(file) === name).flatMap(callsOf))];
    return {
      missing: all.filter((call) => !played.has(call) && UNPLAYED[call] === undefined),
      stale: all.filter((call) => played.has(call) && UNPLAYED[call] !== undefined),
    };
  }
}
