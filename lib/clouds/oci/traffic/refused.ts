import type { Flaw } from '../../../port/facts';
import { portFlaws } from '../../../port/one-port';
import { findRegion } from '../../../regions/geography';
import { OCI_REGIONS } from '../../../regions/oci';
import { ocidOf } from '../facts';
import { hostOf, isApex, namesOf, orderNow, usersOf, type Traffic } from './names';

/** What the switch does not take. */
export const trafficFlaws = (traffic: Traffic): Flaw[] => [
  ...ownerFlaws(traffic),
  ...portFlaws(traffic),
  ...apexFlaws(traffic),
  ...longFlaws(traffic),
];

/** Credentials of OCI reach every compartment of their tenancy that lets them in: there is no role to take. */
function ownerFlaws({ zoneOwner, first }: Traffic): Flaw[] {
  const { partition } = findRegion(OCI_REGIONS, first.region);
  if (zoneOwner === undefined || (ocidOf('(?:compartment|tenancy)', partition).test(zoneOwner.account) && zoneOwner.role === undefined))
    return [];
  return [
    {
      of: 'zoneOwner',
      value: [zoneOwner.account, ...(zoneOwner.role === undefined ? [] : [`by ${zoneOwner.role}`])].join(' '),
      allowed: 'the OCID of the compartment of the zone, in the tenancy of the sites, and no role: whoever applies may manage dns there',
    },
  ];
}

/** Answers are names, since two of them are one address; a zone itself takes no CNAME, and nobody makes an ALIAS (https://docs.oracle.com/iaas/Content/DNS/Reference/supporteddnsresource.htm: UNVERIFIED). */
function apexFlaws({ zone, ...names }: Traffic): Flaw[] {
  const apex = usersOf(names).find((name) => isApex(name, zone));
  if (apex === undefined) return [];
  const allowed = 'a name below the zone: the zone itself takes no CNAME, and it is led there by a redirect of your own';
  return [{ of: 'record', value: apex, allowed, fix: "record: 'www'" }];
}

/** https://www.rfc-editor.org/rfc/rfc1035, 2.3.4 */
const LABEL = 63;
const WHOLE = 253;

function longFlaws(traffic: Traffic): Flaw[] {
  const longest = [traffic.first, traffic.second].map((peer) => namesOf(traffic, peer).again);
  const names = [...longest, hostOf(orderNow(traffic), traffic)];
  return names
    .filter((name) => name.length > WHOLE || name.split('.').some((label) => label.length > LABEL))
    .map((value) => ({
      of: 'hostNames',
      value,
      allowed: `a name of ${WHOLE} characters, each label of ${LABEL}: the switch adds some to the name of each entrance, and to that of users`,
      fix: 'a shorter record, or shorter hostNames',
    }));
}
