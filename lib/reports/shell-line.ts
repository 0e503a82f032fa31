import { withoutControls } from '../words/printable';

const PLAIN = /^[A-Za-z0-9_/:=.,@%+-]+$/;
const PLAIN_PROGRAM = /^[A-Za-z0-9_/.+-]+$/;
const RESERVED = new Set([
  'case',
  'coproc',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'function',
  'if',
  'in',
  'select',
  'then',
  'time',
  'until',
  'while',
]);

/** A program and its arguments as one line for a POSIX shell, which gives back exactly these words. */
export function shellLine(words: readonly string[]): string {
  return words.map((word, i) => (i === 0 ? program(word) : shellWord(word))).join(' ');
}

/** The words ahead of a program that give it variables of its own; none where there are none. */
export const withEnvironment = (environment: Readonly<Record<string, string>> = {}): string[] => {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return variables.length > 0 ? ['env', ...variables] : [];
};

/** One argument, quoted where a shell would read it as anything but itself. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : quoted(word);
}

function program(word: string): string {
  return PLAIN_PROGRAM.test(word) && !RESERVED.has(word) ? word : quoted(word);
}

/**
 * Nothing is special between single quotes but the quote itself: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 * What cannot be shown is printed by the shell, so that the line on paper is whole and gives back the same word.
 */
function quoted(word: string): string {
  const visible = withoutControls(word.replaceAll("'", "'\\''"), (hidden) => `'"$(printf '${octal(hidden)}')"'`);
  return `'${visible}'`;
}

const octal = (hidden: string): string => [...Buffer.from(hidden)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
