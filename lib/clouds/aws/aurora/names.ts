import { arnOf } from '../arn';
import type { DatabasePlace, DatabasePlacement } from '../relational-database/names';

/*
 * A cluster is named as an instance of RDS is, and so is all around it: names are one for each region and account, whatever bears them. What is in it ends
 * in a number.
 */

/** A cluster at a site. */
export type AuroraPlacement = DatabasePlacement;

/** The ARN of a cluster. */
export const clusterArn = (place: DatabasePlace): string => arnOf(place, 'rds', `cluster:${place.names.instance}`);

/** What both are members of: it is called as the cluster that it began with, wherever that is by now. */
export const globalOf = ({ root, here }: Pick<AuroraPlacement, 'root' | 'here'>): string => (root ?? here).names.instance;

/** An instance of it. */
export const memberOf = (place: DatabasePlace, number: number): string => `${place.names.instance}-${number}`;

/** How many instances it has: a second one in another zone takes over where the first is lost. */
export const membersAt = (spread: AuroraPlacement['spread']): readonly number[] => (spread === 'zonal' ? [1, 2] : [1]);

/** Whether what both are members of began with it: it came to be without another one. */
const isFirst = ({ root, posture }: AuroraPlacement): boolean => root === undefined && posture !== 'backup';

/** Whether it stands for what both are members of. */
export const begins = (placement: AuroraPlacement): boolean => isFirst(placement) && placement.joined === 'replica';

/** Whether it may have, and nothing is to follow any more. */
export const hasBegun = (placement: AuroraPlacement): boolean => isFirst(placement) && placement.joined !== 'replica';
