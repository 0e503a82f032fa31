import { linesOf, isCall, type Action } from '../words/actions';
import type { Doctor, DoctorItem, Program } from '../words/doctor';
import { isUnseen } from '../words/doctor';

/** A command line, and what runs it. */
interface Line {
  readonly by: string;
  readonly run: readonly string[];
}

const SHELL = 'sh';

/** Programs that steps of any cloud call. */
const COMMON: readonly Program[] = [
  { name: 'curl', version: ['curl', '--version'], matches: 'curl [\\s\\S]*' },
  {
    name: 'date',
    version: ['date', '-u', '-d', '2026-11-21T03:00:00+00:00', '+%s'],
    matches: '1795230000',
    fix: 'put the date of GNU first on the PATH: steps that compute an age ask it, and others read -d otherwise',
  },
  { name: 'jq', version: ['jq', '--version'] },
];

/** The command lines of an action, those included that only measure. */
const linesIn = (action: Action): readonly (readonly string[])[] => {
  if (isCall(action)) return linesOf(action);
  return action.do === 'decide' && action.unless ? [action.unless.run] : [];
};

const named = (by: string, lines: readonly (readonly string[])[]): Line[] => lines.map((run) => ({ by, run }));

/** Whether a shell's line calls it: in a text, or as an argument that a text runs. One line may hand another one on. */
function isCalledIn(run: readonly string[], { name }: Program): boolean {
  const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // Only -d tells one date from another.
  const call = name === 'date' ? 'date (?:-u )?-d' : word;
  const called = new RegExp(`(?:^|[\\s(|;&])${call}(?:\\s|$)`);
  const texts = run.filter((_, i) => run[i - 1] === '-c');
  const values = run.slice(3);
  return texts.some((text) => called.test(text)) || (texts.some((text) => text.includes('"$@"')) && values.includes(name));
}

/** What the steps of procedures, and the questions ahead of the day, call on this machine; and what nobody can tell of them. */
export function programsOf(
  actions: readonly Action[],
  items: readonly DoctorItem[],
  known: readonly Program[],
): Pick<Doctor, 'programs' | 'unseen'> {
  const questions = items.flatMap((item): readonly Action[] => (isUnseen(item) ? [] : item.steps));
  const lines = [...actions, ...questions].flatMap((action) => named(action.id, linesIn(action)));
  const bare = lines.flatMap(({ run: [name = ''] }) => (name === SHELL ? [] : [name]));
  const all = [...known, ...COMMON];
  const others = [...new Set(bare)].filter((name) => !all.some((one) => one.name === name)).map((name): Program => ({ name }));
  const every = [...all, ...others, { name: SHELL }];
  const calls = ({ run }: Line): readonly Program[] =>
    every.filter((one) => one.name === run[0] || (run[0] === SHELL && isCalledIn(run, one)));
  const callers = lines.map((line) => ({ line, all: calls(line) }));
  const called = every.flatMap((one) => {
    const by = callers.filter(({ all }) => all.includes(one)).map(({ line }) => line.by);
    return by.length > 0 ? [{ one, by: [...new Set(by)] }] : [];
  });
  const mute = callers.filter(({ line, all }) => line.run[0] === SHELL && all.every(({ name }) => name === SHELL)).map(({ line }) => line);
  return {
    programs: called
      .map(({ one: { name, version, matches, fix = `install ${name}, and put it on the PATH` }, by }) => ({
        name,
        ...(version ? { version: [...version] } : {}),
        ...(matches === undefined ? {} : { matches }),
        fix,
        steps: by,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    unseen: [
      ...[...new Set(mute.map(({ by }) => by))].map((by) => ({
        unseen: `what the script of ${by} calls`,
        why: 'it calls no program that anybody named',
      })),
      ...strangers(actions, questions),
    ],
  };
}

/** Credentials that a step needs beside the site's own: they are asked only where a question needs them, too. */
function strangers(actions: readonly Action[], questions: readonly Action[]): Doctor['unseen'] {
  const whose = (all: readonly Action[]): string[] => all.flatMap((one) => (isCall(one) && one.as ? [one.as.who] : []));
  const seen = whose(questions);
  const open = [...new Set(whose(actions))].filter((who) => !seen.includes(who));
  return open.map((who) => ({ unseen: `the credentials of ${who}`, why: 'steps need them, and nothing asks with them ahead of the day' }));
}
