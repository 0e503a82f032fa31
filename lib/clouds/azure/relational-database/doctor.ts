import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { zonesOf } from '../cli-database';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { AzurePlacement } from '../cell';
import { passwordIsThere } from '../database-password';
import { registered } from '../doctor';
import { isMade } from '../restored';
import { outgrownAt } from './alike';
import type { About } from '../../../port/looks';
import type { Look, Server } from './looks';
import { serverAsked } from './needs';
import { postgres, serverOf, type DatabasePlacement } from './names';

/** A server, as doctor asks about it. */
export interface Asked extends Server {
  /** Its resource provider. */
  readonly namespace: string;
  /** Whether it has grown beyond what is declared. */
  readonly fits: Look;
}

const CARRIED = 'what joins the sites carries it';

/** Whether a server is there and ready, and whoever works on it finds its password at its own site. */
export function serverDoctor(
  placement: AzurePlacement<RelationalDatabaseDeclaration, 'password'>,
  { of, lines, namespace, fits: { onFailure: fix, ...fits } }: Asked,
): DoctorItem[] {
  const { id, component, here, attached, form, joined } = placement;
  // What a move asks first says whether it can be made there.
  if (!isMade(placement)) return [registered(here.account, here.region, namespace, id), passwordIsThere(placement, CARRIED)];
  return [
    registered(here.account, here.region, namespace, id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${here.region} is there, and ready`,
      run: lines.role(of),
      matches: attached ? lines.follows : 'Ready \\w+',
      endpoint: here.region,
      fix: APPLY,
    }),
    passwordIsThere(placement, CARRIED),
    ...(works(form) && joined !== 'backup' ? [asked({ about: 'standby', id: `fits-${id}`, ...fits, fix })] : []),
    ...(works(form) ? [backups(placement, { of, lines })] : []),
  ];
}

/** What took the role has no backup of its own until the next day. */
const backups = ({ id, component, here }: About, { of, lines }: Server): DoctorItem =>
  asked({
    about: 'copies',
    id: `backups-${id}`,
    title: `There is a backup of ${component} at ${here.region}, from which a moment of the last days can be restored`,
    run: lines.backups(of),
    matches: '[1-9]\\d*',
    endpoint: here.region,
    fix: 'wait for the first one: none is made of what follows, and one a day of what has the role',
  });

/** What is asked of PostgreSQL. */
export const databaseDoctor = (placement: DatabasePlacement): DoctorItem[] => [
  ...serverDoctor(placement, {
    ...postgres(placement.here, placement.declaration),
    namespace: 'Microsoft.DBforPostgreSQL',
    fits: outgrownAt(placement, placement.here),
  }),
  ...serverAsked(placement),
  ...(placement.spread === 'zonal' ? [overZones(placement)] : []),
];

/** A server that was changed by hand, or whose second one found no room, stands in one zone. */
function overZones({ id, component, here, declaration }: DatabasePlacement): DoctorItem {
  return asked({
    about: 'standby',
    id: `zones-${id}`,
    title: `${component} at ${here.region} has a second server in another zone, which is in step`,
    run: zonesOf(serverOf(here, declaration)),
    matches: 'ZoneRedundant Healthy',
    endpoint: here.region,
    fix: here.existing
      ? 'az postgres flexible-server update --zonal-resiliency Enabled, with its --subscription, --resource-group and --name: by its owner, after each move, too'
      : 'apply its stack; where Azure has no room for it in another zone, another size',
  });
}
