import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { BasePlacement } from '../../../plan/plan';
import type { AzurePlacement } from '../cell';
import { AZURE_NAMES } from '../facts';
import { GEO_NAMES } from '../geo-account/names';
import type { AzureGroundName } from '../names';

/** The names that files take: those of the account that they are in, and the vault that keeps their copies. */
export const FILE_NAMES = { ...GEO_NAMES, vault: AZURE_NAMES.recoveryVault };

type Name = keyof typeof FILE_NAMES;
/** File storage at a site. */
export type FilePlacement = AzurePlacement<FileStorageDeclaration, Name>;
/** What is known of it whatever the situation. */
export type FileBase = BasePlacement<FileStorageDeclaration, Name, AzureGroundName>;

/** The share: 3 to 63 small letters, digits and hyphens. */
export const SHARE = 'data';
