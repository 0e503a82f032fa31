import { inWords } from '../objectives/duration';
import { shown } from './deadlines';
import { LOSS_OF } from '../plan/losses';
import type { WorkloadManifest } from './manifest';
import { blocks, list, table, text } from './markdown';
import { wayText, type AnalysisManifest } from '../words/analysis';

type Way = AnalysisManifest['ways'][number];

/** Whether what runs already could meet its objectives as it is, whether anyone would notice, and what the cheapest improvement is. */
export function analysed(workload: WorkloadManifest): string {
  const { analysis, tier } = workload;
  if (!analysis) return '';
  const { exists, made, ways, cheapest } = analysis;
  const is = (one: Way): boolean => cheapest !== undefined && wayText(one) === wayText(cheapest);
  return blocks(
    `Runs already: ${text(exists.join(', '))}.${made.length > 0 ? ` Made by this plan: ${text(made.join(', '))}.` : ''} What follows is of what runs, before a standby stands beside it; of what its owner does elsewhere the plan knows nothing.`,
    'Can it meet its objectives today?',
    table(['Objective', 'Asked', 'As it is', 'Verdict'], verdicts(workload, analysis)),
    'Would anyone notice?',
    list(levels(workload)),
    `What would be enough, the cheapest first (no price is known of any; this plan has tier ${tier}):`,
    table(
      ['Way', 'RTO', 'RPO', 'Promised a month', 'RTO is', 'Not held', 'Of them'],
      ways.map((one) => [
        wayText(one),
        shown(one.rto, one.unverified?.includes('rto') !== true),
        shown(one.rpo, one.unverified?.includes('rpo') !== true),
        `${one.site} %`,
        one.commits ? 'committed' : 'an estimate',
        [...one.breaks.map((lost) => LOSS_OF[lost]), ...(one.lessThanSlo ? ['the SLO'] : [])].join(', ') || 'all is held',
        is(one) ? '**the cheapest improvement**' : '',
      ]),
    ),
    improvement(workload, analysis),
  );
}

const NO = '**no**';

/** One line an objective: what is asked, what there is, whether that is enough. */
function verdicts({ objectives, losses }: WorkloadManifest, { today, promised, missing }: AnalysisManifest): string[][] {
  const nothing = 'nothing brings it back before the region itself does';
  const region = [
    ['RTO', inWords(objectives.rto), nothing, NO],
    ['RPO', inWords(objectives.rpo), 'all of it is lost with the region', NO],
    ['MTPD', inWords(objectives.mtpd), 'the interruption is as long as that of the region', NO],
  ];
  const others = today.flatMap(({ lost, answer, because }) => {
    const asked = losses.find((one) => one.lost === lost)?.asked;
    if (lost === 'region' || !asked) return [];
    const said = {
      'changes over': ['each service changes over to another zone by itself', 'yes'],
      nothing: ['nothing that the plan knows of', NO],
      unknown: [`its owner alone knows: ${text(because.join(', '))}`, '**unknown**'],
    }[answer];
    return [[`RTO / RPO for ${LOSS_OF[lost]}`, `${inWords(asked.rto ?? 0)} / ${inWords(asked.rpo ?? 0)}`, ...said]];
  });
  const { slo } = objectives;
  const said = promised === undefined ? 'nothing is promised of what runs' : `${promised} % is promised of what runs`;
  const lacking = missing.length > 0 ? `; users need what does not run yet: ${text(missing.join(', '))}` : '';
  const isEnough =
    promised === undefined || slo === undefined || (promised >= slo && missing.length > 0) ? '**unknown**' : promised >= slo ? 'yes' : NO;
  const share = slo === undefined ? [] : [['SLO', `${slo} %`, `${said}${lacking}`, isEnough]];
  return [...region, ...others, ...share];
}

/** What is told once the plan stands; of what its owner has, nothing is known. */
function levels({ components, observed }: WorkloadManifest): string[] {
  const told = components.flatMap(({ signals }) => signals).filter(({ kind }) => kind !== 'polled').length;
  const of = (level: 'application' | 'business'): string => {
    const names = [...new Set(observed.filter((one) => one.level === level).map(({ declared }) => declared))];
    return names.length > 0 ? text(names.join(', ')) : '**nothing**';
  };
  return [
    'Today: by what its owner has, of which the plan knows nothing.',
    `Infrastructure, with this plan: ${told} signals of the services.`,
    `Application, with this plan: ${of('application')}.`,
    `Business, with this plan: ${of('business')}.`,
  ];
}

function improvement({ objectives, tier }: WorkloadManifest, { cheapest, ways }: AnalysisManifest): string {
  if (!cheapest) return '**No way that was tried holds all that is asked**: less has to be asked, or less depended on.';
  const best = ways.reduce((most, { site }) => Math.max(most, site), 0);
  const short = cheapest.lessThanSlo ? ` No way is promised the SLO of ${objectives.slo ?? ''} %: the most is ${best} %.` : '';
  const other =
    cheapest.tier === tier && cheapest.raised.length === 0
      ? ''
      : ` This plan has tier ${tier}: the cheapest whole one that commits to what is asked, or the one that is declared.`;
  return `The cheapest improvement that was tried: ${wayText(cheapest)}.${short}${other}`;
}
