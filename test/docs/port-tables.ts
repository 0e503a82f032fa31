import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'design.md');

/** Where each interface of the port stands. */
const WHERE: Readonly<Record<string, string>> = {
  CloudCell: 'cloud.ts',
  CellFacts: 'facts.ts',
  TypeRow: 'facts.ts',
  RecoverySteps: 'phases.ts',
  Rendered: 'cloud.ts',
  Cloud: 'cloud.ts',
  CloudDoctor: 'cloud.ts',
};

/** The words of a doc comment in one line, its default at the end. */
function wordsOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = typeof doc?.comment === 'string' ? doc.comment : ts.getTextOfJSDocComment(doc?.comment);
  const tag = doc?.tags?.find(({ tagName }) => tagName.text === 'default');
  const said = tag && ts.getTextOfJSDocComment(tag.comment);
  return `${text ?? ''}${said === undefined ? '' : ` Default: ${said}`}`
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .trim();
}

/** The members of an interface of the port as a table: what must be given, what may, and what it says. */
export function tableOf(name: string): string {
  const file = join(ROOT, 'lib', 'port', WHERE[name] ?? 'missing');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found = source.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name);
  if (!found) throw new Error(`${WHERE[name]} has no ${name}`);
  const rows = found.members.map((member) => {
    const must = member.questionToken ? 'MAY' : 'MUST';
    return `| \`${member.name?.getText() ?? ''}\` | ${must} | ${wordsOf(member)} |`;
  });
  return ['| member | | |', '|---|---|---|', ...rows].join('\n');
}

const BLOCK = /<!-- port: (\w+) -->\n[\s\S]*?<!-- end -->/g;

/** The page with its tables as the port has them now. */
export const written = (page: string): string =>
  page.replace(BLOCK, (_, name: string) => `<!-- port: ${name} -->\n\n${tableOf(name)}\n\n<!-- end -->`);

/** The names of the tables that a page has. */
export const tablesIn = (page: string): string[] => [...page.matchAll(BLOCK)].map(([, name]) => name as string);

/** The page, as it is. */
export const readPage = (): string => readFileSync(PAGE, 'utf8');

if (require.main === module) writeFileSync(PAGE, written(readPage()));
