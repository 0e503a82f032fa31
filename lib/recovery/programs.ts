import { linesOf, isCall, textsOf, type Action } from '../words/actions';
import type { Doctor, DoctorItem, Program } from '../words/doctor';
import { isUnseen } from '../words/doctor';
import { asksDateOfGnu, callsOf, toldIn, type Calls } from '../words/programs';

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

/** A command line of a step, read once. */
interface Line extends Calls {
  readonly step: string;
  readonly run: readonly string[];
}

/** Only `-d` tells one date from another. */
const isAnyDate = (name: string, run: readonly string[]): boolean => name === 'date' && !asksDateOfGnu(run);

/** What is known of a program, unless any of that name would do for all who call it. */
const programOf = (name: string, callers: readonly Line[], known: readonly Program[]): Program =>
  (callers.every(({ run }) => isAnyDate(name, run)) ? undefined : known.find((one) => one.name === name)) ?? { name };

/** What people are told to call, of the programs of the cloud: by hand, or where a step fails. */
const toldBy = (actions: readonly Action[], known: readonly Program[]): Line[] => {
  const names = known.map(({ name }) => name);
  return actions.flatMap((action): Line[] => {
    const programs = toldIn(textsOf(action).join('\n'), names);
    return programs.length > 0 ? [{ step: action.id, run: [], programs, namesAll: true }] : [];
  });
};

/** What the steps of procedures, what they tell people, and the questions ahead of the day call on this machine; and what nobody can tell of them. */
export function programsOf(
  actions: readonly Action[],
  items: readonly DoctorItem[],
  known: readonly Program[],
): Pick<Doctor, 'programs' | 'unseen'> {
  const questions = items.flatMap((item): readonly Action[] => (isUnseen(item) ? [] : item.steps));
  const called = [...actions, ...questions].flatMap((action) =>
    linesIn(action).map((run): Line => ({ step: action.id, run, ...callsOf(run) })),
  );
  const lines = [...called, ...toldBy(actions, known)];
  const names = [...new Set(lines.flatMap(({ programs }) => programs))];
  const rows = names.map((name) => {
    const callers = lines.filter(({ programs }) => programs.includes(name));
    return rowOf(programOf(name, callers, [...known, ...COMMON]), [...new Set(callers.map(({ step }) => step))]);
  });
  const mute = new Set(lines.filter(({ namesAll }) => !namesAll).map(({ step }) => step));
  return { programs: rows.sort(byName), unseen: [...[...mute].map(unnamed), ...strangers(actions, questions)] };
}

const unnamed = (step: string): Doctor['unseen'][number] => ({
  unseen: `what the script of ${step} calls`,
  why: 'it is told there which program to call',
});

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => a.name.localeCompare(b.name, 'en');

const rowOf = ({ name, version, matches, oldest, fix }: Program, steps: string[]): Doctor['programs'][number] => ({
  name,
  ...(version ? { version: [...version] } : {}),
  ...(matches === undefined ? {} : { matches }),
  ...(oldest === undefined ? {} : { oldest }),
  fix: fix ?? `install ${name}${oldest === undefined ? '' : ` ${oldest} or newer`}, and put it on the PATH`,
  steps,
});

/** Credentials that a step needs beside the site's own: they are asked only where a question needs them, too. */
function strangers(actions: readonly Action[], questions: readonly Action[]): Doctor['unseen'] {
  const whose = (all: readonly Action[]): string[] => all.flatMap((one) => (isCall(one) && one.as ? [one.as.who] : []));
  const seen = whose(questions);
  const open = [...new Set(whose(actions))].filter((who) => !seen.includes(who));
  return open.map((who) => ({ unseen: `the credentials of ${who}`, why: 'steps need them, and nothing asks with them ahead of the day' }));
}
