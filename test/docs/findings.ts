import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const LIB = join(ROOT, 'lib');
/** The page. */
export const PAGE = join(ROOT, 'docs', 'findings.md');

const ID = /^DR-[A-Z]+(-\d+)?$/;

/** What one place of the code says under an id. */
export interface Saying {
  readonly id: string;
  /** Refused, or a finding of the dossier: what it counts as there. */
  readonly level: string;
  readonly what: string;
  readonly fix: string;
}

/** The text of an expression: what is put in is a dash of dots, and of two texts the first is taken. */
function textOf(node: ts.Expression | undefined): string {
  if (!node) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.templateSpans.reduce((text, span) => `${text}…${span.literal.text}`, node.head.text);
  if (ts.isConditionalExpression(node)) return textOf(node.whenTrue) || textOf(node.whenFalse);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return textOf(node.expression);
  return '';
}

function member(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find((one) => one.name?.getText() === name);
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** What a source says under ids of rules. */
export function sayingsIn(file: string, text: string): Saying[] {
  const found: Saying[] = [];
  // Rules of the planner make findings: where the level is not written beside the id, it depends.
  const otherwise = file.startsWith('plan/findings/') ? 'finding' : 'refused';
  const add = (id: string, level: string, what: string, fix: string): void => {
    if (ID.test(id)) found.push({ id, level: level === '' ? otherwise : level, what, fix });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [id = '', ...rest] = ['id', 'level', 'what', 'fix'].map((name) => textOf(member(node, name)));
      add(id, ...(rest as [string, string, string]));
    }
    // A helper that throws: the id first, then a sentence.
    if (ts.isCallExpression(node)) {
      const [id = '', ...words] = node.arguments.map((argument) => textOf(argument));
      add(id, '', words.find((word) => word.includes(' ')) ?? '', '');
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return found;
}

const sources = (): string[] => (readdirSync(LIB, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).sort();

/** Everything that the library says under an id, by id. */
export function sayings(): Saying[] {
  const all = sources().flatMap((name) => sayingsIn(name, readFileSync(join(LIB, name), 'utf8')));
  const elsewhere = Object.entries(BY_HAND).flatMap(([id, what]) =>
    all.some((one) => one.id === id) ? [] : [{ id, level: 'refused', what, fix: '' }],
  );
  const told = [...elsewhere, ...all].map((one) => ({ ...one, what: one.what || (BY_HAND[one.id] ?? '') }));
  return told.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Causes of rules whose every sentence is put together elsewhere. */
const BY_HAND: Readonly<Record<string, string>> = {
  'DR-SIT-06': 'What is declared or recorded is not legal now, or cannot have happened: the message says why',
  'DR-ACK-01': 'A finding is accepted that no rule makes, or without a reason, or at what is no date',
  'DR-COMP-06': 'A component is declared with what it cannot take: the message names each property, and a right value',
  'DR-OBJ-02': 'Objectives are declared with what they cannot take: the message names each property, and a right value',
  'DR-OBS-01':
    'A web test or a metric of the business is declared with what it cannot take: the message names each property, and a right value',
  'DR-RTO-02': 'The recovery time of the plan is longer than the RTO',
  'DR-SITE-01': 'A site is declared with what its cloud cannot take: the message names each property, and a right value',
  'DR-SITE-02': 'A site is declared without something that its cloud has for it, or that its region lacks: the message says what',
  'DR-SIZE-02': 'A size is declared with what it cannot take: the message names each property, and a right value',
  'DR-SIZE-03': 'A throughput is declared with what it cannot take: the message names each property, and a right value',
  'DR-STATE-05': 'A place of states is declared with what its cloud cannot take: the message names each property, and a right value',
  'DR-TOP-01': 'A topology is declared with what it cannot take: the message names each property, and a right value',
};

const cell = (texts: readonly string[]): string =>
  [...new Set(texts.filter((text) => text !== ''))].map((text) => text.replaceAll('|', '\\|')).join('<br>');

/** The page: one line an id. */
export function page(all: readonly Saying[] = sayings()): string {
  const ids = [...new Set(all.map(({ id }) => id))];
  const rows = ids.map((id) => {
    const own = all.filter((one) => one.id === id);
    const told = [own.map(({ level }) => level), own.map(({ what }) => what), own.map(({ fix }) => fix)].map(cell);
    return `| <a id="${id.toLowerCase()}"></a>\`${id}\` | ${told.join(' | ')} |`;
  });
  return [
    '# Findings',
    '',
    'Every rule has an id that never changes. *Refused*: nothing is written, or nothing is done. *error*, *warning*: a finding of the dossier,',
    'which is accepted by `acknowledge: [{ id, reason, by }]`; *finding*: of a level that depends. `…` stands for what the message names: the value, the component, the site. The',
    'messages of the library are longer, and say what is allowed.',
    '',
    '| id | | cause | fix |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

if (require.main === module) writeFileSync(PAGE, page());
