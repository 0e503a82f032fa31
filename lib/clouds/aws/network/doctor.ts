import type { DoctorFacts } from '../../../port/facts';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { networksNamed, networkState, zonesSeen } from '../cli-doctor';
import { addressRoom } from '../cli-room';
import { askedRoom } from '../../../port/room-words';
import { askedOf } from '../../../port/needed';
import { isAskedStanding, networkNeeds } from './needs';
import type { NetworkPlacement } from './names';

/**
 * Whether the network is there: a failover makes none; whether its way out could be made on the day; and of one that exists, whether it has
 * what it needs, unless that is asked of all that stands by.
 */
export function networkDoctor(placement: NetworkPlacement, { calls = [] }: DoctorFacts): DoctorItem[] {
  const needed = isAskedStanding(placement) ? [] : askedOf(placement.here.region, networkNeeds(placement, calls));
  return [isThere(placement), ...needed, ...hasAddresses(placement), ...enoughZones(placement)];
}

/** Five in a region by default, of all that an account has there: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, 2026-11. */
function hasAddresses({ id, component, declaration, here: { region, existing }, posture }: NetworkPlacement): DoctorItem[] {
  if (declaration.egress !== 'nat' || posture !== 'prepared' || existing) return [];
  return [
    askedRoom({
      id: `quota-addresses-${id}`,
      title: `${region} has room for ${MORE} public addresses more: those of ${component} are made on the day`,
      of: 'public addresses',
      more: declaration.zones,
      run: addressRoom(region),
      endpoint: region,
      fix: 'ask for more: aws service-quotas request-service-quota-increase --service-code ec2; it may take days',
    }),
  ];
}

/** Subnets beyond the last zone that the account sees would be made in the first one again. */
function enoughZones({ id, component, declaration: { zones }, here: { region, existing } }: NetworkPlacement): DoctorItem[] {
  if (existing) return [];
  return [
    asked({
      about: 'quota',
      id: `zones-${id}`,
      title: `The account sees ${zones} zones or more in ${region}, for ${component}`,
      run: zonesSeen(region),
      matches: `[${zones}-9]|[1-9]\\d+`,
      endpoint: region,
      fix: 'zones: 2, another region, or another account: what is spread over zones needs two that it sees',
    }),
  ];
}

function isThere({ id, component, declaration, here }: NetworkPlacement): DoctorItem {
  const { region, names, site } = here;
  const found = declaration.existing?.[site]?.id;
  return asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${region} is there`,
    run: found === undefined ? networksNamed(region, names.network) : networkState(region, found),
    matches: found === undefined ? '[1-9]\\d*' : 'available',
    endpoint: region,
    fix: found === undefined ? APPLY : `make ${found} in ${region}, or adopt another network`,
  });
}
