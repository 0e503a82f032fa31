import ts from 'typescript';
import { parsed, type Violations } from './layers';

const isDocumented = (node: ts.Node): boolean => ts.getJSDocCommentsAndTags(node).some(ts.isJSDoc);
const nameOf = (node: ts.Node): string => ts.getNameOfDeclaration(node as ts.Declaration)?.getText() ?? 'default';

/** A member of a class that others see: no constructor, which its class speaks of, and nothing private. */
function isSeen(member: ts.ClassElement): boolean {
  if (!ts.isMethodDeclaration(member) && !ts.isPropertyDeclaration(member) && !ts.isAccessor(member)) return false;
  const kept = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(member) & kept) === 0 && !ts.isPrivateIdentifier(member.name);
}

/** Of several signatures of one function, the first speaks for all. */
const isFirst = (node: ts.Node, at: number, all: readonly ts.Node[]): boolean =>
  !ts.isFunctionLike(node) || all.findIndex((other) => other.kind === node.kind && nameOf(other) === nameOf(node)) === at;

/** What a file exports without a doc comment, members of its classes included: it is what an architect's editor shows. */
export function undocumented(file: string, text: string): Violations {
  const source = parsed(file, text);
  const named = source.statements.flatMap((one) =>
    ts.isExportDeclaration(one) && !one.moduleSpecifier && one.exportClause && ts.isNamedExports(one.exportClause)
      ? one.exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
      : [],
  );
  const names = (one: ts.Statement): string[] =>
    ts.isVariableStatement(one) ? one.declarationList.declarations.map(({ name }) => name.getText()) : [nameOf(one)];
  const isExported = (one: ts.Statement): boolean =>
    (ts.canHaveModifiers(one) && ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true) ||
    names(one).some((name) => named.includes(name));
  const declared = (one: ts.Statement): boolean =>
    ts.isVariableStatement(one) ||
    ts.isFunctionDeclaration(one) ||
    ts.isClassDeclaration(one) ||
    ts.isInterfaceDeclaration(one) ||
    ts.isTypeAliasDeclaration(one) ||
    ts.isEnumDeclaration(one);
  return source.statements
    .filter((one) => declared(one) && isExported(one))
    .filter(isFirst)
    .flatMap((one) => [
      ...(isDocumented(one) ? [] : [`${file}: ${names(one).join(', ')}`]),
      ...(ts.isClassDeclaration(one) ? one.members.filter(isSeen) : [])
        .filter(isFirst)
        .filter((member) => !isDocumented(member))
        .map((member) => `${file}: ${names(one).join(', ')}.${nameOf(member)}`),
    ]);
}
