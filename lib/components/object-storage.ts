import type { Construct } from 'constructs';
import { between } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';

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

/** No bucket holds an exbibyte: it was bytes. */
const MOST_GIB = 2 ** 30;
const TAKES = componentTakes<ObjectStorageProps>(
  { sizeGiB: between(`GiB, more than 0 and at most ${MOST_GIB}`, Number.MIN_VALUE, MOST_GIB).optional() },
  { sizeGiB: '200' },
);

/** A bucket: versioned, private, encrypted with a key of its site. */
export class ObjectStorage extends Component {
  /** Its kind. */
  readonly kind = 'object-storage';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectStorageProps = {},
  ) {
    super(scope, id, props, TAKES);
  }

  /** The bucket as plain data. */
  override declaration(): ObjectStorageDeclaration {
    return { ...super.declaration(), kind: this.kind, gib: this.props.sizeGiB ?? 100 };
  }
}
