import type { RecoverySteps, Seed } from '../../../port/phases';
import { checkStep, commandStep, type Check } from '../../../words/steps';
import { CLOSED_SERVER, FITS, type ServerLines, type ServerWords } from '../cli-database';
import { looked, type About, type More } from '../../../port/looks';

/* What is looked at, and done, around a server of any family. */

/** A server, with the lines of its family. */
export interface Server {
  /** As the command line names it. */
  readonly of: ServerWords;
  /** What is asked and told. */
  readonly lines: ServerLines;
}

/** A look at a server: at its state and its role, unless another line is given. */
export const look = (about: About, { of, lines }: Server, step: string, title: string, more: More): Check =>
  looked(about, lines.role(of), step, title, more);

/** The apply takes its door away; who is connected stays so until it restarts. */
export const left = (about: About, server: Server): Required<Pick<RecoverySteps, 'fence' | 'fenced'>> => ({
  fence: [
    {
      step: commandStep({
        id: `cut-${about.id}`,
        title: `End every session of ${about.component} at ${about.here.region}: it restarts`,
        run: server.lines.restart(server.of),
        endpoint: about.here.region,
        expected: 'no output, once it is ready again',
        timeout: 3600,
      }),
    },
  ],
  fenced: [look(about, server, 'fenced', 'is reached by nobody', { run: server.lines.doors(server.of), matches: CLOSED_SERVER })],
});

/** A look that is the same ahead of the day, and in the procedures. */
export interface Look {
  readonly title: string;
  readonly run: string[];
  readonly matches: string;
  readonly endpoint: string;
  readonly onFailure: string;
}

/** What is declared of a server, and what would be ordered of that. */
export interface Ordered {
  /** The component. */
  readonly component: string;
  /** GiB as declared. */
  readonly gib: number;
  /** GiB as ordered. */
  readonly ordered: number;
}

/** Storage that grew by itself, against what is declared: what is made from it gets that, since what is ignored later holds for no creation. */
export const outgrown = ({ component, gib, ordered }: Ordered, { of, lines }: Server, region: string): Look => ({
  title: `${component} at ${region} has not outgrown what is declared: what is made from it may be as large`,
  run: lines.fits(of, ordered),
  matches: FITS,
  endpoint: region,
  onFailure: `storageGiB: as many as it has, in place of ${gib}, and apply both sites: until then nothing that follows it can be made`,
});

/** Asked before the standby is made: one that is smaller than its source is refused. */
export const fits = (id: string, outgrownAt: Look): Seed => ({
  before: 'sites',
  step: checkStep({ id: `fits-${id}`, timeout: 60, ...outgrownAt }),
});
