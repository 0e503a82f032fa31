import { posix } from 'node:path';
import ts from 'typescript';

/** One import statement of a file of `lib/`. */
export interface Import {
  /** The file, relative to `lib/`. */
  readonly from: string;
  /** What it imports: a path relative to `lib/`, without extension, or the name of a package. */
  readonly to: string;
  /** A file of `lib/`, not a package. */
  readonly own: boolean;
  /** Erased by the compiler: `import type`, or only `type` members. */
  readonly typeOnly: boolean;
}

const trees = new Map<string, ts.SourceFile>();

/** The syntax tree of a file; several laws look at the same one. */
export function parsed(file: string, text: string): ts.SourceFile {
  const key = `${file}\0${text}`;
  const tree = trees.get(key) ?? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  trees.set(key, tree);
  return tree;
}

/** A violation, as a sentence. */
export type Violations = readonly string[];

const isTypeOnly = (statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(statement))
    return (
      statement.isTypeOnly ||
      (statement.exportClause !== undefined &&
        ts.isNamedExports(statement.exportClause) &&
        statement.exportClause.elements.every((e) => e.isTypeOnly))
    );
  const clause = statement.importClause;
  if (!clause) return false;
  const named = clause.namedBindings;
  return (
    clause.isTypeOnly ||
    (!clause.name &&
      named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.length > 0 &&
      named.elements.every((e) => e.isTypeOnly))
  );
};

/** The import statements of a file, `import()` and `require()` included. */
export function importsOf(file: string, text: string): Import[] {
  const out: Import[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const { text: to } = specifier;
    const own = to.startsWith('.');
    out.push({ from: file, to: own ? posix.join(posix.dirname(file), to) : to, own, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal as ts.Expression, true);
    else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require'))
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(parsed(file, text));
  return out;
}

/** The layers of `lib/`, in the words of its README. */
export type Layer = 'words' | 'declarations' | 'port' | 'decisions' | 'realisation' | 'cloud' | 'index' | 'cli';

/** A folder is a layer: one line a folder. */
const TABLE: readonly (readonly [RegExp, Layer])[] = [
  [/^(words|objectives|situation|regions)\//, 'words'],
  [/^(components|traffic|observation)\//, 'declarations'],
  [/^port\//, 'port'],
  [/^(plan|recovery)\//, 'decisions'],
  [/^clouds\/[\w-]+\//, 'cloud'],
  [/^index$/, 'index'],
  [/^((own|render|written|reports)\/.+|[\w-]+)$/, 'realisation'],
  [/^cli\//, 'cli'],
];

const stem = (file: string): string => file.replace(/\.(ts|js|json)$/, '');

/** The layer of a file, or undefined where the table does not know it. */
export function layerOf(file: string): Layer | undefined {
  return TABLE.find(([pattern]) => pattern.test(stem(file)))?.[1];
}

const cloudOf = (path: string): string => path.split('/')[1] as string;
const BINDING = /^@cdktf\/provider-|^@cdktf-providers\//;
/** The port says what is handed to a cell: parts of the plan, as types. */
const PLAN_TYPES = /^plan\/plan$/;
/** What the CLI knows of the plan: the manifest, the situation, the actions; how a line is written for a shell, and how deadlines are counted. */
const CLI_MAY = /^(cli\/.*|reports\/(manifest|shell-line|step-line|deadlines|region-loss|whole-file)|(words|situation|objectives)\/.*)$/;

/** Whether a file of one layer may import another file of `lib/`. */
function mayImport({ from, to, typeOnly }: Import): boolean {
  const target = layerOf(to);
  switch (layerOf(from)) {
    case 'words':
      return target === 'words';
    case 'declarations':
      return target === 'words' || target === 'declarations';
    case 'port':
      return target === 'words' || target === 'port' || (typeOnly && (target === 'declarations' || PLAN_TYPES.test(to)));
    case 'decisions':
      return target === 'words' || target === 'declarations' || target === 'port' || target === 'decisions';
    case 'realisation':
      return target !== undefined && !['cloud', 'cli', 'index'].includes(target);
    case 'cloud':
      return target === 'cloud'
        ? cloudOf(to) === cloudOf(from)
        : target !== undefined && ['words', 'declarations', 'port', 'decisions'].includes(target);
    case 'index':
      return target !== 'cloud' && target !== 'cli';
    case 'cli':
      return CLI_MAY.test(to);
    default:
      return true;
  }
}

/** Packages that a layer may import; `node:` and the small pure ones anywhere but where told. */
function mayUse({ from, to, typeOnly }: Import): boolean {
  const layer = layerOf(from);
  if (BINDING.test(to)) return layer === 'cloud';
  if (to === 'cdktf' || to.startsWith('cdktf/')) return layer === 'cloud' || layer === 'realisation' || (layer === 'port' && typeOnly);
  if (to === 'constructs') return layer === 'declarations' || layer === 'realisation' || layer === 'cloud';
  return true;
}

/** Imports against the layers. */
export function againstTheLayers(imports: readonly Import[]): Violations {
  return imports.flatMap((one) => {
    const layer = layerOf(one.from);
    if (!layer) return [`${one.from} stands in no layer`];
    return (one.own ? mayImport(one) : mayUse(one)) ? [] : [`${one.from} (${layer}) imports ${one.to}${one.typeOnly ? ' (type)' : ''}`];
  });
}

/** A circle of files, by imports that remain after compilation and by types alike: each is named once, from its first file on. */
export function circles(imports: readonly Import[]): Violations {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) {
    const key = stem(from);
    next.set(key, [...(next.get(key) ?? []), to]);
  }
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const ring = path.slice(at);
      const first = ring.indexOf([...ring].sort()[0] as string);
      found.add([...ring.slice(first), ...ring.slice(0, first)].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return [...found].sort();
}

/** A binding imported otherwise than by its own deep path. */
export function shallowBindings(imports: readonly Import[]): Violations {
  return imports
    .filter(({ to }) => BINDING.test(to) && !/^@[\w-]+\/[\w-]+\/(?:lib\/)?(?!lib$|lib\/|index\b)[\w-]+(?:\/index\.js)?$/.test(to))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** Every file reached from one by imports that remain after compilation. */
export function loadedBy(entry: string, imports: readonly Import[]): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { from, to, typeOnly } of imports) if (!typeOnly && stem(from) === file) visit(stem(to));
  };
  visit(entry);
  return seen;
}

/** Identifiers, names and strings of a file, comments excepted. */
export function textsOf(file: string, text: string): string[] {
  const out: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) out.push(node.text);
    else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      out.push(node.text);
    else if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) out.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(parsed(file, text));
  return out;
}

/** Words of a text: `awsRegion`, `aws-region` and `aws:region` all hold `aws`; `society` does not hold `oci`. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());
}

// Oracle is a database, too, which several clouds have.
const CLOUD_WORDS = new Set(
  'aws azure azurerm oci amazon microsoft s3 rds ec2 kms iam arn vpc sns sqs ssm route53 cloudwatch cloudfront dynamodb aurora elb alb lambda ecr eks aks oke entra blob vnet ocid cosmos'.split(
    ' ',
  ),
);
const DOMAIN: ReadonlySet<Layer | undefined> = new Set<Layer>(['words', 'declarations', 'decisions']);

/** Names of services that are of more than one word, none of which is a cloud's by itself. */
const SERVICES = /\b(?:Route 53|Application Insights|Log Analytics|Container Apps|Health Checks)\b/g;

/** Comments of a declaration are read by whoever declares, whatever the cloud. The key of a site (`aws:eu-west-3`) is an example of a value. */
const commentsOf = (file: string, text: string): string[] =>
  layerOf(file) === 'declarations' ? (text.replace(/`\w+:[\w-]+`/g, '').match(/\/\*[\s\S]*?\*\/|\/\/.*$/gm) ?? []) : [];

/** A cloud's word in a file that all clouds share. Facts of regions are a cloud's by nature; what SQL reserves (`blob`) is no cloud's word. */
export function cloudWords(file: string, text: string): Violations {
  if (!DOMAIN.has(layerOf(file)) || file.startsWith('regions/') || file === 'components/reserved.ts') return [];
  return [...textsOf(file, text), ...commentsOf(file, text)].flatMap((found) =>
    [...wordsOf(found).filter((word) => CLOUD_WORDS.has(word)), ...(found.match(SERVICES) ?? [])].map(
      (word) => `${file}: "${word}" in "${found}"`,
    ),
  );
}

/** A tier in an adapter: it renders postures and must not know why. */
export function tierNames(file: string, text: string): Violations {
  if (layerOf(file) !== 'cloud') return [];
  const names = new Set(['cold', 'warm', 'hot', 'ha', 'vital']);
  const inTexts = textsOf(file, text).flatMap((found) =>
    found.includes(' ')
      ? []
      : wordsOf(found)
          .filter((word) => names.has(word))
          .map((word) => `${file}: tier ${word} in "${found}"`),
  );
  return importsOf(file, text).some(({ to }) => to === 'objectives/tier') ? [...inTexts, `${file} imports objectives/tier`] : inTexts;
}

/** Longest file, in lines. Tables of facts may be longer. */
export function tooLong(file: string, text: string, max = 300): Violations {
  const lines = text.trimEnd().split('\n').length;
  return lines > max && !/(regions\/|plan\/matrix\.ts|sizes\.ts|catalogue)/.test(file) ? [`${file} has ${lines} lines`] : [];
}

/** A path of somebody's machine, or the host of a package registry, in a file that is handed on. */
export function foreignPlaces(file: string, text: string): Violations {
  const home = /(?:\/(?:home|Users|root|work|workspace|builds|mnt)\/[\w.-]+|[A-Z]:\\\\?Users)/;
  const hosts = [
    ...text.matchAll(/\bhttps?:\/\/(?:[\w.-]*\b(?:registry|npmjs|yarnpkg|artifactory|nexus|verdaccio|pypi|proxy)\b[\w.-]*)/gi),
  ].map(([host]) => host);
  const path = home.exec(text)?.[0];
  return [...(path ? [`${file}: ${path}`] : []), ...[...new Set(hosts)].map((host) => `${file}: ${host}`)];
}

/** What differs between two machines or two moments: synthesis gives the same bytes anywhere (the CLI may read the clock). */
export function unsteady(file: string, text: string): Violations {
  if (layerOf(file) === 'cli') return [];
  const out: string[] = [];
  const visit = (node: ts.Node): void => {
    const source = node.getText();
    if (ts.isCallExpression(node) && /\.localeCompare$/.test(node.expression.getText()) && node.arguments.length < 2)
      out.push(`${file}: ${source} depends on the locale`);
    if (
      ts.isCallExpression(node) &&
      /^(Date\.now|Math\.random|randomUUID|performance\.now)$|\.toLocale\w*$/.test(node.expression.getText())
    )
      out.push(`${file}: ${source}`);
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0)
      out.push(`${file}: ${source} reads the clock`);
    ts.forEachChild(node, visit);
  };
  visit(parsed(file, text));
  return out;
}
