import type { Construct } from 'constructs';
import { z } from 'zod';
import { Duration } from '../objectives/duration';
import type { Declared, Shape } from '../words/checked';
import { ContinuityError } from '../words/errors';
import { kebab } from '../words/kebab';
import { instance, listOf, oneOf, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { FileStorage } from './file-storage';
import { allOf, INSTANCES, type Instances } from './instances';
import { Size } from './size';

/** What takes what runs, whatever it runs in. */
export interface ServiceProps extends ComponentProps {
  /** What one of them gets; the cloud takes the smallest of its own sizes that is at least as large. */
  readonly size: Size;
  /** How many run. */
  readonly instances: Instances;
  /** The port it listens on. @default 8080 */
  readonly port?: number;
  /**
   * Components that it works on: it is recovered after them, and finds them, at its own site, in its environment. Of `Ledger`: `LEDGER_HOST`,
   * `LEDGER_PORT`, `LEDGER_NAME`, and `LEDGER_SECRET` with the secret that opens it; of `Secrets` with the id `Keys`: each of them,
   * `KEYS_API_TOKEN`. @default none
   */
  readonly uses?: readonly Component[];
  /** More of its environment, the same at every site. No secret: it stands in the state and in the manifest. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Processor that the image is built for. @default 'x86-64' */
  readonly processor?: 'x86-64' | 'arm64';
  /** How long one of them may take until it answers, once it is placed. It is part of the recovery time. @default 2 minutes */
  readonly startup?: Duration;
}

/** What runs, as plain data. */
export interface ServiceDeclaration extends Declaration {
  /** What one of them gets. */
  readonly size: Size;
  /** How many run. */
  readonly instances: Required<Instances>;
  /** The port it listens on. */
  readonly port: number;
  /** Ids of the components that it works on. */
  readonly uses: readonly string[];
  /** Those of them that are shares: what it wrote there may wait in one that runs, until that sends it or ends. */
  readonly mounts: readonly string[];
  /** Its environment, the same at every site. */
  readonly environment: Readonly<Record<string, string>>;
  /** Processor. */
  readonly processor: 'x86-64' | 'arm64';
  /** Seconds until it answers. */
  readonly startup: number;
}

const STARTUP = 'a length of time, 1 s to 1 h: Duration.minutes(2)';
const isStartup = (one: Duration): boolean => one.toSeconds() >= 1 && one.toSeconds() <= 3600;

const SHAPE: Omit<Shape<ServiceProps>, keyof ComponentProps> = {
  size: instance(Size, 'a size: Size.of({ vcpus: 1, memoryGiB: 2 })'),
  instances: INSTANCES,
  port: whole('a port, 1 to 65535', 1, 65_535).optional(),
  uses: listOf(instance(Component, 'a component of the workload'), 'components of the workload').optional(),
  environment: z
    .record(
      word('a name of letters, digits and underscores', /^[A-Za-z_]\w*$/),
      z.string('a text').max(4096),
      'texts by names of letters, digits and underscores',
    )
    .optional(),
  processor: oneOf(['x86-64', 'arm64']).optional(),
  startup: instance(Duration, STARTUP).refine(isStartup, STARTUP).optional(),
};
const FIXES: Readonly<Record<Exclude<keyof ServiceProps, keyof ComponentProps>, string>> = {
  size: 'Size.of({ vcpus: 1, memoryGiB: 2 })',
  instances: '{ active: 4, standby: 1 }',
  port: '8080',
  uses: '[ledger]',
  environment: "{ LOG_LEVEL: 'info' }",
  processor: "'x86-64'",
  startup: 'Duration.minutes(2)',
};

/** What takes what runs: what all do, and what is its own. */
export const serviceTakes = <P extends ServiceProps>(
  shape: Omit<Shape<P>, keyof ServiceProps>,
  fixes: Readonly<Record<Exclude<keyof P, keyof ServiceProps>, string>>,
): Declared => componentTakes<P>({ ...SHAPE, ...shape } as never, { ...FIXES, ...fixes } as never);

/** The beginning of what a component is called in an environment: `Ledger` is `LEDGER`. */
export const variableOf = (id: string): string => kebab(id).replace(/-/g, '_').toUpperCase();

const STARTS_WITHIN = Duration.minutes(2);

/** What runs on the data of a workload: as many as serve, fewer while the site stands by, none once it is fenced. */
export abstract class Service extends Component {
  /** Throws `DR-COMP-09` where its environment says what a component that it works on says. */
  constructor(
    scope: Construct,
    id: string,
    private readonly served: ServiceProps,
    takes: Declared,
    /** What exists, by site key. @default nothing */
    readonly existing?: Readonly<Record<string, { readonly id: string }>>,
  ) {
    super(scope, id, served, takes);
    const { uses = [], environment = {} } = served;
    refuseTwice(id, uses, environment);
    this.node.addDependency(...uses);
  }

  /** The port it listens on. */
  get port(): number {
    return this.served.port ?? 8080;
  }

  /** The service as plain data. */
  override declaration(): Omit<ServiceDeclaration, 'existing'> {
    const { size, instances, uses = [], environment = {}, processor = 'x86-64', startup = STARTS_WITHIN } = this.served;
    return {
      ...super.declaration(),
      ...{ size, port: this.port, environment, processor },
      instances: allOf(instances),
      uses: uses.map(({ node }) => node.id),
      mounts: uses.flatMap((one) => (one instanceof FileStorage ? [one.node.id] : [])),
      startup: startup.toSeconds(),
    };
  }
}

function refuseTwice(id: string, uses: readonly Component[], environment: Readonly<Record<string, string>>): void {
  for (const { node } of uses) {
    const own = Object.keys(environment).find((name) => name.startsWith(`${variableOf(node.id)}_`));
    if (own === undefined) continue;
    throw new ContinuityError({
      id: 'DR-COMP-09',
      what: `The environment of ${id} says what ${node.id} says of itself at each site`,
      value: own,
      allowed: `names that do not begin with ${variableOf(node.id)}_`,
      fix: `leave ${own} out, or give it another name`,
    });
  }
}
