import { View } from '../../../lib/situation/view';
import { answered } from '../answers';
import { CASES, corpusOf, sidesOf, type Case, type Corpus, type Passage } from '../corpus';
import { lawAdopted, lawAdoptedUndone } from './adopted';
import { lawOne } from './law-01';
import { lawTwo } from './law-02';
import { lawThree, lawThreeRestore, lawThreeStep } from './law-03';
import { lawFourAlong, lawFourMarker } from './law-04';
import { lawFiveTraces, lawFiveWritten } from './law-05';
import { lawSix, lawSixCopies } from './law-06';
import { lawSeven } from './law-07';
import { lawEight } from './law-08';
import { alarmsIn, lawNine } from './law-09';
import { lawTen } from './law-10';
import { lawEleven, lawElevenStep, stepsOf } from './law-11';
import { lawTwelve } from './law-12';
import { lawFourteen, lawFourteenEffects } from './law-14';
import { handedOnAlong, lawOneOwner } from './owners';
import { lawShut } from './shut';
import type { Output } from '../synth';
import { presentIn } from './reading';
import { collect, inEverySituation, inEveryTransition } from './verdict';

/** What a case is asked: a law's verdict, or what is rendered in it. */
type Question = (corpus: Corpus, one: Case) => readonly string[];

const situations =
  (law: Parameters<typeof inEverySituation>[1]): Question =>
  (corpus) =>
    inEverySituation(corpus, law);

const alarms = (outputs: readonly Parameters<typeof presentIn>[0][]): string[] =>
  outputs.flatMap((output) => presentIn(output).flatMap((stack) => alarmsIn(stack).map(({ address }) => address)));

/** What the components of an output say, as `kind signal`. */
const signalsSaid = ({ manifest }: Output): string[] =>
  manifest.workloads.flatMap(({ components }) =>
    components.flatMap(({ kind, signals }) => signals.map((signal) => `${kind} ${signal.kind}`)),
  );

/** Steps after which traffic is another one, though it may not be. Where it rests on what is not recorded, the reprotect is not over. */
function turned({ passages }: Corpus, one: Case): string[] {
  const inPeace = ({ step, from }: Passage): boolean => {
    const view = new View(from.situation, sidesOf(one));
    return /^(normal|standing|undone|. is fenced|switch|abort|fence)/.test(step) || view.base !== view.own.base.site;
  };
  return passages
    .filter((passage) => !inPeace(passage))
    .filter(
      ({ from, to }) =>
        from.output.stacks['billing-traffic'] && to.output.stacks['billing-traffic'] !== from.output.stacks['billing-traffic'],
    )
    .map(({ name }) => name);
}

function elevenAlong(corpus: Corpus, one: Case): string[] {
  const steps = stepsOf(corpus, sidesOf(one));
  return steps.length > 0 ? collect(steps.map(({ name, step }) => [name, () => lawElevenStep(step)])) : ['no step changes anything'];
}

/** Everything that is asked of every case, all of it while its corpus is at hand: a line of this table costs no second rendering. */
const QUESTIONS = {
  lawOne: situations(lawOne),
  lawTwo: situations(lawTwo),
  lawThree: situations(lawThree),
  // An abort takes back what was never applied; what is recorded to stand is there already.
  lawThreeStep: (corpus) => inEveryTransition(corpus, lawThreeStep, /^(abort|standing|restore begins|restored)/),
  lawThreeRestore: (corpus) => inEveryTransition(corpus, lawThreeRestore, /^(?!restore begins|restored)/),
  lawThreeTraffic: turned,
  lawFourAlong: (corpus) => collect(lawFourAlong(corpus)),
  lawFourMarker: situations((output, { cloud }) => lawFourMarker(output, cloud)),
  lawOneOwner: situations(lawOneOwner),
  lawHandedOn: (corpus) => collect(handedOnAlong(corpus)),
  lawFiveTraces: situations((output) => lawFiveTraces(output)),
  lawFiveWritten: (corpus, one) => (isTogether(one) ? lawFiveWritten(corpus, one) : []),
  lawSix: situations(lawSix),
  lawSixCopies: situations(lawSixCopies),
  lawSeven: situations(lawSeven),
  lawEight: situations(lawEight),
  lawNine: situations(lawNine),
  lawTen: situations(lawTen),
  lawEleven: situations(lawEleven),
  lawElevenAlong: elevenAlong,
  lawTwelve: ({ told }) => collect(told.map(({ name, output, sheets }) => [name, () => lawTwelve(output, sheets())])),
  lawShut: (corpus) => inEverySituation(corpus, (output) => lawShut(output, corpus.sheets(output))),
  lawFourteen: situations(lawFourteen),
  lawFourteenEffects: (corpus) => inEverySituation(corpus, (output, cloud) => lawFourteenEffects(output, corpus.sheets(output), cloud)),
  lawAdopted: (corpus, { adopted }) => (adopted ? inEverySituation(corpus, lawAdopted) : []),
  lawAdoptedUndone: (corpus, { adopted }) => (adopted ? lawAdoptedUndone(corpus) : []),
  signalsInPeace: ({ states }) => states.slice(0, 1).flatMap(({ output }) => signalsSaid(output)),
  typesRendered: ({ worlds }) => [
    ...new Set(worlds.flatMap(({ stacks }) => Object.values(stacks).flatMap(({ resource = {} }) => Object.keys(resource)))),
  ],
  alarmsInPeace: ({ states }) => alarms(states.slice(0, 1).map(({ output }) => output)),
  alarmsAnywhere: ({ worlds }) => [...new Set(alarms(worlds))],
} satisfies Record<string, Question>;

/** Whether a case is one of those that are looked at by whole syntheses, too: one a cloud, with everything in it. */
export const isTogether = ({ title }: Pick<Case, 'title'>): boolean => title.endsWith('everything, hot');

type Answers = Readonly<Record<keyof typeof QUESTIONS, readonly string[]>>;
const known = new Map<Case, Answers>();
const TITLES = CASES.map(({ title }) => title);

/** What a case answers to a question: nothing, where a law holds. */
export function answerOf(one: Case, question: keyof typeof QUESTIONS): readonly string[] {
  const answers = known.get(one) ?? answered(one.title, TITLES, askAll);
  known.set(one, answers);
  return answers[question];
}

function askAll(title: string): Answers {
  const one = CASES.find((each) => each.title === title) as Case;
  const corpus = corpusOf(one);
  const asked = Object.entries<Question>(QUESTIONS).map(([name, question]) => [name, told(() => question(corpus, one))] as const);
  return Object.fromEntries(asked) as unknown as Answers;
}

/** What is thrown fails the law that threw, and no other. */
export function told(question: () => readonly string[]): readonly string[] {
  try {
    return question();
  } catch (error) {
    return [`threw ${String((error as Error).stack)}`];
  }
}
