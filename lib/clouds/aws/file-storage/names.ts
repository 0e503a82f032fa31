import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { Place } from '../../../words/place';
import type { AwsLink, AwsPlacement } from '../cell';
import type { EfsWords } from '../cli-efs';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground-names';

/** The name that files take: the token of a file system, of each generation, by which it is found. */
export const FILES_NAMES = { files: AWS_NAMES.files };

type Name = keyof typeof FILES_NAMES;
/** Files at a site. */
export type FilesPlacement = AwsPlacement<FileStorageDeclaration, Name>;
/** Where they are. */
export type FilesPlace = Place<Name, AwsGroundName>;
/** Both sides. */
export type FilesLink = AwsLink<FileStorageDeclaration, Name>;

/** A file system as the command line finds it. */
export const filesAt = ({ region, names }: FilesPlace): EfsWords => ({ region, token: names.files });
