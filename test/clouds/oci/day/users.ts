import { tried } from '../../../support/day/refusal';
import type { Day } from './day';
import { databaseAt, enter } from './services/autonomous';
import { led } from './services/entrance';
import { filesAt, scan } from './services/files';
import { insert, systemAt } from './services/mysql';
import { objectsIn, store } from './services/objects';
import { buffers, poolAt, runningIn } from './services/pools';
import { imagesIn } from './services/registry';
import { give, valueOf } from './services/vault';
import { ZONE } from './app';

/** What a side of a day says and holds, as whoever works there sees it. */
export interface Side {
  /** Of the Autonomous Database: its role, whether an application of the site can keep a row, else the code of the refusal, and its rows. */
  readonly role: string;
  readonly row: string;
  readonly rows: readonly string[];
  /** The same of the bucket. */
  readonly file: string;
  readonly files: readonly string[];
  /** Of the DB system of MySQL: whether a row can be kept, and its rows. */
  readonly entry: string;
  readonly entries: readonly string[];
  /** Of the share. */
  readonly scan: string;
  readonly scans: readonly string[];
  readonly secret: string | undefined;
  readonly images: readonly string[];
  /** How many machines run. */
  readonly machines: number;
}

/** Users, and the application at a site. */
export class Users {
  constructor(private readonly day: Day) {}

  /** Keeps a row and a file at a site, as its application does. Refused as the site refuses it. */
  orders(site: string, name: string): void {
    store(this.day.world, regionOf(site), this.bucket(site), name);
    enter(this.day.world, regionOf(site), this.database(site), name);
    insert(this.day.world, regionOf(site), this.system(site), name);
    scan(this.day.world, regionOf(site), this.scans(site), name);
  }

  /** Keeps a file at a site by one of its machines, which has not sent it yet. */
  scansLate(site: string, file: string): void {
    buffers(this.day.world, regionOf(site), this.pool(site), { share: this.scans(site), file });
  }

  /** Has a machine of a site run by an older configuration, as one does that was made ahead of the last apply. */
  ages(site: string): void {
    const [one] = poolAt(this.day.world, regionOf(site), this.pool(site))?.machines ?? [];
    Object.assign(one ?? {}, { instanceConfigurationId: 'an older one' });
  }

  /** Gives the secret a value, and pushes an image, at a site. */
  releases(site: string, version: string): void {
    give(this.day.world, regionOf(site), this.vault(site), 'signing-key', version);
    imagesIn(this.day.world, regionOf(site), 'shop/api').add(`sha256:${version}`);
  }

  /** The region that users are led to, where they are let in. */
  led = (): string | undefined => led(this.day.world, `app.${ZONE}`);

  /** What a site says and holds. Nothing is left of what it is tried with. */
  at(site: string): Side {
    const { world } = this.day;
    const database = databaseAt(world, regionOf(site), this.database(site));
    const rows = [...(database?.rows ?? [])];
    const row = tried(() => enter(world, regionOf(site), this.database(site), '?'));
    if (database) database.rows = rows;
    const files = objectsIn(world, regionOf(site), this.bucket(site));
    const file = tried(() => store(world, regionOf(site), this.bucket(site), '?'));
    files.delete('?');
    const system = systemAt(world, regionOf(site), this.system(site));
    const entries = [...(system?.rows ?? [])];
    const entry = tried(() => insert(world, regionOf(site), this.system(site), '?'));
    if (system) system.rows = entries;
    const share = filesAt(world, regionOf(site), this.scans(site));
    const scans = [...(share?.held ?? [])];
    const scanned = tried(() => scan(world, regionOf(site), this.scans(site), '?'));
    if (share) share.held = scans;
    const more = {
      entry,
      entries,
      scan: scanned,
      scans,
      secret: valueOf(world, regionOf(site), this.vault(site), 'signing-key'),
      images: [...imagesIn(world, regionOf(site), 'shop/api')],
      machines: runningIn(poolAt(world, regionOf(site), this.pool(site))),
    };
    return { role: database?.role ?? 'ALONE', row, rows, file, files: [...files.keys()].sort(), ...more };
  }

  bucket = (site: string): string => this.day.namesOf('Orders', site)['bucket'] as string;
  database = (site: string): string => this.day.namesOf('Ledger', site)['database'] as string;
  system = (site: string): string => this.day.namesOf('Journal', site)['system'] as string;
  scans = (site: string): string => this.day.namesOf('Scans', site)['files'] as string;
  vault = (site: string): string => this.day.namesOf('Keys', site)['vault'] as string;
  pool = (site: string): string => this.day.namesOf('Back', site)['machines'] as string;
}

const regionOf = (site: string): string => site.split(':')[1] as string;
