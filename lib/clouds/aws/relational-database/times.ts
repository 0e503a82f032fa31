import { restoreTime } from '../../../words/figure';

/**
 * Hours that the provider waits at least. Its own limits are 40, 80 and 60 minutes, a replica of another region or a large restore takes
 * hours, and one that is not there in time is in no state
 * (https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/website/docs/r/db_instance.html.markdown, Timeouts;
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html, 2026-11). The figures are the library's own.
 */
const LEAST = { create: 12, update: 6, delete: 3 };

/** How much longer than assumed moving its data may take. */
const SLACK = 3;

const hours = (gib: number, least: number): number =>
  Math.ceil(least * Math.max(1, (SLACK * restoreTime(gib).seconds) / 3600 / LEAST.create));

/** The limits of an instance of that many GiB, as the provider takes them. */
export const timeoutsOf = (gib: number): Record<keyof typeof LEAST, string> => ({
  create: `${hours(gib, LEAST.create)}h`,
  update: `${hours(gib, LEAST.update)}h`,
  delete: `${hours(gib, LEAST.delete)}h`,
});

/** The longest of them, in seconds. */
export const longestOf = (gib: number): number => hours(gib, LEAST.create) * 3600;
