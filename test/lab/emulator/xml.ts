/** An element of an answer of the emulator. Attributes are not kept: no answer the lab reads has any that matter. */
export class Xml {
  private constructor(
    readonly name: string,
    readonly children: readonly Xml[],
    private readonly content: string,
  ) {}

  /** Reads a document as AWS services write them: elements, text, five entities; no mixed content, no CDATA. */
  static parse(document: string): Xml {
    const root: Open = { name: '', children: [], content: '' };
    const open: Open[] = [root];
    for (const [, closing, name = '', selfClosed, text] of document.replace(/<\?[^>]*>/g, '').matchAll(TOKEN)) {
      const top = open[open.length - 1] as Open;
      if (text !== undefined) top.content += decode(text);
      else if (closing) finish(open);
      else if (selfClosed) top.children.push(new Xml(name, [], ''));
      else open.push({ name, children: [], content: '' });
    }
    if (open.length !== 1 || !root.children[0]) throw new Error(`not an XML answer: ${document.slice(0, 200)}`);
    return root.children[0];

    function finish(stack: Open[]): void {
      const done = stack.pop() as Open;
      stack[stack.length - 1]?.children.push(new Xml(done.name, done.children, done.content));
    }
  }

  /** Every element at this path: `all('Listeners/member')`. */
  all(path: string): readonly Xml[] {
    return path.split('/').reduce<readonly Xml[]>((found, step) => found.flatMap((x) => x.children.filter((c) => c.name === step)), [this]);
  }

  /** The first element at this path. */
  first(path: string): Xml | undefined {
    return this.all(path)[0];
  }

  /** The text at this path; undefined when there is no such element, or it is empty. */
  text(path: string): string | undefined {
    return this.first(path)?.content.trim() || undefined;
  }

  /** The text of this element itself. */
  get value(): string {
    return this.content.trim();
  }
}

interface Open {
  readonly name: string;
  readonly children: Xml[];
  content: string;
}

const TOKEN = /<(?!\?)(\/)?([\w:.-]+)[^>]*?(\/)?>|([^<]+)(?=<)/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, dec?: string, hex?: string, name?: string) =>
    dec ? String.fromCodePoint(Number(dec)) : hex ? String.fromCodePoint(parseInt(hex, 16)) : (ENTITIES[name ?? ''] ?? whole),
  );
}
