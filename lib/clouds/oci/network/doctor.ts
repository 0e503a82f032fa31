import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { networksNamed, networkState } from '../cli-doctor';
import type { NetworkPlacement } from './names';
import { peeredWords } from './peering';

/** Whether the network is there: a failover makes none; and, where the site serves, whether it is joined to the other one, which a standby is asked anyway. */
export function networkDoctor(placement: NetworkPlacement): DoctorItem[] {
  const { id, component, declaration, here, form } = placement;
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
    ...(declaration.peered && form !== 'standby'
      ? [asked({ about: 'standby', id: `peered-${id}`, ...peeredWords(placement), fix: `the way is made where the sites meet: ${APPLY}` })]
      : []),
  ];
}
