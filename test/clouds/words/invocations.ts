import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const PIPELINE = join(__dirname, '..', '..', '..', 'docs', 'pipeline');
const CLOUDS = join(__dirname, '..', '..', '..', 'lib', 'clouds');

/** A call of a cloud's command line as a source has it: the words before its first argument, and the arguments that have a name. */
export interface Invocation {
  /** Without the program. */
  readonly words: readonly string[];
  /** With their dashes, each once. */
  readonly options: readonly string[];
  /** The next word is put in: it may be one more of the command. */
  readonly open?: true;
}

/** A function of a shell that puts its first argument where a word of the command is: `object() { … oci os object "$verb" … }`, `backup() { aws backup "$@" }`. */
const PUTS_IN = /(\w+)\(\) \{(?:[^{}]|\$\{[^{}]*\})*?\b(aws|az|oci)((?: [a-z][a-z0-9-]*)+) "\$(?:verb|@)"((?:[^{}"]|"[^"]*")*)\}/g;
const QUOTED = /"(?:\\.|[^"\\])*"|'[^']*'/g;
/** Stands for what is no literal. */
const PUT_IN = '"$_"';

/** Every call of that program in what a cloud is made of, and in what a pipeline is given, with its file. */
export const calledOn = (cloud: string, program: string): { readonly file: string; readonly invocation: Invocation }[] => [
  ...sourcesOf(cloud).flatMap(({ file, source }) => invocationsIn(source, program).map((invocation) => ({ file, invocation }))),
  ...readdirSync(PIPELINE)
    .filter((name) => name.endsWith('.sh'))
    .flatMap((file) => calledIn(readFileSync(join(PIPELINE, file), 'utf8'), program).map((invocation) => ({ file, invocation }))),
];

function sourcesOf(cloud: string): { readonly file: string; readonly source: string }[] {
  const files = (readdirSync(join(CLOUDS, cloud), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
  return files.map((file) => ({ file, source: readFileSync(join(CLOUDS, cloud, file), 'utf8') }));
}

/** Every call of that program in a source of TypeScript: in texts of a shell, in lists of words, and in sentences that tell what to call. */
export const invocationsIn = (source: string, program: string): Invocation[] =>
  new RegExp(`\\b${program}[ '"]`).test(source) ? textsIn(source).flatMap((text) => calledIn(text, program)) : [];

/** Texts of a source, and lists of words as one text. */
function textsIn(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node)) texts.push(textOf(node));
    else if (ts.isArrayLiteralExpression(node)) texts.push(wordsOf(node).join(' '));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.ES2022, false));
  return texts;
}

/** A line that is a query behind what another text begins. */
const QUERY_BEHIND = /^_ ["'][^\n]*["']$/;

/** Texts of a shell that a cloud has it run, with their file. */
export const shellTextsOn = (cloud: string): { readonly file: string; readonly text: string }[] =>
  sourcesOf(cloud).flatMap(({ file, source }) =>
    textsIn(source)
      .filter((text) => (/\n|"\$\w/.test(text) && text.includes('$')) || QUERY_BEHIND.test(text))
      .map((text) => ({ file, text })),
  );

/** What a shell would take for a command where a query has a literal: a backtick outside of single quotes. */
export function takenForCommands(text: string): string[] {
  const bare = text.replaceAll(/\\[\s\S]|'[^']*'(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '');
  return [...bare.matchAll(/`[^`]*`?/g)].map(([found]) => found);
}

const PIPED = new RegExp(`(?<![\\w./'"-])(?:aws|az|oci) (?=[a-z])(?:${QUOTED.source}|[^|;&\\n"'])*\\|(?!\\|)`, 'g');

/** Calls of a cloud whose failure nobody sees: of a pipeline a shell tells how its last command ended. */
export const pipedIn = (text: string): string[] => [...text.replaceAll(/\\\n/g, ' ').matchAll(PIPED)].map(([found]) => found);

const FUNCTION = /^(\w+)\(\) \{([^\n]*\}$|[\s\S]*?\n\})/gm;
const ASKS = /(?<![\w./'"-])(?:aws|az|oci|kubectl) (?=[a-z])/;

/** What asks somebody in a text: the programs, and its functions that call one. */
const callingIn = (text: string): readonly string[] => [
  ...['aws', 'az', 'oci', 'kubectl'],
  ...[...text.matchAll(FUNCTION)].flatMap(([, name = '', body = '']) => (ASKS.test(body) ? [name] : [])),
];

/**
 * Calls whose failure is taken for an answer: of one inside of a comparison a shell does not ask how it ended. `until` asks again, and has its own limit.
 */
export function comparedIn(text: string): string[] {
  const calling = callingIn(text);
  return [...text.matchAll(/(?<!until )\[ (?:-[nz] )?"\$\((\w+)[^\n]*/g)].flatMap(([found, called = '']) =>
    calling.includes(called) ? [found] : [],
  );
}

/** The same of what a `case` chooses by, and of what a list of a `for` is made of. */
export function chosenIn(text: string): string[] {
  const calling = callingIn(text);
  return [...text.matchAll(/\b(?:case|for \w+ in) "?\$\((\w+)[^\n]*/g)].flatMap(([found, called = '']) =>
    calling.includes(called) ? [found] : [],
  );
}

const textOf = (node: ts.TemplateExpression): string =>
  node.templateSpans.reduce((text, { literal }) => `${text}_${literal.text}`, node.head.text);

/** The elements of a list of words: a literal that is one word is itself. */
const wordsOf = (list: ts.ArrayLiteralExpression): string[] =>
  list.elements.flatMap((node) => {
    if (ts.isSpreadElement(node) && ts.isArrayLiteralExpression(node.expression)) return wordsOf(node.expression);
    return ts.isStringLiteralLike(node) && /^[\w-]+$/.test(node.text) ? node.text : PUT_IN;
  });

/** Every call in a text. */
export function calledIn(text: string, program: string): Invocation[] {
  if (!text.includes(`${program} `)) return [];
  const plain = [...text.matchAll(new RegExp(`(?<![\\w./'"-])${program} (?=[a-z])`, 'g'))].flatMap(({ index }) =>
    read(text.slice(index + program.length + 1)),
  );
  const through = [...text.matchAll(PUTS_IN)].filter(([, , called]) => called === program);
  return [...plain, ...through.flatMap((found) => handedTo(found, text))];
}

function handedTo([whole, name = '', , before = '', behind = '']: RegExpMatchArray, text: string): Invocation[] {
  const common = optionsIn(behind);
  const calls = text.replace(whole, '').matchAll(new RegExp(`(?<![\\w-])${name} ([a-z][a-z0-9-]*)((?:${QUOTED.source}|[^|;&)\\n])*)`, 'g'));
  return [...calls].map(([, verb = '', rest = '']) => ({
    words: [...before.trim().split(' '), verb],
    options: [...common, ...optionsIn(rest)],
  }));
}

/** Up to where the command, or the sentence, ends: what is quoted is one word. */
function read(behind: string): Invocation[] {
  const [command = ''] = new RegExp(`(?:${QUOTED.source}|[^|;&)\`\\n<>])*`).exec(behind.replaceAll('\\\n', ' ')) ?? [];
  const [line = ''] = command.split(/(?<=[A-Za-z…])[.,:](?:\s|$)/);
  const words = /^(?:[a-z][a-z0-9-]*(?:\s+|$))+/.exec(line)?.[0].trim().split(/\s+/) ?? [];
  const isOpen = line.slice(words.join(' ').length).trim().startsWith('"');
  return words.length === 0 ? [] : [{ words, options: optionsIn(line), ...(isOpen ? { open: true } : {}) }];
}

const optionsIn = (line: string): string[] => [
  ...new Set([...line.replace(QUOTED, '"').matchAll(/(?<=\s)(--[a-z][a-z0-9-]*)/g)].map(([, name = '']) => name)),
];

const QUERY = /--query (?:"((?:[^"\\]|\\.)*)"|'([^']*)')/g;
const LISTED = /'--query',\s*(?:"([^"\n]*)"|'([^'\n]*)')/g;

/** Every query of a cloud's command lines that has nothing put in, with its file. */
export const queriesOn = (cloud: string): { readonly file: string; readonly query: string }[] =>
  sourcesOf(cloud).flatMap(({ file, source }) => {
    const quoted = textsIn(source).flatMap((text) => [...text.matchAll(QUERY)]);
    const queries = [...quoted, ...source.matchAll(LISTED)].map(
      ([, double, single]) => double?.replaceAll(/\\(["`\\$])/g, '$1') ?? single ?? '',
    );
    return [...new Set(queries)].filter((query) => !/[$_]/.test(query.replaceAll(/'[^']*'/g, ''))).map((query) => ({ file, query }));
  });
