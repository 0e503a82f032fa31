import type { Construct } from 'constructs';
import { listOf, oneOf, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { existingOf } from './existing';

/** What {@link ContainerImages} takes. */
export interface ContainerImagesProps extends ComponentProps {
  /**
   * Repositories, by the names that the registry of each site gives them: `acme/api`. They are the same at every site, so that an image is
   * named alike; two environments of one account and region need names of their own.
   */
  readonly repositories: readonly string[];
  /**
   * Who brings an image to the other site: a rule of the registry, which is looked for ahead of the day (where the two registries of a cloud know no rule, a
   * step of *establish* and *reprotect*), or the pipeline, which pushes to both.
   * @default 'registry'
   */
  readonly copiedBy?: 'registry' | 'pipeline';
}

/** Repositories that exist already at a site. */
export interface ExistingImages {
  /** Their names: at a site where one is not named, it is made. */
  readonly ids: readonly string[];
  /** The id of what keeps them, on a cloud where a registry is a thing of its own (docs/adoption.md); all that are named are kept in it then. @default the registry of the account */
  readonly registry?: string;
}

/** Repositories of images as plain data. */
export interface ContainerImagesDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'container-images';
  /** Repositories, by name. */
  readonly repositories: readonly string[];
  /** Who brings an image to the other site. */
  readonly copiedBy: 'registry' | 'pipeline';
  /** What exists, by site key; absent where the library makes them. */
  readonly existing?: Readonly<Record<string, ExistingImages>>;
}

/** A repository, without a registry: that would stand in front of the first slash, with a dot or a port. https://github.com/distribution/reference */
export const REPOSITORY = /(?![^/]*[.:][^/]*\/)[a-z0-9]+(?:[._/-]+[a-z0-9]+)*/.source;
const repositories = listOf(
  word('the name of a repository, without a registry', new RegExp(`^${REPOSITORY}$`), 256),
  'names of repositories, one or more',
  1,
);
const refuseForeign = existingOf<ExistingImages>(
  'ContainerImages',
  { ids: repositories, registry: word('the id of a registry', /^\S+$/, 1024).optional() },
  "{ ids: ['acme/api'] }",
);
const TAKES = componentTakes<ContainerImagesProps>(
  {
    repositories,
    copiedBy: oneOf(['registry', 'pipeline']).optional(),
  },
  { repositories: "['acme/api']", copiedBy: "'registry'" },
);

/**
 * Repositories for container images, at every site. What fills both is the pipeline, a step, or a rule of the registry, which is the account's own
 * and never touched: whether there is one is asked ahead of the day, and an image, by its digest, before a service takes over.
 */
export class ContainerImages extends Component {
  /**
   * Repositories that exist, by site key: where one does not, it is made. Throws `DR-COMP-06` where it is given what it cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingImages>>,
    props: Omit<ContainerImagesProps, 'repositories'> = {},
  ): ContainerImages {
    refuseForeign(existing);
    const all = [...new Set(Object.values(existing).flatMap(({ ids }) => ids))];
    return new ContainerImages(scope, id, { ...props, repositories: all }, existing);
  }

  /** Its kind. */
  readonly kind = 'container-images';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContainerImagesProps,
    private readonly existing?: Readonly<Record<string, ExistingImages>>,
  ) {
    super(scope, id, props, TAKES);
    if (existing !== undefined) refuseForeign(existing);
  }

  /** The repositories as plain data. */
  override declaration(): ContainerImagesDeclaration {
    const { repositories, copiedBy = 'registry' } = this.props;
    return { ...super.declaration(), kind: this.kind, repositories, copiedBy, ...(this.existing ? { existing: this.existing } : {}) };
  }
}
