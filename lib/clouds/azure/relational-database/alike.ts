import type { Seed } from '../../../port/phases';
import { checkStep, type Check } from '../../../words/steps';
import { FITS, readsFrom, serversAlike, storageFits } from '../cli-database';
import { serverOf, type DatabasePlace, type DatabasePlacement } from './names';
import { orderedGib } from './sizes';

/* What the service asks of two servers before one follows the other, or takes its role. */

/** A look: the same ahead of the day, and in the procedures. */
interface Look {
  readonly title: string;
  readonly run: string[];
  readonly matches: string;
  readonly endpoint: string;
  readonly onFailure: string;
}

/** Storage that grew by itself, against what is declared: what is made from it gets that, since what is ignored later holds for no creation. */
export const outgrownAt = ({ component, declaration: { gib } }: DatabasePlacement, source: DatabasePlace): Look => ({
  title: `${component} at ${source.region} has not outgrown what is declared: what is made from it may be as large`,
  run: storageFits(serverOf(source), orderedGib(gib)),
  matches: FITS,
  endpoint: source.region,
  onFailure: `storageGiB: as many as it has, in place of ${gib}, and apply both sites: until then nothing that follows it can be made`,
});

/** Asked before the standby is made: one that is smaller than its source is refused. */
export const fits = (placement: DatabasePlacement): Seed => ({
  before: 'sites',
  step: checkStep({ id: `fits-${placement.id}`, timeout: 60, ...outgrownAt(placement, placement.peer) }),
});

const GUIDE = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas-promote, "Server symmetry"';

/**
 * What the service asks of both before it swaps their roles (`GUIDE`), while both answer: a forced swap is let through without it where the region
 * is down, and there alone.
 */
export function swappable({ id, component, here, peer }: DatabasePlacement): Check[] {
  const source = serverOf(peer);
  const update = `az postgres flexible-server virtual-endpoint update --subscription ${source.subscription} --resource-group ${source.group} --server-name ${source.server} --name ${peer.names.pair} --endpoint-type ReadWrite --members ${here.names.server}`;
  return [
    checkStep({
      id: `alike-${id}`,
      title: `${component} is of one tier, size, storage and version at ${here.region} and at ${peer.region}`,
      run: serversAlike(serverOf(here), source),
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
