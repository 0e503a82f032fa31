import type { Service } from '../service';
import { autonomous } from './autonomous';
import { ground } from './ground';
import { objectStorage } from './objects';
import { vaults } from './vault';

/** All that a day knows of OCI. */
export const SERVICES: readonly Service[] = [ground, vaults, objectStorage, autonomous];
