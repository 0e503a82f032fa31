import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Place } from '../../../words/place';
import type { AwsLink, AwsPlacement } from '../cell';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground-names';

/** The names that an instance asks for. */
export const DATABASE_NAMES = {
  instance: AWS_NAMES.instance,
  password: AWS_NAMES.password,
  group: AWS_NAMES.subnetGroup,
  securityGroup: AWS_NAMES.securityGroup,
  monitoringRole: AWS_NAMES.monitoringRole,
};

type Name = keyof typeof DATABASE_NAMES;
/** An instance at a site. */
export type DatabasePlacement = AwsPlacement<RelationalDatabaseDeclaration, Name>;
/** Where it is. */
export type DatabasePlace = Place<Name, AwsGroundName>;
/** What an instance is made from that is a copy. */
export type Restored = Extract<DatabasePlacement['origin'], { readonly how: 'restored' }>;
/** Two instances. */
export type DatabaseLink = AwsLink<RelationalDatabaseDeclaration, Name>;
