import type { CopyPlaceContext, CopyPlaces } from '../../port/copy-places';
import type { AwsCopyPlace } from './copy-place';
import { copyPlaceDoctor } from './copy-place-doctor';
import { renderBackupRole } from './ground';
import { GROUND_NAMES, type AwsGroundName } from './ground-names';
import { renderKey } from './key';
import { renderLockedVault } from './vault';

/** Copies in an account and a region that are no site. */
export const copyPlaces: CopyPlaces = {
  names: GROUND_NAMES,
  render: (context) => {
    renderCopyVault(context as CopyPlaceContext<AwsGroundName>);
  },
  doctor: copyPlaceDoctor,
};

/** A vault with a key and a lock of its own, and the role that sends its copies back. */
function renderCopyVault({ stack, place, plan, workload }: CopyPlaceContext<AwsGroundName>): void {
  const { locked, lockForGoodAfter } = place as AwsCopyPlace;
  const { vault: name, vaultAlias: alias } = plan.ground;
  const description = `Copies of ${workload.id}, kept beside its sites`;
  const key = renderKey(stack, 'vault-key', { description, alias, durable: workload.durable });
  renderLockedVault(stack, { name, key, at: plan.site, workload, admits: plan.admits, lock: { ...locked, lockForGoodAfter } });
  renderBackupRole(stack, plan);
}
