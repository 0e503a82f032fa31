import { APPLY, asked, notSeen, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { backedUpBy, powerState, RUNS } from '../cli-replication';
import { registered } from '../doctor';
import { machineId, machineOf, type MachinePlacement } from './names';

/** Whether it runs and is copied where it serves; at the standby, what `standing` and its signal ask, and what nobody can. */
export function machineDoctor({ id, component, here, form, declaration }: MachinePlacement): DoctorItem[] {
  const { account, region } = here;
  const machine = machineId(declaration, here);
  const site = [registered(account, region, 'Microsoft.RecoveryServices', id), registered(account, region, 'Microsoft.Compute', id)];
  if (!works(form))
    return [
      ...site,
      notSeen(
        'quota',
        `whether ${region} has room for ${component} on the day`,
        'its size is its owner’s, and Site Recovery takes another one where that is not offered: ask for the cores of its family there, and keep some (az capacity reservation group create)',
      ),
    ];
  return [
    ...site,
    asked({
      about: 'standby',
      id: `runs-${id}`,
      title: `${component} at ${region} runs`,
      run: powerState(machineOf(declaration, here)),
      matches: RUNS,
      endpoint: region,
      fix: `az vm start --ids ${machine}`,
    }),
    asked({
      about: 'copies',
      id: `copied-${id}`,
      title: `${component} at ${region} is copied by Azure Backup`,
      run: backedUpBy(account, machine),
      matches: '/subscriptions/.*',
      endpoint: region,
      fix: `${APPLY}: a step has it copied`,
    }),
  ];
}
