import type { Construct } from 'constructs';
import { z } from 'zod';
import { prose, word } from '../words/shapes';
import { REPOSITORY } from './container-images';
import { existingOf } from './existing';
import { Service, serviceTakes, type ServiceDeclaration, type ServiceProps } from './service';

/** What {@link ContainerService} takes. Its environment has the value of each secret. */
export interface ContainerServiceProps extends ServiceProps {
  /**
   * The image: a repository of each site's own registry, and a digest, for instance `acme/api@sha256:…`. A tag may be another image at the
   * other site, and a registry's address belongs to one region: both are refused. That the digest is at a site is looked at before it takes over.
   */
  readonly image: string;
  /** What is run instead of the image's own command. @default the image's own */
  readonly command?: readonly string[];
}

/** A container service that exists already, at the site that serves first. */
export interface ExistingService {
  /** The service, as its cloud names it. */
  readonly id: string;
  /** The cluster that it runs in. */
  readonly cluster: string;
}

/** A container service as plain data. */
export interface ContainerServiceDeclaration extends ServiceDeclaration {
  /** Its kind. */
  readonly kind: 'container-service';
  /** Repository, without a registry. */
  readonly repository: string;
  /** Digest: `sha256:…`. */
  readonly digest: string;
  /** What is run; absent where it is the image's own command. */
  readonly command?: readonly string[];
  /** What exists, by site key; absent where the library makes it everywhere. */
  readonly existing?: Readonly<Record<string, ExistingService>>;
}

const IMAGE = new RegExp(`^${REPOSITORY}@sha256:[0-9a-f]{64}$`);

const TAKES = serviceTakes<ContainerServiceProps>(
  {
    image: word('a repository without a registry, and a digest', IMAGE, 512),
    command: z
      .array(prose('a word of a command', 4096), 'a command and its arguments, one or more')
      .min(1, 'a command and its arguments, one or more')
      .optional(),
  },
  { image: "'acme/api@sha256:…', as the registry says it", command: "['serve']" },
);

const refuseForeign = existingOf<ExistingService>(
  'ContainerService',
  { id: word('the name of a service', /^\S+$/, 2048), cluster: word('the name of a cluster', /^\S+$/, 2048) },
  "{ id: 'api', cluster: 'acme' }",
);

/** Containers of one image, run by the cloud: as many as serve, fewer while the site stands by, none once it is fenced. */
export class ContainerService extends Service {
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
    existing?: Readonly<Record<string, ExistingService>>,
  ) {
    super(scope, id, props, TAKES, existing);
    if (existing !== undefined) refuseForeign(existing);
  }

  /** The service as plain data. */
  override declaration(): ContainerServiceDeclaration {
    const { image, command } = this.props;
    const [repository, digest] = image.split('@') as [string, string];
    return {
      ...super.declaration(),
      kind: this.kind,
      ...{ repository, digest },
      ...(command ? { command } : {}),
      ...(this.existing ? { existing: this.existing as Readonly<Record<string, ExistingService>> } : {}),
    };
  }
}
