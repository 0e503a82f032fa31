import { AZURE_REGIONS } from '../../../../../lib/regions/azure';
import { Refusal } from '../../../../support/day/refusal';
import { idOf, listOf, managed } from '../arm';
import type { Body, Command, Resource } from '../service';
import type { World } from '../world';

/*
 * Flexible servers of which backups are kept in the paired region: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore, and of MySQL,
 * "Geo-redundant backup and restore" (2026-11). What is refused is told there; under which code is not, so that those here say no more than the status.
 */

/** What a server holds that goes with a backup. */
interface Rows {
  rows: string[];
}
/** A family of servers. */
interface Family {
  readonly type: string;
  /** As `az` calls it. */
  readonly az: string;
  readonly held: (world: World, name: string) => Rows;
  readonly follows: (one: Resource) => boolean;
}

const pairOf = (region: string): string | undefined => AZURE_REGIONS.find(({ code }) => code === region)?.paired;
const isUp = (world: World, one: Resource): boolean => !world.down.has(world.regionOf(one) as string);
const kept = (one: Resource): boolean => (one.properties['backup'] as Body | undefined)?.['geoRedundantBackup'] === 'Enabled';
const DATABASES = /\/databases\/[^/]+$/;

/** How the backups of a family go to the pair, and what is made of them. */
export function copiesOf({ type, az, held, follows }: Family) {
  const name = `${az} backups`;
  const backups = (world: World): Map<string, { rows: string[]; databases: string[] }> => world.store(name, () => new Map());
  const databases = (world: World, server: string): string[] =>
    world
      .all(`${type}/databases`)
      .filter(({ id }) => id.toLowerCase().replace(DATABASES, '') === server.toLowerCase())
      .map((one) => one.name);

  /** What is kept in two regions asks for both: what Azure says where one of them is out, is told nowhere, and that it refuses is the worse of two guesses. */
  function refuseHalf(world: World, next: Resource, was: Resource | undefined): void {
    const pair = pairOf(world.regionOf(next) as string);
    if (kept(next) && !(was && kept(was)) && (pair === undefined || world.down.has(pair)))
      throw new Refusal(400, 'BadRequest', `Backups of ${next.name} cannot be kept in two regions now.`);
  }

  /** One that is made of the newest backup in its region, whether its source answers or not; it is ready later. */
  function restored(world: World, next: Resource): Resource {
    const id = String(next.properties['sourceServerResourceId']);
    const source = world.at(id);
    const copy = backups(world).get(id.toLowerCase());
    if (!copy || !source || pairOf(world.regionOf(source) as string) !== next.location)
      throw new Refusal(404, 'ResourceNotFound', `No backup of ${id} is in ${String(next.location)}.`);
    held(world, next.name).rows = [...copy.rows];
    for (const database of copy.databases) {
      const at = `${next.id}/databases/${database}`;
      world.resources.set(at.toLowerCase(), { id: at, name: database, type: `${type}/databases`, properties: {} });
    }
    const { storage, version } = source.properties;
    return { ...next, sku: source['sku'], properties: { ...next.properties, storage, version, state: 'Provisioning' } };
  }

  /** Backups of what has the role go to the pair, as long as both answer; what is being made becomes ready. */
  function passes(world: World): void {
    for (const one of world.all(type)) {
      if (one.properties['state'] === 'Provisioning') one.properties['state'] = 'Ready';
      const pair = pairOf(world.regionOf(one) as string);
      if (!kept(one) || follows(one) || !isUp(world, one) || pair === undefined || world.down.has(pair)) continue;
      backups(world).set(one.id.toLowerCase(), { rows: [...held(world, one.name).rows], databases: databases(world, one.id) });
      // Since long enough: a day is no hour.
      Object.assign(one.properties['backup'] as Body, { earliestRestoreDate: new Date(Date.now() - 7_200_000).toISOString() });
    }
  }

  const server = (options: Parameters<Command>[1]): string => idOf(type, options, options['server-name']);
  const commands: Readonly<Record<string, Command>> = {
    [`${az} list`]: (world, { subscription = '', 'resource-group': group = '' }) =>
      listOf(world, `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}`),
    [`${az} db list`]: (world, options) => listOf(world, `${server(options)}/databases`),
    // The moment in its name is told as one of an hour ago: time passes quicker here than the clock of a shell.
    [`${az} db create`]: (world, options) => {
      const given = options['database-name'] ?? options['name'] ?? '';
      const [, head = given, at] = /^(.*_)(\d{10})$/.exec(given) ?? [];
      managed(world, 'PUT', `${server(options)}/databases/${at === undefined ? given : `${head}${Number(at) - 3700}`}`, { properties: {} });
    },
  };
  return { name, restored, refuseHalf, passes, commands };
}
