import type { Construct } from 'constructs';
import { Component, type ComponentProps, type Declaration } from './component';

/** What {@link ObjectStorage} takes. */
export interface ObjectStorageProps extends ComponentProps {
  /** GiB it holds, from which copy and restore times are computed. @default 100 */
  readonly sizeGiB?: number;
}

/** Object storage as plain data. */
export interface ObjectStorageDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'object-storage';
}

/** A bucket: versioned, private, encrypted with a key of its site. */
export class ObjectStorage extends Component {
  /** Its kind. */
  readonly kind = 'object-storage';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectStorageProps = {},
  ) {
    super(scope, id, props);
  }

  /** The bucket as plain data. */
  override declaration(): ObjectStorageDeclaration {
    return { ...super.declaration(), kind: this.kind, gib: this.props.sizeGiB ?? 100 };
  }
}
