import { inWords } from '../objectives/duration';
import { blank, BLANK_TIME, clockAfter } from './clock-times';
import { deadline, figureShown, isRtoVerified } from './deadlines';
import { blocks, code, shellBlock, sorted, table, text } from './markdown';
import { lagQuestions } from './runbook-needs';
import { sheetName, type RunbookSource } from './runbook-source';
import { shellLine } from './shell-line';

/** What is weighed before a move is decided, with places for what is known now: the provider's word, the lag, the time that is left. */
export function waitOrMove(source: RunbookSource): string {
  const { workload } = source;
  const { latest } = deadline(workload);
  return blocks(
    '## Wait, or move?',
    table(
      ['Asked', 'Speaks for waiting', 'Speaks for moving', 'Now'],
      [
        [
          `What does the provider say? ${statusPages(source)}`,
          'it names a time, and that is before the latest time to decide',
          'it names none, or a later one, or says nothing',
          `${blank(12)} at ${BLANK_TIME}`,
        ],
        [
          'How much data is missing at the other site (below)?',
          `more than ${inWords(workload.objectives.rpo)} (the RPO), or nobody can say`,
          `at most ${inWords(workload.objectives.rpo)}`,
          blank(12),
        ],
        [`Is it able to take over? The checks of ${transferSheet(source)}`, 'one of them fails', 'all are good', blank(12)],
        [
          'How long is there still time?',
          latest > 0 ? `until ${clockAfter(latest, isRtoVerified(workload), workload)}` : 'no time is left',
          latest > 0 ? 'later' : 'now',
          BLANK_TIME,
        ],
      ],
    ),
    lags(source),
  );
}

const transferSheet = ({ procedures }: RunbookSource): string => {
  const failover = procedures.find(({ transition }) => transition === 'failover');
  return failover ? sheetName(failover) : 'the failover';
};

/** Where the provider speaks of the region of the active site; a blank where nobody looked it up. */
function statusPages({ workload }: RunbookSource): string {
  const site = workload.sites.find(({ key }) => key === workload.situation.active);
  const page = site?.statusPage;
  return page ? `${page.url} (named by ${text(page.source)}, read ${page.date})` : `Its page: ${blank()}`;
}

/** What the taker lacks: a place for the last number that was read, and the command that reads it now. */
function lags(source: RunbookSource): string {
  const { workload } = source;
  const asked = lagQuestions(source);
  const losing = sorted(workload.components, (c) => c.component).filter(({ rpo }) => rpo.seconds > 0);
  if (losing.length === 0) return '';
  return blocks(
    table(
      ['Component', 'By the plan, at most', 'Last measured', 'At'],
      losing.map(({ component, rpo }) => [component, figureShown(rpo), `${blank(10)} s`, BLANK_TIME]),
    ),
    asked.length > 0 ? 'It is asked of the other site, in seconds:' : 'No command asks for it: look at the alarms of the other site.',
    asked.length > 0 ? countedTo(source) : '',
    ...asked.flatMap(({ id, run, atMost }) => [`${code(id)}, at most ${atMost}:`, shellBlock([shellLine(run)])]),
  );
}

/** A lag that is read during an outage grows with it: only what was written until the other side was lost can be lost. */
const countedTo = ({ workload: { situation } }: RunbookSource): string =>
  situation.interruptedSince === undefined
    ? `Nothing is declared lost yet, so each counts to the minute of its measure: **take off the minutes since the interruption began (${BLANK_TIME}), in which nothing was written**. Once it is declared with --since, it is counted to that moment.`
    : 'Each counts to the moment since when it is declared: no minute of the outage is in it.';
