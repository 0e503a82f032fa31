import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { networksNamed, networkState } from '../cli-doctor';
import type { NetworkPlacement } from './names';

/** Whether the network is there: a failover makes none. */
export function networkDoctor({ id, component, declaration, here }: NetworkPlacement): DoctorItem[] {
  const { region, account, names, site } = here;
  const found = declaration.existing?.[site]?.id;
  return [
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${region} is there`,
      run: found === undefined ? networksNamed(region, account, names.network) : networkState(region, found),
      matches: found === undefined ? '[1-9]\\d*' : 'AVAILABLE',
      endpoint: region,
      fix: found === undefined ? APPLY : `make ${found} in ${region}, or adopt another network`,
    }),
  ];
}
