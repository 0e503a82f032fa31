import { checkStep, type Check } from '../../../words/steps';
import { readsFrom, serversAlike } from '../cli-database';
import { outgrown, type Look } from './looks';
import { postgres, serverOf, type DatabasePlace, type DatabasePlacement } from './names';
import { orderedGib } from './sizes';

/* What the service asks of two servers before one follows the other, or takes its role. */

/** Whether a source has grown beyond what is declared. */
export const outgrownAt = ({ component, declaration }: DatabasePlacement, source: DatabasePlace): Look =>
  outgrown({ component, gib: declaration.gib, ordered: orderedGib(declaration.gib) }, postgres(source, declaration), source.region);

const GUIDE = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas-promote, "Server symmetry"';

/**
 * What the service asks of both before it swaps their roles (`GUIDE`), while both answer: a forced swap is let through without it where the region
 * is down, and there alone.
 */
export function swappable({ id, component, here, peer, declaration }: DatabasePlacement): Check[] {
  const source = serverOf(peer, declaration);
  const update = `az postgres flexible-server virtual-endpoint update --subscription ${source.subscription} --resource-group ${source.group} --server-name ${source.server} --name ${peer.names.pair} --endpoint-type ReadWrite --members ${here.names.server}`;
  return [
    checkStep({
      id: `alike-${id}`,
      title: `${component} is of one tier, size, storage and version at ${here.region} and at ${peer.region}`,
      run: serversAlike(serverOf(here, declaration), source),
      matches: 'alike',
      endpoint: peer.region,
      timeout: 900,
      onFailure: `the one that follows is enlarged first (az postgres flexible-server update --sku-name … --storage-size …); no storage shrinks (${GUIDE})`,
    }),
    checkStep({
      id: `reader-${id}`,
      title: `${component} at ${here.region} is the reader of the virtual endpoint`,
      run: readsFrom(source, here.names.server),
      matches: 'member',
      endpoint: peer.region,
      timeout: 60,
      onFailure: `where there is an endpoint: ${update}; else apply what joins the sites`,
    }),
  ];
}
