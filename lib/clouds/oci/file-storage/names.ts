import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { OciLink, OciPlacement } from '../cell';
import type { FilesWords } from '../cli-files';
import { OCI_NAMES } from '../facts';
import type { OciGroundName } from '../ground';

/** The names that files take: a file system of each generation, and what it is reached by, which outlives them. */
export const FILES_NAMES = { files: OCI_NAMES.files, mount: OCI_NAMES.mount };

type Name = keyof typeof FILES_NAMES;
/** Files at a site. */
export type FilesPlacement = OciPlacement<FileStorageDeclaration, Name>;
/** What is known of them whatever the situation. */
export type FilesBase = BasePlacement<FileStorageDeclaration, Name, OciGroundName>;
/** Where they are. */
export type FilesPlace = Place<Name>;
/** Both sides. */
export type FilesLink = OciLink<FileStorageDeclaration, Name>;

/** A file system as the command line names it. */
export const filesAt = ({ region, account, names }: FilesPlace): FilesWords => ({ region, compartment: account, files: names.files });
