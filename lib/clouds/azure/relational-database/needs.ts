import { askedOf, looksAt, type Needed } from '../../../port/needed';
import type { Seed } from '../../../port/phases';
import type { DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { followedByNone, ledBy, regionOfServer, saidOfServer } from '../cli-existing';
import type { ServerWords } from '../cli-database';
import { secretThere } from '../cli-secrets';
import { inVault } from '../vault-region';
import { serverOf, type DatabasePlace, type DatabasePlacement } from './names';
import { listedSize, orderedGib, serverSize } from './sizes';

/* What of a server that exists only the service knows, compared with what stands by for it. */

const REPLICAS = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas';

/** A question about a server that exists. */
type Is = (what: string, title: string, run: string[], matches: string, fix: string) => Needed;

/** What has to be so before another server follows it. */
function serverNeeds(placement: DatabasePlacement, place: DatabasePlace, follower: string): Needed[] {
  const { id, component, declaration } = placement;
  const { region, account, site } = place;
  const { secret = '' } = declaration.existing?.[site] ?? {};
  const { vaultName, name } = inVault(secret);
  const is: Is = (what, title, run, matches, fix) => ({
    id: `${what}-${id}`,
    title: `${component} at ${region} ${title}`,
    run,
    matches,
    fix,
  });
  return [
    ...toBeFollowed(is, serverOf(place, declaration), placement, place),
    ...toBeAlone(is, placement, place, follower),
    {
      id: `secret-${id}`,
      title: `The password of ${component} is in the vault ${vaultName}`,
      run: secretThere(account, vaultName, name),
      matches: '[Tt]rue',
      fix: `az keyvault secret set --vault-name ${vaultName} --name ${name} --file FILE --output none; whoever applies reads it there (Key Vault Secrets User)`,
    },
  ];
}

function toBeFollowed(is: Is, server: ServerWords, { declaration }: DatabasePlacement, { region }: DatabasePlace): Needed[] {
  const { version } = declaration.engine;
  const change = `az postgres flexible-server update --subscription ${server.subscription} --resource-group ${server.group} --name ${server.server}`;
  const said = (what: string, title: string, query: string, matches: string, fix: string): Needed =>
    is(what, title, saidOfServer(server, query), matches, fix);
  return [
    is('region', `is in ${region}`, regionOfServer(server), region, `the server that stands in ${region}`),
    said('engine', `is PostgreSQL ${version}`, 'version', version, "engine: DatabaseEngine.postgres('…'), as it is"),
    said(
      'tier',
      'is not burstable: nothing follows such a server',
      'sku.tier',
      'GeneralPurpose|MemoryOptimized',
      `${change} --tier GeneralPurpose --sku-name …: it restarts (${REPLICAS})`,
    ),
    said(
      'reached',
      'stands in no subnet of its own: no private endpoint leads there',
      "network.delegatedSubnetResourceId || 'None'",
      'None',
      'it cannot be changed: a server without one, to which its data is carried',
    ),
    said(
      'password-auth',
      'lets its administrator in by a password',
      'authConfig.passwordAuth',
      'Enabled',
      `${change} --password-auth Enabled`,
    ),
  ];
}

function toBeAlone(is: Is, { declaration }: DatabasePlacement, place: DatabasePlace, follower: string): Needed[] {
  const server = serverOf(place, declaration);
  return [
    is(
      'alone',
      'is followed by no other server, and has no virtual endpoint of its own',
      followedByNone(server, follower, place.names.pair),
      'alone',
      'az postgres flexible-server virtual-endpoint delete, then az postgres flexible-server delete of that replica: roles are swapped within one pair',
    ),
    is(
      'guards',
      'is reached by the ways that are given, and by no other: a fence closes all, and opens those again',
      ledBy(server, declaration.existing?.[place.site]?.guards ?? []),
      'given',
      'guards: all that this prints',
    ),
  ];
}

/** What nothing waits for: the service swaps no role between two that differ in this, which is asked again once both are there. */
function alikeWanted({ id, component, declaration }: DatabasePlacement, place: DatabasePlace): Needed {
  const of = serverSize(declaration.size);
  const [tier, name] = [of.startsWith('MO_') ? 'MemoryOptimized' : 'GeneralPurpose', listedSize(of)];
  const gib = orderedGib(declaration.gib);
  return {
    id: `sized-${id}`,
    title: `${component} at ${place.region} is of the size and the storage of what stands by for it, and grows as that does`,
    run: saidOfServer(serverOf(place, declaration), "join(' ', [sku.tier, sku.name, to_string(storage.storageSizeGb), storage.autoGrow])"),
    matches: [tier, name, gib, 'Enabled'].join(' '),
    fix: 'size and storageGiB as this prints them; another family by azure.customize(database, ({ instance }) => …), and its growth by az postgres flexible-server update --storage-auto-grow Enabled',
  };
}

/** As it is asked ahead of the day, where it serves. */
export const serverAsked = (placement: DatabasePlacement): DoctorItem[] =>
  placement.here.existing && works(placement.form)
    ? askedOf(placement.here.region, [
        ...serverNeeds(placement, placement.here, placement.peer.names.server),
        alikeWanted(placement, placement.here),
      ])
    : [];

/** What a server that exists at the other site has to be before this one is made to follow it. */
export const serverSeeds = (placement: DatabasePlacement): readonly Seed[] =>
  placement.peer.existing
    ? looksAt(placement.peer.region, serverNeeds(placement, placement.peer, placement.here.names.server)).map((step): Seed => ({
        step,
        before: 'sites',
      }))
    : [];
