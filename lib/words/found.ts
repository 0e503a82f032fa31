/** How many lines a find expects: exactly one, or at least one. */
export type Expects = 'one' | 'some';

/** What the lines of a find must be where nothing else is said: a word; `None` and `null` are how programs print nothing. */
export const WORD = '(?!(?:None|null)$)\\S+';

const OPENS = '{find:';
const PLACE = /\{find:([^{}]+)\}/g;
const SHELL = /^(?:.*\/)?(?:ba|da|k|z|a)?sh$/;
const TEXT_FOLLOWS = /^-[a-z]*c$/;

/** The place of a found value in an argument of a later step: filled in when that step runs. */
export const found = (id: string): string => `{find:${id}}`;

/** Ids of the finds that a command line takes a value of, each once. */
export const findsIn = (words: readonly string[]): string[] => [
  ...new Set(words.filter((word) => word.includes(OPENS)).flatMap((word) => [...word.matchAll(PLACE)].map(([, id = '']) => id))),
];

/** A command line with found values in their places; those that are not given stay as they are. */
export const filled = (words: readonly string[], values: ReadonlyMap<string, string>): string[] =>
  words.map((word) => word.replace(PLACE, (whole, id: string) => values.get(id) ?? whole));

/** An argument in its parts, in order: constant text, and the ids of the finds between. */
export const partsOf = (word: string): { readonly text?: string; readonly find?: string }[] =>
  word
    .split(PLACE)
    .map((part, i) => (i % 2 === 1 ? { find: part } : { text: part }))
    .filter(({ text }) => text !== '');

/** What is to be known of a step to tell whether its values are found before it runs. */
export interface Reading {
  readonly id: string;
  /** What it finds, where it is a find. */
  readonly expects?: Expects;
  /** The command lines that it runs. */
  readonly lines: readonly (readonly string[])[];
}

/** What is wrong with found values in steps that run in this order; nothing where each is found before it is used, and is an argument. */
export function faultsIn(steps: readonly Reading[]): string[] {
  const known = new Map<string, Expects>();
  return steps.flatMap((step) => {
    const faults = faultsOf(step, known);
    if (step.expects) known.set(step.id, step.expects);
    return faults;
  });
}

function faultsOf({ id, expects, lines }: Reading, known: ReadonlyMap<string, Expects>): string[] {
  const used = [...new Set(lines.flatMap(findsIn))];
  const several = used.filter((one) => known.get(one) === 'some');
  const words = lines.flat();
  return [
    ...used.filter((one) => !known.has(one)).map((one) => `${id} takes what ${one} finds, and no find of that name stands before it`),
    ...(several.length > (expects ? 0 : 1) ? [`${id} takes more lines than it can run for: those of ${several.join(' and of ')}`] : []),
    ...(words.some((word) => word.includes(OPENS) && word.replace(PLACE, '').includes(OPENS))
      ? [`${id} has an argument with half of a {find:…}`]
      : []),
    ...(lines.some(isProgram) ? [`${id} runs what was found: it may be an argument only, and no text of a shell`] : []),
  ];
}

/** Whether a found value would be run, rather than given: as the program, or as the text of a shell. */
const isProgram = ([program = '', ...words]: readonly string[]): boolean =>
  findsIn([program]).length > 0 ||
  (SHELL.test(program) && words.some((word, i) => findsIn([word]).length > 0 && TEXT_FOLLOWS.test(words[i - 1] ?? '')));
