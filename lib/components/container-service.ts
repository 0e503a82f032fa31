import type { Construct } from 'constructs';
import { z } from 'zod';
import { Duration } from '../objectives/duration';
import { ContinuityError } from '../words/errors';
import { kebab } from '../words/kebab';
import { works, type Form, type Posture } from '../words/posture';
import { instance, listOf, oneOf, prose, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { REPOSITORY } from './container-images';
import { existingOf } from './existing';
import { Size } from './size';

/** How many run. */
export interface Instances {
  /** Where the site serves: this many at least. */
  readonly active: number;
  /** Where it stands by at a tier that keeps a small copy running (hot). @default a quarter of the active ones, at least 1 */
  readonly standby?: number;
  /**
   * Most of them under load, where the site serves. Terraform then leaves their number alone: what raises it from the standby's to the
   * active one is a step of the procedure, since a plain apply would take back what the load asked for. @default as many as `active`: nothing scales
   */
  readonly most?: number;
}

/** What {@link ContainerService} takes. */
export interface ContainerServiceProps extends ComponentProps {
  /**
   * The image: a repository of each site's own registry, and a digest, for instance `acme/api@sha256:…`. A tag may be another image at the
   * other site, and a registry's address belongs to one region: both are refused. That the digest is at a site is looked at before it takes over.
   */
  readonly image: string;
  /** What one of them gets; the cloud takes the smallest of its own sizes that is at least as large. */
  readonly size: Size;
  /** How many run. */
  readonly instances: Instances;
  /** The port it listens on. @default 8080 */
  readonly port?: number;
  /**
   * Components that it works on: it is recovered after them, and finds them, at its own site, in its environment. Of `Ledger`: `LEDGER_HOST`,
   * `LEDGER_PORT`, `LEDGER_NAME`, and `LEDGER_SECRET` with the value of the secret that opens it; of `Secrets` with the id `Keys`: the
   * value of each, `KEYS_API_TOKEN`. @default none
   */
  readonly uses?: readonly Component[];
  /** More of its environment, the same at every site. No secret: it stands in the state and in the manifest. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** What is run instead of the image's own command. @default the image's own */
  readonly command?: readonly string[];
  /** Processor that the image is built for. @default 'x86-64' */
  readonly processor?: 'x86-64' | 'arm64';
  /** How long one of them may take until it answers, once its image is there. It is part of the recovery time. @default 2 minutes */
  readonly startup?: Duration;
}

/** A container service that exists already, at the site that serves first. */
export interface ExistingService {
  /** The service, as its cloud names it. */
  readonly id: string;
  /** The cluster that it runs in. */
  readonly cluster: string;
}

/** A container service as plain data. */
export interface ContainerServiceDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'container-service';
  /** Repository, without a registry. */
  readonly repository: string;
  /** Digest: `sha256:…`. */
  readonly digest: string;
  /** What one of them gets. */
  readonly size: Size;
  /** How many run. */
  readonly instances: Required<Instances>;
  /** The port it listens on. */
  readonly port: number;
  /** Ids of the components that it works on. */
  readonly uses: readonly string[];
  /** Its environment, the same at every site. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is run; absent where it is the image's own command. */
  readonly command?: readonly string[];
  /** Processor. */
  readonly processor: 'x86-64' | 'arm64';
  /** Seconds until it answers. */
  readonly startup: number;
  /** What exists, by site key; absent where the library makes it everywhere. */
  readonly existing?: Readonly<Record<string, ExistingService>>;
}

/** How many run at a site: all where it does its work, none where it is fenced, and what the tier keeps there while it stands by. */
export function instancesAt(
  { instances }: ContainerServiceDeclaration,
  { form, posture }: { readonly form: Form; readonly posture: Posture },
): number {
  if (works(form)) return instances.active;
  if (form === 'fenced') return 0;
  return { full: instances.active, reduced: instances.standby }[posture as string] ?? 0;
}

/** The beginning of what a component is called in an environment: `Ledger` is `LEDGER`. */
export const variableOf = (id: string): string => kebab(id).replace(/-/g, '_').toUpperCase();

const IMAGE = new RegExp(`^${REPOSITORY}@sha256:[0-9a-f]{64}$`);
const count = whole('how many run, 1 to 1000', 1, 1000);
const INSTANCES = z
  .strictObject({ active: count, standby: count.optional(), most: count.optional() }, 'an object with active, and standby or most')
  .superRefine(({ active, standby, most }, { addIssue }) => {
    const refused = (path: string, message: string): void => addIssue({ code: 'custom', path: [path], message });
    if (standby !== undefined && standby > active) refused('standby', `at most the active ones, ${active}`);
    if (most !== undefined && most < active) refused('most', `at least the active ones, ${active}`);
  });

const STARTUP = 'a length of time, 1 s to 1 h: Duration.minutes(2)';
const between = (value: number, least: number, most: number): boolean => value >= least && value <= most;

const TAKES = componentTakes<ContainerServiceProps>(
  {
    image: word('a repository without a registry, and a digest', IMAGE, 512),
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
    command: z
      .array(prose('a word of a command', 4096), 'a command and its arguments, one or more')
      .min(1, 'a command and its arguments, one or more')
      .optional(),
    processor: oneOf(['x86-64', 'arm64']).optional(),
    startup: instance(Duration, STARTUP)
      .refine((one) => between(one.toSeconds(), 1, 3600), STARTUP)
      .optional(),
  },
  {
    image: "'acme/api@sha256:…', as the registry says it",
    size: 'Size.of({ vcpus: 1, memoryGiB: 2 })',
    instances: '{ active: 4, standby: 1 }',
    port: '8080',
    uses: '[ledger]',
    environment: "{ LOG_LEVEL: 'info' }",
    command: "['serve']",
    processor: "'x86-64'",
    startup: 'Duration.minutes(2)',
  },
);

const refuseForeign = existingOf<ExistingService>(
  'ContainerService',
  { id: word('the name of a service', /^\S+$/, 2048), cluster: word('the name of a cluster', /^\S+$/, 2048) },
  "{ id: 'api', cluster: 'acme' }",
);

/** Containers of one image, run by the cloud: as many as serve, fewer while the site stands by, none once it is fenced. */
export class ContainerService extends Component {
  /**
   * Protects a service that exists, by site key: nothing of it is managed, and what is told of it in `props` is what runs at the other site.
   * Only its number of tasks is changed, by the steps that fence and start it. Throws `DR-COMP-06` where it is given what it cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingService>>,
    props: ContainerServiceProps,
  ): ContainerService {
    refuseForeign(existing);
    return new ContainerService(scope, id, props, existing);
  }

  /** Its kind. */
  readonly kind = 'container-service';

  /** Throws `DR-COMP-09` where its environment says what a component that it works on says. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContainerServiceProps,
    /** What exists, by site key. @default nothing */
    readonly existing?: Readonly<Record<string, ExistingService>>,
  ) {
    super(scope, id, props, TAKES);
    if (existing !== undefined) refuseForeign(existing);
    const { uses = [], environment = {} } = props;
    refuseTwice(id, uses, environment);
    this.node.addDependency(...uses);
  }

  /** The port it listens on. */
  get port(): number {
    return this.props.port ?? 8080;
  }

  /** The service as plain data. */
  override declaration(): ContainerServiceDeclaration {
    const { image, size, instances, uses = [], environment = {}, command, processor = 'x86-64', startup = STARTS_WITHIN } = this.props;
    const { active, standby = Math.max(1, Math.floor(active / 4)), most = active } = instances;
    const [repository, digest] = image.split('@') as [string, string];
    return {
      ...super.declaration(),
      kind: this.kind,
      ...{ repository, digest, size, port: this.port, environment, processor },
      instances: { active, standby, most },
      uses: uses.map(({ node }) => node.id),
      ...(command ? { command } : {}),
      startup: startup.toSeconds(),
      ...(this.existing ? { existing: this.existing } : {}),
    };
  }
}

const STARTS_WITHIN = Duration.minutes(2);

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
