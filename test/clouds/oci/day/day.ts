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
  readonly begun: Begun[];

  constructor(
    from?: Day,
    /** What is declared, and where its states are kept. @default the shop of `app.ts` */
    private readonly app: Declared = { build, states: STATES },
  ) {
    const world = from?.world.copy() ?? new World(SERVICES);
    const begun: Begun[] = [];
    if (!from) exists(world, app.states);
    const programs = { ...programsOf(world), terraform: terraformOf(world, ociProvider(SERVICES)) };
    const begins = (words: readonly string[]): void => void begun.push({ words, before: world.copy() });
    super({ world, build: app.build, programs, begins }, from);
    this.begun = begun;
  }

  fork(...broken: readonly string[]): Day {
    const fork = new Day(this, this.app);
    for (const one of broken) fork.world.broken.add(one);
    return fork;
  }
}

/** What is there before the product is: what states are kept in, a zone, and the image of the machines where they are first. */
function exists(world: World, states: Declared['states']): void {
  for (const [region, bucket] of Object.entries(states)) world.make('bucket', region, bucket);
  world.make('dnszone', 'global', ZONE);
  built(world, 'eu-frankfurt-1', IMAGE);
}
