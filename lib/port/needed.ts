import { asked, type About, type DoctorItem } from '../words/doctor';
import { checkStep, type Check } from '../words/steps';

/** Something that the library does not change, and without which it does not work: asked ahead of the day, and before anything rests on it. */
export interface Needed {
  readonly id: string;
  readonly title: string;
  readonly run: string[];
  /** A regular expression over the whole answer. */
  readonly matches: string;
  /** The cheapest command, or change, that mends it. */
  readonly fix: string;
}

/** As it is asked ahead of the day. */
export const askedOf = (region: string, needed: readonly Needed[], about: About = 'standby'): DoctorItem[] =>
  needed.map((one) => asked({ about, ...one, endpoint: region }));

/** As it is looked at before the standby is made. */
export const looksAt = (region: string, needed: readonly Needed[]): Check[] =>
  needed.map(({ fix, id, ...one }) => checkStep({ ...one, id: `needs-${id}`, endpoint: region, timeout: 60, onFailure: fix }));
