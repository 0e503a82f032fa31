import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { EFS_WHOLE, EFS_WRITES, efsRole } from '../cli-efs';
import { optInItem } from '../doctor';
import { filesAt, type FilesPlacement } from './names';

/** Whether the file system is there, follows whole where it stands by, and is copied where it serves. */
export const filesDoctor = ({ id, component, here, attached }: FilesPlacement): DoctorItem[] => [
  asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${here.region} is there, and ${attached ? 'follows whole' : 'takes writes'}`,
    run: efsRole(filesAt(here)),
    matches: attached ? EFS_WHOLE : EFS_WRITES,
    endpoint: here.region,
    fix: attached ? `${APPLY}; while it says NEVER, wait: all of it is sent first` : APPLY,
  }),
  optInItem(here.region, 'EFS', component),
];
