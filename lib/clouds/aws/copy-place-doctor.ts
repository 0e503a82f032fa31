import type { CloudPlace } from '../../port/cloud-place';
import type { CopyPlacePlan } from '../../words/copies';
import { APPLY, asked, type DoctorItem } from '../../words/doctor';
import { keyState } from './cli-doctor';
import type { AwsCopyPlace } from './copy-place';
import type { AwsGroundName } from './ground-names';
import { vaultDoctor } from './vault-doctor';

/** Whether what keeps copies beside the sites is there, and locked as it was declared: with the credentials of that account. */
export function copyPlaceDoctor(place: CloudPlace, plan: CopyPlacePlan): DoctorItem[] {
  const { credentials: as, locked } = place as AwsCopyPlace;
  const { region, ground } = plan as CopyPlacePlan<AwsGroundName>;
  const key = asked({
    ...{ about: 'copies', id: `vault-key-${region}`, title: `The key of the copies at ${place.key} is there` },
    ...{ run: keyState(region, ground.vaultAlias), matches: 'Enabled', endpoint: region, fix: APPLY, as },
  });
  return [key, ...vaultDoctor({ key: place.key, region, vault: ground.vault, locked, as })];
}
