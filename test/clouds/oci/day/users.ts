import { Refusal } from '../../../support/day/refusal';
import type { Day } from './day';
import { databaseAt, enter } from './services/autonomous';
import { objectsIn, store } from './services/objects';

/** What a side of a day says and holds, as whoever works there sees it. */
export interface Side {
  /** Of the Autonomous Database: its role, whether an application of the site can keep a row, else the code of the refusal, and its rows. */
  readonly role: string;
  readonly row: string;
  readonly rows: readonly string[];
  /** The same of the bucket. */
  readonly file: string;
  readonly files: readonly string[];
}

/** Users, and the application at a site. */
export class Users {
  constructor(private readonly day: Day) {}

  /** Keeps a row and a file at a site, as its application does. Refused as the site refuses it. */
  orders(site: string, name: string): void {
    store(this.day.world, regionOf(site), this.bucket(site), name);
    enter(this.day.world, regionOf(site), this.database(site), name);
  }

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
    return { role: database?.role ?? 'ALONE', row, rows, file, files: [...files.keys()].sort() };
  }

  bucket = (site: string): string => this.day.namesOf('Orders', site)['bucket'] as string;
  database = (site: string): string => this.day.namesOf('Ledger', site)['database'] as string;
}

const regionOf = (site: string): string => site.split(':')[1] as string;

function tried(act: () => void): string {
  try {
    act();
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
