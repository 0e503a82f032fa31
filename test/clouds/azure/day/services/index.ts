import type { Service } from '../service';
import { apps } from './apps';
import { cosmos } from './cosmos';
import { geo } from './geo';
import { ground } from './ground';
import { inside } from './inside';
import { kubernetes } from './kubernetes';
import { keyvault } from './keyvault';
import { machine } from './machine';
import { mysql } from './mysql';
import { netapp } from './netapp';
import { network } from './network';
import { postgres } from './postgres';
import { recovery } from './recovery';
import { registry } from './registry';
import { scalesets } from './scalesets';
import { sql } from './sql';
import { storage } from './storage';
import { traffic } from './traffic';

/** Every service of the world: a new one is a file, and stands here. */
export const SERVICES: readonly Service[] = [
  ...[ground, network, storage, geo, postgres, mysql, netapp, sql, cosmos, keyvault, registry, apps, traffic],
  ...[machine, recovery, scalesets, kubernetes, inside],
];
