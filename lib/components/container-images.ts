import type { Construct } from 'constructs';
import { listOf, oneOf, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';

/** What {@link ContainerImages} takes. */
export interface ContainerImagesProps extends ComponentProps {
  /**
   * Repositories, by the names that the registry of each site gives them: `acme/api`. They are the same at every site, so that an image is
   * named alike; two environments of one account and region need names of their own.
   */
  readonly repositories: readonly string[];
  /**
   * Who brings an image to the other site: a rule of the registry, which is looked for ahead of the day, or the pipeline, which pushes to both.
   * @default 'registry'
   */
  readonly copiedBy?: 'registry' | 'pipeline';
}

/** Repositories of images as plain data. */
export interface ContainerImagesDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'container-images';
  /** Repositories, by name. */
  readonly repositories: readonly string[];
  /** Who brings an image to the other site. */
  readonly copiedBy: 'registry' | 'pipeline';
}

/** A repository, without a registry: that would stand in front of the first slash, with a dot or a port. https://github.com/distribution/reference */
export const REPOSITORY = /(?![^/]*[.:][^/]*\/)[a-z0-9]+(?:[._/-]+[a-z0-9]+)*/.source;
const TAKES = componentTakes<ContainerImagesProps>(
  {
    repositories: listOf(
      word('the name of a repository, without a registry', new RegExp(`^${REPOSITORY}$`), 256),
      'names of repositories, one or more',
      1,
    ),
    copiedBy: oneOf(['registry', 'pipeline']).optional(),
  },
  { repositories: "['acme/api']", copiedBy: "'registry'" },
);

/**
 * Repositories for container images, at every site. What fills both is the pipeline, or a rule of the registry, which is the account's own
 * and never touched: whether there is one is asked ahead of the day, and an image, by its digest, before a service takes over.
 */
export class ContainerImages extends Component {
  /** Its kind. */
  readonly kind = 'container-images';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContainerImagesProps,
  ) {
    super(scope, id, props, TAKES);
  }

  /** The repositories as plain data. */
  override declaration(): ContainerImagesDeclaration {
    const { repositories, copiedBy = 'registry' } = this.props;
    return { ...super.declaration(), kind: this.kind, repositories, copiedBy };
  }
}
