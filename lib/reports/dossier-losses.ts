import { inWords } from '../objectives/duration';
import { LOSS_OF } from '../plan/losses';
import { shown } from './deadlines';
import type { LossManifest, WorkloadManifest } from './manifest';
import { blocks, code, table, text } from './markdown';

const ANSWERS: Readonly<Record<LossManifest['answer'], string>> = {
  'changes over': 'each service changes over to another zone by itself',
  moves: 'the role moves to the other site',
  restored: 'restored, from copies or in place: by hand, since no procedure of this runbook does it without a move',
  nothing: '**nothing that is declared answers it**',
};

const AWAY = `restored from the copies beside the sites, by hand: ${code('Sheet COPIES')} of the runbook`;

/** What is asked, committed and given where each thing is lost. */
export function losses({ losses: all, copyPlace }: WorkloadManifest): string {
  const isAway = ({ lost, answer }: LossManifest): boolean => lost === 'account' && answer === 'restored' && copyPlace?.outlives === true;
  return table(
    ['Lost', 'Asked (RTO / RPO)', 'The tier commits', 'The plan gives', 'Answer', 'No better because of'],
    all.map((one) => [
      LOSS_OF[one.lost],
      one.asked ? pair(one.asked, 'nothing') : 'nothing',
      pair(one.committed, 'not committed'),
      pair(one.gives, 'none', one.verified),
      isAway(one) ? AWAY : ANSWERS[one.answer],
      text(one.because.join(', ')),
    ]),
  );
}

/** Where copies are kept beside the sites, what of the workload is there, and what that is worth. */
export function copiesAway({ copyPlace: place }: WorkloadManifest): string {
  if (!place) return 'Nowhere: every copy is in the accounts, and in the regions, of the sites.';
  const lock = place.lockedForGood ? 'under a lock that nobody takes off' : 'under a lock that whoever has that account may take off';
  return blocks(
    `At ${code(place.key)}, in the account ${code(place.account)}, each for ${inWords(place.keep)}, ${lock}. Copies come from ${place.admits.map(code).join(', ')} alone. How they are reached: ${code('Sheet COPIES')} of the runbook.`,
    place.outlives ? '' : '**Its account is one of the sites’: where that is lost, so are these copies.**',
    table(
      ['Component', 'That its service copies there is said by', 'Read', ''],
      place.components.map(({ component, source, date, verified }) => [component, text(source), date, verified ? '' : '**UNVERIFIED**']),
    ),
  );
}

/** Both figures; one that is not there by the word for that. */
function pair({ rto, rpo }: LossManifest['committed'], none: string, verified = true): string {
  const [time, loss] = [rto, rpo].map((seconds) => (seconds === undefined ? none : shown(seconds, verified)));
  return rto === undefined && rpo === undefined ? none : `${time} / ${loss}`;
}
