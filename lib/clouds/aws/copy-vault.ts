import type { CopyPlacePlan, WayBack } from '../../words/copies';
import { commandStep } from '../../words/steps';
import type { CopyPlaceContext, CopyPlaces } from '../../port/copy-places';
import { shareKey } from './cli-copies';
import type { AwsCopyPlace } from './copy-place';
import { copyPlaceDoctor } from './copy-place-doctor';
import { renderBackupRole } from './ground';
import { GROUND_NAMES, type AwsGroundName } from './ground-names';
import { renderKey } from './key';
import { partitionOf } from './partition';
import { readBy } from './policy';
import { renderLockedVault } from './vault';

/** Copies in an account and a region that are no site. */
export const copyPlaces: CopyPlaces = {
  names: GROUND_NAMES,
  render: (context) => {
    renderCopyVault(context as CopyPlaceContext<AwsGroundName>);
  },
  opens: (from) => opensCopies(from as CopyPlacePlan<AwsGroundName>),
  doctor: copyPlaceDoctor,
};

/** The account that serves from now on reads with the key of the copies; the vault of its site takes them in by its own policy. */
function opensCopies({ site, region, account, ground, credentials: as }: CopyPlacePlan<AwsGroundName>): WayBack {
  return [
    commandStep({
      id: 'share-key',
      title: `The account that serves from now on may read with the key of the copies at ${site}`,
      run: shareKey(region, ground.vaultAlias, { partition: partitionOf(region), account }),
      endpoint: region,
      expected: 'nothing, or an error that says what is lacking. The next apply of what keeps the copies takes it back',
      as,
    }),
  ];
}

/** A vault with a key and a lock of its own, and the role that sends its copies back to the sites: their accounts read with the key. */
function renderCopyVault({ stack, place, plan, workload }: CopyPlaceContext<AwsGroundName>): void {
  const { locked, lockForGoodAfter } = place as AwsCopyPlace;
  const { vault: name, vaultAlias: alias } = plan.ground;
  const description = `Copies of ${workload.id}, kept beside its sites`;
  const key = renderKey(stack, 'vault-key', { description, alias, durable: workload.durable, ...readBy(plan, plan.admits) });
  renderLockedVault(stack, { name, key, at: plan.site, workload, admits: plan.admits, lock: { ...locked, lockForGoodAfter } });
  renderBackupRole(stack, plan);
}
