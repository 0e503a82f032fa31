import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { FILES_WHOLE, FILES_WRITE, filesRole } from '../cli-files';
import { filesAt, type FilesPlacement } from './names';

/** Whether the file system is there, and follows whole where it stands by. */
export const filesDoctor = ({ id, component, here, attached }: FilesPlacement): DoctorItem[] => [
  asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${here.region} is there, and ${attached ? 'follows whole' : 'takes writes'}`,
    run: filesRole(filesAt(here)),
    matches: attached ? FILES_WHOLE : FILES_WRITE,
    endpoint: here.region,
    fix: attached ? `${APPLY}; while it says NEVER, wait: all of it is sent first` : APPLY,
  }),
];
