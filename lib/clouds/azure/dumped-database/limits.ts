import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { databaseFlaws } from '../relational-database/limits';

/** What is not taken of a database that dumps are made of. */
export function dumpedFlaws(declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
  return [
    // Two regions that are no pair are what it is for.
    ...databaseFlaws(declaration, { ...site, posture: 'replica' }),
    ...(site.egress === undefined
      ? [
          {
            of: 'dumps',
            value: `the network that exists at ${site.key}`,
            allowed:
              'a network that the library makes: what joins the sites leads from it to the account of the other one, by a zone of its own',
            fix: 'leave dumps out; tier: Tier.HOT for it alone, a replica, with a tierReason',
          },
        ]
      : []),
    ...(declaration.existing === undefined
      ? []
      : [
          {
            of: 'dumps',
            value: 'a server that exists',
            allowed: 'one that the library makes: its administrator, and the way to it, are others',
            fix: 'leave dumps out; tier: Tier.HOT for it alone, a replica, with a tierReason',
          },
        ]),
  ];
}
