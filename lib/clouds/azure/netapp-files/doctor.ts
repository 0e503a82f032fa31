import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { VOLUME_WHOLE, volumeRole } from '../cli-netapp';
import { registered } from '../doctor';
import { wordsAt, type NetappPlacement } from './names';

/** Whether the volume is there, and follows whole where it stands by. */
export function netappDoctor({ id, component, here, attached }: NetappPlacement): DoctorItem[] {
  return [
    registered(here.account, here.region, 'Microsoft.NetApp', id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${here.region} is there, and ${attached ? 'follows whole' : 'ready'}`,
      run: volumeRole(wordsAt(here)),
      matches: attached ? VOLUME_WHOLE : 'Succeeded .*',
      endpoint: here.region,
      fix: `${APPLY}; while it is Uninitialized, wait: all of it is sent first`,
    }),
  ];
}
