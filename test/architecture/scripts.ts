import ts from 'typescript';
import { parsed, type Violations } from './layers';

/** A file of `lib/` with its text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** What stands in a file under a name of its own, outside of every function. */
type Constants = ReadonlyMap<string, ts.Expression>;

function constantsOf(source: ts.SourceFile): Constants {
  const statements = source.statements.filter(ts.isVariableStatement).map(({ declarationList }) => declarationList);
  return new Map(
    statements
      .filter(({ flags }) => flags & ts.NodeFlags.Const)
      .flatMap(({ declarations }) => declarations)
      .flatMap(({ name, initializer }) => (ts.isIdentifier(name) && initializer ? [[name.text, initializer] as const] : [])),
  );
}

/** Whether a text is the same for everybody: written out, or put together of what is. `claimScript` puts a constant frame around one. */
function isConstant(node: ts.Expression | undefined, own: Constants, all: readonly Constants[]): boolean {
  if (!node) return false;
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return true;
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => isConstant(expression, own, all));
  if (ts.isIdentifier(node)) {
    // What is none of the file's own is imported: under that name, wherever it stands.
    const places = own.has(node.text) ? [own] : all.filter((others) => others.has(node.text));
    return places.length > 0 && places.every((place) => isConstant(place.get(node.text), place, all));
  }
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'claimScript') return false;
  return node.arguments.every((argument) => isConstant(argument, own, all));
}

const isText = (node: ts.Expression | undefined, text: string): boolean =>
  node !== undefined && ts.isStringLiteralLike(node) && node.text === text;

/** The text that a shell is given by this node; undefined where it gives none to a shell. */
function shellTextOf(node: ts.Node): { readonly text: ts.Expression | undefined } | undefined {
  if (ts.isCallExpression(node) && node.expression.getText() === 'script') return { text: node.arguments[0] };
  if (!ts.isArrayLiteralExpression(node)) return undefined;
  const at = node.elements.findIndex((one, i) => isText(one, 'sh') && isText(node.elements[i + 1], '-c'));
  return at < 0 ? undefined : { text: node.elements[at + 2] };
}

/** Values inside of a shell's text. They belong behind it, as arguments: what a shell reads as text it runs. */
export function valuesInScripts(sources: readonly Source[]): Violations {
  const files = sources.map((source) => ({ ...source, tree: parsed(source.file, source.text) }));
  const known = files.map(({ tree }) => constantsOf(tree));
  return files.flatMap(({ file, tree }, i) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const shell = shellTextOf(node);
      if (shell && !isConstant(shell.text, known[i] as Constants, known))
        found.push(`${file}: a value in ${shell.text?.getText() ?? 'nothing'}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

const PROGRAMS = ['sh', 'aws', 'az', 'oci'];

/** Command lines of a cloud outside of its one room for them: those of the procedures, and those asked ahead of the day. */
export function linesOutside(sources: readonly Source[]): Violations {
  return sources
    .filter(({ file }) => /^clouds\/\w+\//.test(file) && !/^clouds\/\w+\/cli(-[a-z]+)?\.ts$/.test(file))
    .flatMap((source) => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const isLine =
          ts.isArrayLiteralExpression(node) && node.elements.length > 1 && PROGRAMS.some((one) => isText(node.elements[0], one));
        if (isLine || (ts.isCallExpression(node) && node.expression.getText() === 'script'))
          found.push(`${source.file}: ${node.getText()}`);
        ts.forEachChild(node, visit);
      };
      visit(parsed(source.file, source.text));
      return found;
    });
}
