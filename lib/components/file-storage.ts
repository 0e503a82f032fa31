import type { Construct } from 'constructs';
import { oneOf, whole } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';

/** How files are reached: SMB 3.1.1, or NFS of the version that the service speaks (3 or 4.1). */
export type FileProtocol = 'smb' | 'nfs';

/** What {@link FileStorage} takes. */
export interface FileStorageProps extends ComponentProps {
  /** How it is mounted. It never changes. @default 'smb' */
  readonly protocol?: FileProtocol;
  /** GiB that it may hold, from which restore times are computed, too. @default 100 */
  readonly sizeGiB?: number;
  /** Days for which it can be put back as it was, in place. A service that keeps no more than others takes no higher number (`DR-VALUE-01`). @default 30 */
  readonly restorableDays?: number;
}

/** File storage as plain data. */
export interface FileStorageDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'file-storage';
  /** How it is mounted. */
  readonly protocol: FileProtocol;
  /** Days for which it can be put back as it was. */
  readonly restorableDays: number;
}

/** No share holds an exbibyte: it was bytes. */
const MOST_GIB = 2 ** 30;
const TAKES = componentTakes<FileStorageProps>(
  {
    protocol: oneOf(['smb', 'nfs']).optional(),
    sizeGiB: whole(`GiB, a whole number from 1 to ${MOST_GIB}`, 1, MOST_GIB).optional(),
    restorableDays: whole('days, a whole number above 0', 1, 3650).optional(),
  },
  { protocol: "'smb'", sizeGiB: '100', restorableDays: '30' },
);

/** A share of files that many machines mount at a time: what a service of its cloud keeps at both sites. */
export class FileStorage extends Component {
  /** Its kind. */
  readonly kind = 'file-storage';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FileStorageProps = {},
  ) {
    super(scope, id, props, TAKES);
  }

  /** The share as plain data. */
  override declaration(): FileStorageDeclaration {
    const { protocol = 'smb', sizeGiB = 100, restorableDays = 30 } = this.props;
    return { ...super.declaration(), kind: this.kind, gib: sizeGiB, protocol, restorableDays };
  }
}
