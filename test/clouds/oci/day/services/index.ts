import type { Service } from '../service';
import { autonomous } from './autonomous';
import { base } from './base';
import { entrance } from './entrance';
import { fileStorage } from './files';
import { ground } from './ground';
import { machine } from './machine';
import { mysql } from './mysql';
import { objectStorage } from './objects';
import { pools } from './pools';
import { postgresql } from './postgresql';
import { registry } from './registry';
import { vaults } from './vault';

/** All that a day knows of OCI. */
export const SERVICES: readonly Service[] = [
  ground,
  vaults,
  objectStorage,
  registry,
  autonomous,
  base,
  mysql,
  postgresql,
  fileStorage,
  machine,
  pools,
  entrance,
];
