import type { NetworkDeclaration } from '../../../components/network';
import { asked, type DoctorItem } from '../../../words/doctor';
import type { AwsPlacement } from '../cell';
import { networksNamed, networkState, zonesSeen } from '../cli-doctor';
import { APPLY } from '../doctor';

/** Whether the network is there: a failover makes none. */
export function networkDoctor({ id, component, declaration, here }: AwsPlacement<NetworkDeclaration, 'network'>): DoctorItem[] {
  const { region, names, site } = here;
  const found = declaration.existing?.[site]?.id;
  return [
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${region} is there`,
      run: found === undefined ? networksNamed(region, names.network) : networkState(region, found),
      matches: found === undefined ? '[1-9]\\d*' : 'available',
      endpoint: region,
      fix: found === undefined ? APPLY : `make ${found} in ${region}, or adopt another network`,
    }),
    ...(found === undefined ? [enoughZones(id, component, region, declaration.zones)] : []),
  ];
}

/** Subnets beyond the last zone that the account sees would be made in the first one again. */
const enoughZones = (id: string, component: string, region: string, zones: number): DoctorItem =>
  asked({
    about: 'quota',
    id: `zones-${id}`,
    title: `The account sees ${zones} zones or more in ${region}, for ${component}`,
    run: zonesSeen(region),
    matches: `[${zones}-9]|[1-9]\\d+`,
    endpoint: region,
    fix: 'zones: 2, another region, or another account: what is spread over zones needs two that it sees',
  });
