import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { commandStep } from '../../../words/steps';
import { dropBackupLock } from '../cli-geo';
import { geoAccountOf } from '../geo-account/names';
import { geoRecovery } from '../geo-account/steps';
import type { FilePlacement } from './names';

/**
 * As of any account in two regions. Azure Backup puts a lock on the account that it is shown, which azurerm 4.55 cannot leave out
 * (https://github.com/hashicorp/terraform-provider-azurerm/issues/31186): it would keep the endpoints, too, which a fence takes away. Who deletes the
 * account is told, and `prevent_destroy` keeps it.
 */
export function fileRecovery(placement: FilePlacement, move: MoveFacts): RecoverySteps {
  const { id, component, here } = placement;
  const steps = geoRecovery(placement, move);
  const unlocked = commandStep({
    id: `unlocked-${id}`,
    title: `The lock that Azure Backup puts on the account of ${component} is taken away: it would keep its endpoints from a fence`,
    run: dropBackupLock(geoAccountOf(here)),
    endpoint: here.region,
    expected: 'no output; repeated, it finds none',
  });
  return {
    ...steps,
    // Azure Backup puts it back whenever the share is registered anew: it is gone by the apply that takes the endpoint, whenever that is.
    fence: [{ ahead: true, step: unlocked }],
    seed: [...(steps.seed ?? []), { before: 'sites', again: true, step: unlocked }],
  };
}
