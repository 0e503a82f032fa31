import { holdsData } from '../../words/kinds';
import { copyPlaceOf } from '../copying';
import type { Finding } from '../plan';
import type { Rule } from './rule';

const OWN = 'copies of your own in onEverySite, acknowledged with that reason';

/** DR-COPY-01: copies go to a place that is no site only where the cloud keeps them there, and where the service of the component sends them. */
export const copyPlace: Rule = (input, { protections }) => {
  const { copiesIn, sites } = input;
  if (copiesIn === undefined) return [];
  const [{ cloud }] = sites;
  const found = (subject: string, what: string, fix: string): Finding => ({
    id: 'DR-COPY-01',
    level: 'error',
    subject,
    what,
    value: `copiesIn: ${copiesIn.key}`,
    fix,
  });
  if (copyPlaceOf(input) === undefined) {
    const why =
      copiesIn.cloud === cloud.name
        ? `${cloud.name} keeps no copies in a place that is no site`
        : `Copies of ${cloud.name} go to no other cloud`;
    return [found(copiesIn.key, why, `leave copiesIn out; ${OWN}`)];
  }
  return protections
    .filter(({ declaration, copies, copiedAway }) => holdsData(declaration) && copies !== undefined && copiedAway === undefined)
    .map(({ declaration: { id } }) =>
      found(`${id} ${copiesIn.key}`, `The service of ${id} sends no copy to another account and region`, `acknowledge it; ${OWN}`),
    );
};
