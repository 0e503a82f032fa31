import { inWords } from '../../objectives/duration';
import type { SiteInPeace } from '../../port/cloud';
import { atMost, WITHIN } from '../../words/at-most';
import { asked, type DoctorItem } from '../../words/doctor';
import { works } from '../../words/posture';
import { copyAge } from './cli-doctor';
import type { AzureGroundName } from './names';
import { accountOf, type AccountPlacement } from './object-storage/steps';
import type { AzureSite } from './site';

/** Vaulted copies are made once a day; one may be under way while the next is due. The figure is the library's own. */
const TWO_DAYS = 172_800;

/** How old the newest copy of each account is that serves, where a vault keeps any. */
export function vaultedCopies({ site, sitePlan, placements, workload }: SiteInPeace<AzureGroundName>): DoctorItem[] {
  if (!(site as AzureSite).vaultedCopies) return [];
  const most = Math.max(workload.objectives.rpo.toSeconds(), TWO_DAYS);
  const { region: endpoint, ground } = sitePlan;
  return placements
    .filter(({ kind, form }) => kind === 'object-storage' && works(form))
    .map(({ id, component, here }) =>
      asked({
        about: 'copies',
        id: `copy-age-${id}`,
        title: `The newest vaulted copy of ${component} at ${endpoint} is at most ${inWords(most)} old`,
        run: atMost(most, copyAge(accountOf(here as AccountPlacement['here']), ground.backupVault)),
        matches: WITHIN,
        endpoint,
        fix: 'az dataprotection job list says why there is no newer one',
      }),
    );
}
