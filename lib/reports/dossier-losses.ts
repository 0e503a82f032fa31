import { LOSS_OF } from '../plan/losses';
import { shown } from './deadlines';
import type { LossManifest, WorkloadManifest } from './manifest';
import { table, text } from './markdown';

const ANSWERS: Readonly<Record<LossManifest['answer'], string>> = {
  'changes over': 'each service changes over to another zone by itself',
  moves: 'the role moves to the other site',
  restored: 'restored, from copies or in place: by hand, since no procedure of this runbook does it without a move',
  nothing: '**nothing that is declared answers it**',
};

/** What is asked, committed and given where each thing is lost. */
export function losses({ losses: all }: WorkloadManifest): string {
  return table(
    ['Lost', 'Asked (RTO / RPO)', 'The tier commits', 'The plan gives', 'Answer', 'No better because of'],
    all.map((one) => [
      LOSS_OF[one.lost],
      one.asked ? pair(one.asked, 'nothing') : 'nothing',
      pair(one.committed, 'not committed'),
      pair(one.gives, 'none', one.verified),
      ANSWERS[one.answer],
      text(one.because.join(', ')),
    ]),
  );
}

/** Both figures; one that is not there by the word for that. */
function pair({ rto, rpo }: LossManifest['committed'], none: string, verified = true): string {
  const [time, loss] = [rto, rpo].map((seconds) => (seconds === undefined ? none : shown(seconds, verified)));
  return rto === undefined && rpo === undefined ? none : `${time} / ${loss}`;
}
