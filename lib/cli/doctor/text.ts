import { tint, wrap, type Io, type Tone } from '../io';
import type { Counts, Seen, SeenPlace } from './seen';
import type { Answer, Verdict } from './verdict';

/** What is never asked, since nothing may be written: it is the same for everybody, and is no part of the verdict. */
export const NEVER_ASKED = [
  'whether anything may be written, promoted or made: nothing is written',
  'whether a secret can be read that only a step of the day needs',
  'whether there is capacity on the day: no quota promises it',
  'whether your application is well: bring checks of your own (onEverySite, check)',
] as const;

const WORDS: Readonly<Record<Verdict, readonly [word: string, tone: Tone]>> = {
  ok: ['ok', 'good'],
  wrong: ['WRONG', 'bad'],
  unseen: ['NOT SEEN', 'care'],
};

const IS: Readonly<Record<SeenPlace['is'], string>> = {
  machine: 'from here everything is asked, and would be run',
  site: 'site',
  successor: 'may take the place of a site that is gone',
  copies: 'keeps copies beside the sites',
  witness: 'keeps the states of what joins the sites',
  traffic: 'the switch of traffic',
};

const widthOf = ({ columns }: Io): number => Math.min(100, Math.max(60, columns));

/** A workload as it was seen: place by place, a line an answer. */
export function seenText({ workload, places }: Seen, sequence: number, io: Io): string {
  const { id, tier, situation } = workload;
  const calm = situation.phase === 'normal';
  const head = `${tint(io, 'strong', `${id} (${tier})`)}  ${tint(io, calm ? 'good' : 'bad', situation.phase.toUpperCase())}  sequence ${sequence}`;
  return `${[head, ...places.flatMap((place) => placeText(place, roleOf(workload.sites, place), io))].join('\n')}\n\n`;
}

const roleOf = (sites: Seen['workload']['sites'], { key, is }: SeenPlace): string =>
  is === 'site' ? (sites.find((site) => site.key === key)?.role ?? IS.site) : IS[is];

function placeText({ key, answers }: SeenPlace, role: string, io: Io): string[] {
  return [
    '',
    `  ${tint(io, 'strong', key)} (${role})`,
    ...answers.flatMap((answer, i) => answerText(brief(answer, answers.slice(0, i)), io)),
  ];
}

/** Why something is not seen is told once a place. */
const brief = (answer: Answer, before: readonly Answer[]): Answer =>
  answer.verdict === 'unseen' && before.some(({ why }) => why === answer.why)
    ? { ...answer, why: `${answer.why.split(': ')[0] ?? ''}, as above` }
    : answer;

const INDENT = ' '.repeat(14);

function answerText({ title, verdict, why, fix }: Answer, io: Io): string[] {
  const [word, tone] = WORDS[verdict];
  const said = verdict === 'ok' ? (why && why.length <= 80 ? `${title} (${why})` : title) : `${title}: ${why}`;
  const lines = [
    wrap(said, widthOf(io) - INDENT.length, INDENT),
    ...(fix ? [wrap(`Fix: ${fix}`, widthOf(io) - INDENT.length, INDENT)] : []),
  ];
  return lines.map((text, i) => (i === 0 ? `    ${tint(io, tone, word.padEnd(9))} ${text}` : `${INDENT}${text}`));
}

/** How it is all in all, and what no answer says. */
export function summaryText({ ok, wrong, unseen }: Counts, seen: readonly Seen[], io: Io): string {
  const word = (verdict: Verdict, count: number): string =>
    tint(io, count > 0 ? WORDS[verdict][1] : 'dim', `${count} ${WORDS[verdict][0]}`);
  const tried = seen.flatMap(({ places }) => places.flatMap(({ answers }) => answers)).filter((one) => one.verified === false);
  const width = widthOf(io);
  const lines = [
    `${word('ok', ok)}, ${word('wrong', wrong)}, ${word('unseen', unseen)}`,
    ...(tried.length > 0
      ? [
          wrap(
            `UNVERIFIED: nobody says that ${tried.length} of these questions were ever run against the cloud itself: what they tell may be mistaken.`,
            width,
            '  ',
          ),
        ]
      : []),
    wrap(`Never asked: ${NEVER_ASKED.join('; ')}.`, width, '  '),
  ];
  return `${lines.join('\n')}\n`;
}
