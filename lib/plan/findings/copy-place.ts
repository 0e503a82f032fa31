import { holdsData } from '../../words/kinds';
import { copyPlaceOf } from '../copying';
import type { Finding } from '../plan';
import type { Rule } from './rule';

/** DR-COPY-01: copies go to a place that is no site only where the cloud keeps them there, and where the service of the component sends them. */
export const copyPlace: Rule = (input, { protections }): Finding[] => {
  const { copiesIn, sites } = input;
  if (copiesIn === undefined) return [];
  const [{ cloud }] = sites;
  const value = `copiesIn: ${copiesIn.key}`;
  if (copyPlaceOf(input) === undefined)
    return [
      {
        id: 'DR-COPY-01',
        level: 'error',
        subject: copiesIn.key,
        what:
          copiesIn.cloud === cloud.name
            ? `${cloud.name} keeps no copies in a place that is no site`
            : `Copies of ${cloud.name} go to no other cloud`,
        value,
        fix: 'leave copiesIn out, with copies of your own in onEverySite',
      },
    ];
  return protections
    .filter(({ declaration, copies, copiedAway }) => holdsData(declaration) && copies !== undefined && copiedAway === undefined)
    .map(({ declaration: { id } }) => ({
      id: 'DR-COPY-01',
      level: 'error',
      subject: `${id} ${copiesIn.key}`,
      what: `The service of ${id} sends no copy to another account and region`,
      value,
      fix: 'copies of your own in onEverySite; then acknowledge with that reason',
    }));
};
