const SHELL = /^(?:.*\/)?(?:ba|da|k|z|a)?sh$/;

/** What a shell is by itself: no program has to be there for it. */
const BUILT_IN = new Set(
  (
    '. : [ break cd command continue echo eval exec exit export false getopts kill local printf pwd read readonly return set shift test ' +
    'times trap true type ulimit umask unalias unset wait'
  ).split(' '),
);
/** Words of the grammar; a command follows the first ones. */
const LEADING = new Set('! { do elif else if then until while'.split(' '));
const RESERVED = new Set([...LEADING, ...'} case done esac fi for in'.split(' ')]);

/** Stands for what is quoted or put in: it is no name of a program. */
const PUT_IN = '"';

/** What a text runs where its own arguments are the command. */
const ARGUMENTS = '$@';

/** What a command line calls. */
export interface Calls {
  /** The programs that it needs: its own, and those that its shell text, or what that hands on, calls by their names. Sorted, each once. */
  readonly programs: string[];
  /** Whether that is all: a program that is put in cannot be told ahead. */
  readonly namesAll: boolean;
}

/** What a command line calls. */
export function callsOf(line: readonly string[]): Calls {
  const { words, handed } = calledBy(line);
  const further = handed && callsOf(handed);
  const named = words.filter((word) => /^[\w./+-]*[A-Za-z][\w./+-]*$/.test(word));
  return {
    programs: [...new Set([line[0] ?? '', ...named, ...(further?.programs ?? [])])].sort(),
    namesAll: words.every((word) => !word.startsWith(PUT_IN)) && (further?.namesAll ?? true),
  };
}

/** The programs that a command line needs. */
export const programsOf = (line: readonly string[]): string[] => callsOf(line).programs;

/** Which of some programs a text for people tells them to call: a name with a word of its own behind it, as in a command line. */
export const toldIn = (text: string, names: readonly string[]): string[] =>
  names.filter((name) => new RegExp(`(?:^|[\\s(:;])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} [a-z][a-z0-9-]+`).test(text));

/** Whether a line asks `date` for another moment than now: only that of GNU reads `-d` so. */
export const asksDateOfGnu = (line: readonly string[]): boolean => line.some((word) => /\bdate (?:-u )?-d/.test(word));

/** What stands where a command does in the text of a line, and the line that it hands on, less what it shifts away before. */
function calledBy([program = '', flag = '', text = '', , ...args]: readonly string[]): { words: string[]; handed?: string[] } {
  if (!SHELL.test(program) || !/^-[a-z]*c$/.test(flag)) return { words: [] };
  const words = commandsOf(text);
  const at = words.indexOf(ARGUMENTS);
  const kept = args.slice(words.slice(0, Math.max(at, 0)).filter((word) => word === 'shift').length);
  const own = words.filter((word) => word !== ARGUMENTS && !BUILT_IN.has(word) && !RESERVED.has(word));
  return { words: own, ...(at < 0 || kept.length === 0 ? {} : { handed: kept }) };
}

/** Texts are the library's own and few, and asked for by every sheet of every plan: each is read once. */
const read = new Map<string, readonly string[]>();
function commandsOf(text: string): readonly string[] {
  const words = read.get(text) ?? new ShellText(text).commands();
  read.set(text, words);
  return words;
}

/** A text for a POSIX shell, read as far as the words that stand where a command does. */
class ShellText {
  private at = 0;
  /** What ends the documents that the line at hand begins (`<<END`). */
  private readonly documents: string[] = [];
  private readonly found: string[] = [];
  private readonly functions = new Set<string>();

  constructor(private readonly text: string) {}

  commands(): string[] {
    this.list();
    return this.found.filter((word) => !this.functions.has(word));
  }

  /** Commands one after the other, up to the bracket that closes them. */
  private list(): void {
    const line = new Line((word) => this.found.push(word));
    while (this.at < this.text.length) {
      const c = this.text[this.at] as string;
      this.at += 1;
      if (c === ')' && !line.closesPattern()) break;
      if (c === '(') this.bracket(line);
      else if (c === '#' && line.isBetween) this.skipTo('\n');
      else if (c === '<' || c === '>') this.redirect(line);
      else if (/[\n;|&]/.test(c)) this.endCommand(c, line);
      else if (/\s/.test(c)) line.endWord();
      else if (c !== ')') this.letter(c, line);
    }
    line.endWord();
  }

  private letter(c: string, line: Line): void {
    if (c === '\\') this.at += 1;
    else if (c === "'") this.skipTo("'");
    else if (c === '"' && line.isBetween && this.text.startsWith(`${ARGUMENTS}"`, this.at)) return this.handOn(line);
    else if (c === '"') this.quoted();
    else if (c === '$') this.substitution();
    line.add(/['"$\\]/.test(c) ? PUT_IN : c);
  }

  private handOn(line: Line): void {
    this.at += `${ARGUMENTS}"`.length;
    line.add(ARGUMENTS);
  }

  private quoted(): void {
    while (this.at < this.text.length) {
      const c = this.text[this.at] as string;
      this.at += 1;
      if (c === '"') return;
      if (c === '\\') this.at += 1;
      else if (c === '$') this.substitution();
    }
  }

  private substitution(): void {
    if (this.text.startsWith('((', this.at)) this.skipTo('))');
    else if (this.text.startsWith('{', this.at)) this.skipTo('}');
    else if (this.text.startsWith('(', this.at)) {
      this.at += 1;
      this.list();
    }
  }

  /** `name()` makes a function; any other bracket is a shell of its own. */
  private bracket(line: Line): void {
    const name = line.drop();
    if (name === '') this.list();
    else {
      this.functions.add(name);
      this.skipTo(')');
      line.endCommand(';');
    }
  }

  private endCommand(c: string, line: Line): void {
    line.endCommand(c + (this.text[this.at] ?? ''));
    if (c !== '\n') return;
    this.at -= 1;
    for (const end of this.documents.splice(0)) this.skipTo(`\n${end}`);
    this.at += this.text[this.at] === '\n' ? 1 : 0;
  }

  private redirect(line: Line): void {
    if (/^\d*$/.test(line.word)) line.drop();
    else line.endWord();
    const [, end] = /^<(\w+)/.exec(this.text.slice(this.at)) ?? [];
    if (end !== undefined) this.documents.push(end);
    while (/[<>&]/.test(this.text[this.at] ?? '')) this.at += 1;
    line.skipsNext = true;
  }

  private skipTo(end: string): void {
    const found = this.text.indexOf(end, this.at);
    this.at = found < 0 ? this.text.length : found + end.length;
  }
}

/** The words of a list of commands: which of them stand where a command does. */
class Line {
  word = '';
  skipsNext = false;
  private leads = true;
  private pattern = false;
  private readonly cases: boolean[] = [];

  constructor(private readonly found: (word: string) => void) {}

  get isBetween(): boolean {
    return this.word === '';
  }

  add(c: string): void {
    this.word += c;
  }

  drop(): string {
    const { word } = this;
    this.word = '';
    return word;
  }

  /** The bracket behind a pattern of `case`: what follows it is a command. */
  closesPattern(): boolean {
    if (!this.pattern) return false;
    this.drop();
    this.pattern = false;
    this.leads = true;
    return true;
  }

  endCommand(operator: string): void {
    this.endWord();
    this.leads = true;
    this.pattern = operator === ';;' ? this.cases.length > 0 : this.pattern;
  }

  endWord(): void {
    const word = this.drop();
    if (word === '') return;
    if (this.skipsNext) this.skipsNext = false;
    else if (word === 'esac') this.endCase();
    else if (this.pattern) return;
    else if (this.leads) this.lead(word);
    else if (word === 'in' && this.cases.at(-1) === false) this.beginPatterns();
  }

  private lead(word: string): void {
    if (/^[A-Za-z_]\w*=/.test(word)) return;
    this.found(word);
    if (word === 'case') this.cases.push(false);
    this.leads = LEADING.has(word);
  }

  private beginPatterns(): void {
    this.cases[this.cases.length - 1] = true;
    this.pattern = true;
  }

  private endCase(): void {
    this.cases.pop();
    this.pattern = false;
    this.leads = false;
  }
}
