import { accountName, keyVaultName, registryName } from '../../../../lib/clouds/azure/names';
import { CONTAINER } from '../../../../lib/clouds/azure/facts';
import { DIGEST, GAVLE, PARIS, ZONE } from './app';
import type { Day } from './day';
import { tried } from '../../../support/day/refusal';
import { replicasOf } from './services/apps';
import { keep, roleIn, table } from './services/cosmos';
import { locks, scan, share, shareIn } from './services/geo';
import { secretsOf } from './services/keyvault';
import { commit, held, server } from './services/postgres';
import { imagesOf, push } from './services/registry';
import { enter, followedBy, heldAt } from './services/sql';
import { blobsIn, store } from './services/storage';
import { curl } from './services/traffic';

/** What a side of a day says and holds, as whoever works there sees it. */
export interface Side {
  /** Of the database: `Primary` and `None` take writes. */
  readonly role: string;
  /** By the name of what it follows. */
  readonly follows: string;
  /** Whether an application of the site can keep a row, and a file; else the code of the refusal. */
  readonly row: string;
  readonly file: string;
  /** Of the table: what the region of the site is to it, and whether an application there can keep an item. */
  readonly table: 'writes' | 'reads' | 'absent';
  readonly item: string;
  readonly items: readonly string[];
  readonly rows: readonly string[];
  /** The same of the other database: whom it follows, whether a row can be kept, and its rows. */
  readonly heeds: string;
  readonly claim: string;
  readonly claims: readonly string[];
  readonly files: readonly string[];
  /** Of the share: what the region of the site is to it, whether an application there can keep a file, and what the region has. */
  readonly share: 'writes' | 'reads' | 'absent';
  readonly scan: string;
  readonly scans: readonly string[];
  readonly secret: string | undefined;
  readonly images: readonly string[];
  /** How many replicas of the application run; undefined: it is not there. */
  readonly app: number | undefined;
}

/** Users, the application at a site, and those who give it secrets and images. */
export class Users {
  constructor(private readonly day: Day) {}

  /** Keeps a row, a file and an item at a site, as its application does. Refused as the site refuses it. */
  orders(site: string, name: string): void {
    commit(this.day.world, this.server(site), name);
    enter(this.day.world, this.sql(site), name);
    store(this.day.world, this.account(site), CONTAINER, name);
    keep(this.day.world, this.stock(site), groupOf(site), name);
    scan(this.day.world, this.scans(site), groupOf(site), name);
  }

  /** Pushes the image that runs. */
  pushes(site: string): void {
    push(this.day.world, this.registry(site), 'shop/api', DIGEST);
  }

  /** Gives the secret a value, and pushes an image, at a site. */
  releases(site: string, version: string): void {
    const secrets = secretsOf(this.day.world, this.vault(site));
    secrets.set('signing-key', { values: [...(secrets.get('signing-key')?.values ?? []), version], deleted: false });
    push(this.day.world, this.registry(site), 'shop/api', version);
  }

  /** Shows the account of the share to Azure Backup once more. */
  registers(site: string): void {
    locks(this.day.world, this.day.world.named('Microsoft.Storage/storageAccounts', this.scans(site))?.id as string);
  }

  /** What a site says and holds. Nothing is left of what it is tried with. */
  at(site: string): Side {
    const { world } = this.day;
    const [name, account] = [this.server(site), this.account(site)];
    const says = server(world, name);
    const file = tried(() => store(world, account, CONTAINER, '?'));
    blobsIn(world, account, CONTAINER).delete('?');
    return {
      role: says.replicationRole,
      follows: says.sourceServerResourceId?.split('/').at(-1) ?? 'nobody',
      row: this.row(name),
      file,
      table: roleIn(table(world, this.stock(site)), regionOf(site)),
      item: this.item(site),
      items: table(world, this.stock(site)).items[regionOf(site)] ?? [],
      rows: held(world, name).rows,
      heeds: followedBy(world, this.sql(site)),
      claim: this.claim(site),
      claims: heldAt(world, this.sql(site)).rows,
      files: this.filesIn(account),
      share: shareIn(share(world, this.scans(site)), regionOf(site)),
      scan: this.scan(site),
      scans: share(world, this.scans(site))?.files[regionOf(site)] ?? [],
      secret: secretsOf(world, this.vault(site)).get('signing-key')?.values.at(-1),
      images: [...this.images(site)].filter((one) => one !== DIGEST),
      app: replicasOf(world, this.app(site)),
    };
  }

  /** What an account holds, whether it counts or not. */
  filesIn = (account: string): string[] => [...blobsIn(this.day.world, account, CONTAINER).keys()].sort();

  /** The site that whoever asks for the application is led to, if one serves there. */
  led(): string | undefined {
    const answer = (host: string): string => curl(this.day.world, [`https://${host}.${ZONE}/.continuity/serving`]).out ?? '';
    if (!answer('app').endsWith('/serving')) return undefined;
    return [PARIS, GAVLE].find((site) => answer(`app-${site.split(':')[1] as string}`).endsWith('/serving'));
  }

  server = (site: string): string => this.day.namesOf('Books', site)['server'] as string;
  sql = (site: string): string => this.day.namesOf('Claims', site)['server'] as string;
  account = (site: string): string => accountName(this.day.namesOf('Orders', site) as { account: string });
  vault = (site: string): string => keyVaultName(this.day.namesOf('Keys', site) as { keyVault: string });
  app = (site: string): string => this.day.namesOf('Api', site)['app'] as string;
  images = (site: string): Set<string> => imagesOf(this.day.world, this.registry(site)).get('shop/api') ?? new Set();
  registry = (site: string): string => registryName(this.day.namesOf('Images', site) as { registry: string });

  stock = (site: string): string => this.day.namesOf('Stock', site)['account'] as string;

  scans = (site: string): string => accountName(this.day.namesOf('Scans', site) as { account: string });

  private scan(site: string): string {
    const of = share(this.day.world, this.scans(site));
    const before = structuredClone(of);
    const ended = tried(() => scan(this.day.world, this.scans(site), groupOf(site), '?'));
    if (of) Object.assign(of, before);
    return ended;
  }

  private item(site: string): string {
    const of = table(this.day.world, this.stock(site));
    const before = structuredClone(of);
    const ended = tried(() => keep(this.day.world, this.stock(site), groupOf(site), '?'));
    Object.assign(of, before);
    return ended;
  }

  private claim(site: string): string {
    const of = heldAt(this.day.world, this.sql(site));
    const rows = [...of.rows];
    const ended = tried(() => enter(this.day.world, this.sql(site), '?'));
    of.rows = rows;
    return ended;
  }

  private row(name: string): string {
    const of = held(this.day.world, name);
    const before = { ...of, rows: [...of.rows] };
    const ended = tried(() => commit(this.day.world, name, '?'));
    Object.assign(of, before);
    return ended;
  }
}

const regionOf = (site: string): string => site.split(':')[1] as string;
const groupOf = (site: string): string => `shop-${regionOf(site)}`;
