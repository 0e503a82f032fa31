import type { CopyPlacePlan, WayBack } from '../../words/copies';
import type { SiteRef } from '../../words/place';
import { commandStep } from '../../words/steps';
import type { CopyPlaceContext, CopyPlaces } from '../../port/copy-places';
import { shareKey, takeIn } from './cli-copies';
import type { AwsCopyPlace } from './copy-place';
import { SERVES_FROM_NOW_ON } from './copies';
import { copyPlaceDoctor } from './copy-place-doctor';
import { renderBackupRole } from './ground';
import { GROUND_NAMES, type AwsGroundName } from './ground-names';
import { renderKey } from './key';
import { partitionOf } from './partition';
import { renderLockedVault } from './vault';

/** Copies in an account and a region that are no site. */
export const copyPlaces: CopyPlaces = {
  names: GROUND_NAMES,
  render: (context) => {
    renderCopyVault(context as CopyPlaceContext<AwsGroundName>);
  },
  opens: (from, to) => opensCopies(from as CopyPlacePlan<AwsGroundName>, to as SiteRef<AwsGroundName>),
  doctor: copyPlaceDoctor,
};

/** The account that serves from now on reads with the key of the copies, and takes them in at its own vault. */
function opensCopies(
  { site, region, account, ground, credentials: as }: CopyPlacePlan<AwsGroundName>,
  to: SiteRef<AwsGroundName>,
): WayBack {
  const partition = partitionOf(region);
  return [
    commandStep({
      id: 'share-key',
      title: `The account that serves from now on may read with the key of the copies at ${site}`,
      run: shareKey(region, ground.vaultAlias, { partition, account }),
      endpoint: region,
      expected: 'nothing, or an error that says what is lacking. It stays until the policy of the key is put back by hand',
      as,
    }),
    commandStep({
      id: 'take-in',
      title: `The vault ${to.ground.vault} at ${to.region} takes copies from ${account}`,
      run: takeIn(to.region, to.ground.vault, { partition, account }),
      endpoint: to.region,
      expected: 'nothing, or an error that says what is lacking. The next apply of its site takes it back',
      as: SERVES_FROM_NOW_ON,
    }),
  ];
}

/** A vault with a key and a lock of its own, and the role that sends its copies back. */
function renderCopyVault({ stack, place, plan, workload }: CopyPlaceContext<AwsGroundName>): void {
  const { locked, lockForGoodAfter } = place as AwsCopyPlace;
  const { vault: name, vaultAlias: alias } = plan.ground;
  const description = `Copies of ${workload.id}, kept beside its sites`;
  const key = renderKey(stack, 'vault-key', { description, alias, durable: workload.durable });
  renderLockedVault(stack, { name, key, at: plan.site, workload, admits: plan.admits, lock: { ...locked, lockForGoodAfter } });
  renderBackupRole(stack, plan);
}
