import type { TableDeclaration } from '../../../components/table';
import type { Place } from '../../../words/place';
import { arnOf } from '../arn';
import type { AwsLink, AwsPlacement } from '../cell';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground-names';

/** The name that a table takes: one for both sites, since replicas of a global table are called alike. */
export const TABLE_NAMES = { table: AWS_NAMES.table };

type Name = keyof typeof TABLE_NAMES;
/** A table at a site. */
export type TablePlacement = AwsPlacement<TableDeclaration, Name>;
/** Where it is. */
export type TablePlace = Place<Name, AwsGroundName>;
/** Two replicas of one table. */
export type TableLink = AwsLink<TableDeclaration, Name>;

/** The replica of a site. */
export const tableArn = (here: Pick<TablePlace, 'region' | 'account' | 'names'>): string =>
  arnOf(here, 'dynamodb', `table/${here.names.table}`);
