import { linesOf, runOf, secretsOf, type Action, type Call } from '../words/actions';
import type { Secret } from '../words/credentials';
import { findsIn, partsOf, type Expects } from '../words/found';
import { shellLine, shellWord } from './shell-line';

/** The shell variable that holds what a find found. */
export interface Variable {
  readonly name: string;
  readonly expects: Expects;
}

/** Names that a line uses for itself, and names that mean something to a shell (zsh). */
const TAKEN: readonly string[] = ['each', 'folder', 'path', 'status', 'argv', 'options', 'functions'];

/** The shell variables of the finds of a sheet, by id: made of the id, and never one for two. */
export function variablesOf(actions: readonly Action[]): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  const taken = new Set(TAKEN);
  for (const action of actions) {
    if (action.do !== 'find') continue;
    const base = action.id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^(?=\d)/, '_');
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base}_${n}`;
    taken.add(name);
    variables.set(action.id, { name, expects: action.expects });
  }
  return variables;
}

/**
 * A step as one line for a POSIX shell, to be pasted as it is: what it finds is kept in a variable, what was found before is taken from
 * there (an empty one stops the line), and a secret is read by the line itself and gone with it.
 */
export function stepLine(call: Call, variables: ReadonlyMap<string, Variable>): string {
  const several = linesOf(call)
    .flatMap(findsIn)
    .find((id) => variables.get(id)?.expects === 'some');
  const value = (id: string): string => (id === several ? '"$each"' : `"\${${variables.get(id)?.name ?? ''}:?}"`);
  const line = (words: readonly string[]): string => lineWith(words, value);
  const settings = Object.entries(call.as?.environment ?? {}).map(([name, setting]) => `${name}=${shellWord(setting)} `);
  const own = withSecrets(`${settings.join('')}${line(runOf(call))}`, secretsOf(call), line);
  if (call.do === 'find') return kept(own, variables.get(call.id)?.name ?? '');
  return several === undefined ? own : forEach(own, variables.get(several)?.name ?? '');
}

function lineWith([program = '', ...words]: readonly string[], value: (id: string) => string): string {
  const argument = (word: string): string =>
    findsIn([word]).length === 0
      ? shellWord(word)
      : partsOf(word)
          .map(({ text, find }) => (find === undefined ? shellWord(text ?? '') : value(find)))
          .join('');
  return [shellLine([program]), ...words.map(argument)].join(' ');
}

const kept = (line: string, name: string): string => `${name}=$(${line}) && printf '%s\\n' "$${name}"`;

/** `read` rather than `for`: a line may hold white space, and not every shell splits a variable. */
const forEach = (line: string, name: string): string =>
  `printf '%s\\n' "\${${name}:?}" | (while IFS= read -r each; do ${line} </dev/null || exit; done)`;

/** In a shell of its own, which takes variables, files and the mask of modes with it when it ends, however it ends. */
function withSecrets(line: string, secrets: readonly Secret[], lineOf: (words: readonly string[]) => string): string {
  if (secrets.length === 0) return line;
  const steps = secrets.map(({ variable, read, as }) =>
    as === 'environment'
      ? `${variable}=$(${lineOf(read)}) && [ -n "$${variable}" ] && export ${variable}`
      : `${lineOf(read)} >"$folder/${variable}" && [ -s "$folder/${variable}" ] && export ${variable}="$folder/${variable}"`,
  );
  const hasFile = secrets.some(({ as }) => as === 'file');
  return `(${[...(hasFile ? [FOLDER] : []), ...steps, line].join(' && ')})`;
}

const FOLDER = `umask 077 && folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && trap 'exit 130' HUP INT TERM`;
