import type { Flaw } from '../../../port/facts';
import { portFlaws } from '../../../port/one-port';
import { UUID } from '../facts';
import { isApex, usersOf, type Traffic } from './names';

/** Aliases that one resource takes. https://learn.microsoft.com/azure/dns/dns-alias, 2026-11. */
const ALIASES = 20;

/** What the switch does not take, and what it gives less with. */
export const trafficFlaws = (traffic: Traffic): Flaw[] => [
  ...ownerFlaws(traffic),
  ...portFlaws(traffic),
  ...apexFlaws(traffic),
  ...(usersOf(traffic).length > ALIASES
    ? [{ of: 'aliases', value: traffic.aliases.length, allowed: `${ALIASES} names in all: a profile takes no more aliases` }]
    : []),
];

/** Credentials of Azure reach every subscription that lets them in: there is no role to take. */
function ownerFlaws({ zoneOwner }: Traffic): Flaw[] {
  if (zoneOwner === undefined || (UUID.shape.test(zoneOwner.account) && zoneOwner.role === undefined)) return [];
  return [
    {
      of: 'zoneOwner',
      value: [zoneOwner.account, ...(zoneOwner.role === undefined ? [] : [`by ${zoneOwner.role}`])].join(' '),
      allowed: 'the subscription of the zone, and no role: whoever applies is DNS Zone Contributor there',
    },
  ];
}

function apexFlaws({ zone, zoneElsewhere, ...names }: Traffic): Flaw[] {
  const apex = usersOf(names).find((name) => isApex(name, zone));
  if (apex === undefined) return [];
  if (zoneElsewhere)
    return [{ of: 'record', value: apex, allowed: 'a name below the zone: the zone itself takes no CNAME', fix: "record: 'www'" }];
  return [
    {
      of: 'record',
      value: apex,
      allowed:
        'a name below the zone: at the zone itself, in a second move before the switch is based anew, a side that returns unfenced would get its users',
      fix: "record: 'www'",
      taken: true,
    },
  ];
}
