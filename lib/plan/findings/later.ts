import { works } from '../../words/posture';
import type { Finding } from '../plan';
import type { Rule } from './rule';

/** DR-LATER-01: where a site serves for the first time, what is made complete or not at all does not run yet. */
export const later: Rule = ({ workload }, { placements, standby }) =>
  placements
    .filter(({ runsLater, form }) => runsLater && works(form))
    .map(({ component, here, posture }): Finding => ({
      id: 'DR-LATER-01',
      level: 'info',
      subject: component,
      what: `${posture === 'active' ? `No copy of ${component} is made` : `${component} does not run`} at ${here.site} before ${standby} stood by once: what it is made with is put there behind its site`,
      value: `nothing is recorded to have stood at ${standby}`,
      fix: `continuity run ${workload} --execute, until that is recorded (it says which image, or secret, is not there); then synthesize, and run it once more`,
    }));
