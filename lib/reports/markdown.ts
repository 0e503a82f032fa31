import { printable } from '../words/printable';

/** Paper: what follows starts on a new page. */
export const PAGE_BREAK = '<div style="page-break-before: always"></div>';

/** Free text on one line, safe to stand in a paragraph: markup that a viewer would swallow is escaped, code is left as it is. */
export function text(free: string): string {
  return free
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/`[^`]*`|</g, (found) => (found === '<' ? '\\<' : found));
}

/** Inline code, whatever backticks it holds itself. */
export function code(literal: string): string {
  const fence = '`'.repeat(longestRun(literal) + 1);
  const pad = literal.startsWith('`') || literal.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${literal}${pad}${fence}`;
}

/** A heading as a link names it: what viewers of Markdown make of it (small letters, spaces as hyphens, signs left out). */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Lines to copy, exactly as they are: never indented, so that the printed and the raw text are the same. */
export function shellBlock(lines: readonly string[]): string {
  const body = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}sh\n${body}\n${fence}`;
}

/** A passage of several lines, set apart. */
export function quote(passage: string): string {
  return passage
    .trim()
    .split('\n')
    .map((line) => `> ${text(line)}`.trimEnd())
    .join('\n');
}

/** A table, or the word `None.` where it would be empty. Columns are not padded: one longer value changes one line of a diff. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A list, or the word `None.` where it would be empty. */
export function list(items: readonly string[]): string {
  return items.length === 0 ? 'None.' : items.map((item) => `- ${item}`).join('\n');
}

/** Blocks one under the other, a blank line between them; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A whole document: nothing in it acts on what shows it. */
export function page(...parts: readonly string[]): string {
  return `${printable(blocks(...parts))}\n`;
}

/** The same things in an order that depends on nothing but themselves: no locale, no order of declaration. */
export function sorted<T>(things: readonly T[], ...keys: readonly ((thing: T) => string | number)[]): T[] {
  return [...things].sort((a, b) => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  });
}

function cell(content: string): string {
  return content.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, '<br>') || '–';
}

function longestRun(literal: string): number {
  return Math.max(0, ...(literal.match(/`+/g) ?? []).map((run) => run.length));
}
