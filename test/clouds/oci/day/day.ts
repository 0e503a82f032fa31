import type { App } from 'cdktf';
import { PlayedDay } from '../../../support/day/day';
import type { Program } from '../../../support/day/door';
import { terraformOf } from '../../../support/day/terraform';
import { build, IMAGE, STATES, ZONE } from './app';
import { ociOf } from './oci';
import { SERVICES } from './services';
import { curl } from './services/entrance';
import { built } from './services/pools';
import { skopeo } from './services/registry';
import { ociProvider } from './terraform';
import { World } from './world';

/** An app of a day. */
export interface Declared {
  readonly build: (app: App) => unknown;
  /** The bucket of states of each region. */
  readonly states: Readonly<Record<string, string>>;
  /** What else is there before the product is. @default nothing */
  readonly there?: (world: World) => void;
}

/** A step that began, and how the world was then. */
export interface Begun {
  readonly words: readonly string[];
  readonly before: World;
}

/** What steps call beside Terraform. `until`: they are ended after so many changes. */
export const programsOf = (world: World, until = Infinity): Readonly<Record<string, Program>> => ({
  oci: ociOf(world, SERVICES, until),
  curl: (words) => curl(world, words),
  skopeo: (words) => skopeo(world, words),
});

/** A day of OCI. */
export class Day extends PlayedDay<World> {
  /** The steps that began since somebody asked for them. */
  readonly begun: Begun[] = [];
  /** Which of them are asked for, by their words. */
  asked: ReadonlySet<string> = new Set();

  constructor(
    from?: Day,
    /** What is declared, and where its states are kept. @default the shop of `app.ts` */
    private readonly app: Declared = { build, states: STATES },
  ) {
    const world = from?.world.copy() ?? new World(SERVICES);
    if (!from) exists(world, app);
    const programs = { ...programsOf(world), terraform: terraformOf(world, ociProvider(SERVICES)) };
    super({ world, build: app.build, programs, begins: (words) => this.begins(words) }, from);
  }

  private begins(words: readonly string[]): void {
    if (this.asked.has(wordsOf(words))) this.begun.push({ words, before: this.world.copy() });
  }

  fork(...broken: readonly string[]): Day {
    const fork = new Day(this, this.app);
    for (const one of broken) fork.world.broken.add(one);
    return fork;
  }
}

/** The words of a step, as one. */
export const wordsOf = (words: readonly string[]): string => words.join('\0');

/** What is there before the product is: what states are kept in, a zone, and the image of the machines where they are first. */
function exists(world: World, { states, there }: Declared): void {
  for (const [region, bucket] of Object.entries(states)) world.make('bucket', region, bucket);
  world.make('dnszone', 'global', ZONE);
  built(world, 'eu-frankfurt-1', IMAGE);
  there?.(world);
}
