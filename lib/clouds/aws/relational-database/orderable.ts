import { FITS, storageFits } from '../cli-database';
import { classOffered } from '../cli-doctor';
import type { DatabasePlacement } from './names';
import { instanceClass } from './sizes';
import { growsTo } from './storage';

/** A look at whether an instance can be made: the same ahead of the day, and in the procedures. */
interface Look {
  readonly title: string;
  readonly run: string[];
  readonly matches: string;
  readonly endpoint: string;
  readonly onFailure: string;
}

/** Not every region has every class, for every version. */
export function offeredAt({ component, here: { region }, declaration: { engine, size } }: DatabasePlacement): Look {
  const name = instanceClass(size);
  return {
    title: `${region} offers ${name} for ${component}`,
    run: classOffered(region, engine.name, engine.version, name),
    matches: '[1-9]\\d*',
    endpoint: region,
    onFailure: 'another size, or another site; that it is offered is no promise that there is capacity on the day',
  };
}

/**
 * What is made from an instance gets its storage, and the bound of what is declared, which RDS refuses less than a tenth above it
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html, 2026-11). None where nothing grows by itself.
 */
export function outgrownAt({ component, declaration: { gib } }: DatabasePlacement, { region, names }: DatabasePlacement['here']): Look[] {
  const most = growsTo(gib);
  if (most === undefined) return [];
  return [
    {
      title: `${component} at ${region} has not outgrown what is declared: what is made from it may be as large`,
      run: storageFits(region, names.instance, most),
      matches: FITS,
      endpoint: region,
      onFailure: `storageGiB: as many as it has (AllocatedStorage), in place of ${gib}, and apply both sites: until then no replica and no restored copy of it can be made`,
    },
  ];
}
