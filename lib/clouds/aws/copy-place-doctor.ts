import type { CloudPlace } from '../../port/cloud-place';
import type { CopyPlacePlan } from '../../words/copies';
import { asked, type DoctorItem } from '../../words/doctor';
import { keyState, lockKept, vaultName } from './cli-doctor';
import type { AwsCopyPlace } from './copy-place';
import { APPLY } from './doctor';
import type { AwsGroundName } from './ground-names';

/** Whether what keeps copies beside the sites is there, and locked as it was declared: with the credentials of that account. */
export function copyPlaceDoctor(place: CloudPlace, plan: CopyPlacePlan): DoctorItem[] {
  const { credentials: as, locked } = place as AwsCopyPlace;
  const { region, ground } = plan as CopyPlacePlan<AwsGroundName>;
  const look = (id: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({ about: 'copies', id: `${id}-${region}`, title, run, matches, endpoint: region, fix, as });
  return [
    look('vault-key', `The key of the copies at ${place.key} is there`, keyState(region, ground.vaultAlias), 'Enabled', APPLY),
    look('vault', `The vault of the copies at ${place.key} is there`, vaultName(region, ground.vault), ground.vault, APPLY),
    look(
      'vault-lock',
      `The vault of the copies at ${place.key} is locked`,
      lockKept(region, ground.vault),
      `[Tt]rue\\s+${locked.least}\\s+${locked.most}`,
      `where the environment may be destroyed there is none; else ${APPLY}`,
    ),
  ];
}
