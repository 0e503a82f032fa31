import { compile } from '@jmespath-community/jmespath';
import az from './az-words.json';
import aws from './aws-words.json';
import {
  calledIn,
  calledOn,
  invocationsIn,
  chosenIn,
  comparedIn,
  pipedIn,
  queriesOn,
  shellTextsOn,
  takenForCommands,
  type Invocation,
} from './invocations';
import oci from './oci-words.json';

/** What a command line takes, as its own package says (cli_words.py): of what the library calls, and no more. */
interface Words {
  readonly version: string;
  readonly date: string;
  readonly groups: readonly string[];
  readonly common: readonly string[];
  readonly commands: Readonly<Record<string, readonly string[]>>;
}

const CLIS = [
  { program: 'aws', cloud: 'aws', words: aws as Words },
  { program: 'az', cloud: 'azure', words: az as Words },
  { program: 'oci', cloud: 'oci', words: oci as Words },
];

/** What is wrong with a call; a sentence that only begins like one calls nothing. */
function faultOf({ words, options, open }: Invocation, { groups, common, commands }: Words): string | undefined {
  const command = words.map((_, i) => words.slice(0, words.length - i).join(' ')).find((name) => name in commands);
  if (command !== undefined) {
    const strange = options.filter((option) => !common.includes(option) && !commands[command]?.includes(option));
    return strange.length > 0 ? `${command} does not take ${strange.join(', ')}` : undefined;
  }
  const isGroup = groups.includes(words.join(' '));
  if (isGroup ? open || options.length === 0 : options.length === 0 && !groups.includes(words[0] ?? '')) return undefined;
  return `${words.join(' ')} is not known: add it by cli_words.py, or correct it`;
}

describe.each(CLIS)('what is called of $program', ({ program, cloud, words }) => {
  const all = calledOn(cloud, program);

  test('exists, with every argument that it is given', () => {
    expect(all.length).toBeGreaterThan(20);
    const faults = all.flatMap(({ file, invocation }) => {
      const fault = faultOf(invocation, words);
      return fault === undefined ? [] : [`${file}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  test('is what is kept of its words, and that is of a version and a day', () => {
    const called = all.flatMap(({ invocation }) => invocation.words.map((_, i) => invocation.words.slice(0, i + 1).join(' ')));
    expect(Object.keys(words.commands).filter((name) => !called.includes(name))).toEqual([]);
    expect(words.version).toMatch(/^\S+ \d+\.\d+\.\d+$/);
    expect(words.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});

describe('what a query quotes is nothing that a shell runs', () => {
  test.each(['aws', 'azure', 'oci'])('on %s', (cloud) => {
    const texts = shellTextsOn(cloud);
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.flatMap(({ file, text }) => takenForCommands(text).map((found) => `${file}: ${found}`))).toEqual([]);
  });

  test.each(['aws', 'azure'])('and on %s is a query', (cloud) => {
    const queries = queriesOn(cloud);
    const wrong = queries.flatMap(({ file, query }) => (isQuery(query) ? [] : [`${file}: ${query}`]));
    expect([queries.length > 20, wrong]).toEqual([true, []]);
    expect(isQuery('names || ')).toBe(false);
  });

  test('but for what would be', () => {
    expect(takenForCommands('x=$(show "names || `[]`")')).toEqual(['`[]`']);
    expect(takenForCommands('x=$(show \'names || `[]`\')\ny=$(show "n > \\`$least\\`")')).toEqual([]);
  });
});

describe('a call that failed is seen: none is at the head of a pipeline', () => {
  test.each(['aws', 'azure', 'oci'])('on %s', (cloud) => {
    expect(shellTextsOn(cloud).flatMap(({ file, text }) => pipedIn(text).map((found) => `${file}: ${found}`))).toEqual([]);
  });

  test.each(['aws', 'azure', 'oci'])('nor in a comparison, on %s', (cloud) => {
    expect(shellTextsOn(cloud).flatMap(({ file, text }) => comparedIn(text).map((found) => `${file}: ${found}`))).toEqual([]);
  });

  test.each(['aws', 'azure', 'oci'])('nor what a case or a loop goes by, on %s', (cloud) => {
    expect(shellTextsOn(cloud).flatMap(({ file, text }) => chosenIn(text).map((found) => `${file}: ${found}`))).toEqual([]);
  });

  test('but one that would be, itself or by a function', () => {
    expect(chosenIn('case $(oci os ns get) in *) a ;; esac')).toHaveLength(1);
    expect(chosenIn('is() { az group list; }\nfor one in $(is); do a; done\ncase "$(is x)" in *) b ;; esac')).toHaveLength(2);
    expect(chosenIn('is=$(az group list)\ncase $is in $(date)) a ;; esac\nfor one in $is; do b; done')).toEqual([]);
    expect(comparedIn('if [ "$(az group list)" = x ]; then a; fi')).toHaveLength(1);
    expect(comparedIn('is() { oci os ns get; }\nwhile [ "$(is)" != x ]; do b; done')).toHaveLength(1);
    expect(comparedIn('is=$(az group list)\nif [ "$is" = "$(date)" ]; then a; fi\nuntil [ "$(az group list)" = x ]; do b; done')).toEqual(
      [],
    );
  });

  test('but one that would be', () => {
    expect(pipedIn('x=$(az group list --query "a | b" --output tsv | tr a b)')).toHaveLength(1);
    expect(pipedIn('x=$(az group list --query "a | b") || exit 1\nprintf %s "$x" | tr a b')).toEqual([]);
  });
});

function isQuery(query: string): boolean {
  try {
    compile(query);
    return true;
  } catch {
    return false;
  }
}

describe('a call is read', () => {
  const first = (text: string) => calledIn(text, 'az')[0];

  test.each([
    [
      'of a text of a shell',
      'set -e\nx=$(az group show --name "$1" --query "a | b" --output tsv) || exit 1',
      'group show',
      '--name --query --output',
    ],
    ['up to what follows it', 'az version --output tsv | grep --count x', 'version', '--output'],
    ['of a sentence', 'delete it (az group delete --name NAME), then apply', 'group delete', '--name'],
    ['up to the end of a sentence', 'az storage container restore. Then --wait', 'storage container restore', ''],
  ])('%s', (_, text, words, options) => {
    expect([first(text)?.words.join(' '), first(text)?.options.join(' ')]).toEqual([words, options]);
  });

  test('of a list of words, with lists inside of it', () => {
    const source = "const line = [...['az', 'group', 'show', '--name', name], '--query', 'x y'];";
    expect(invocationsIn(source, 'az').at(0)).toEqual({ words: ['group', 'show'], options: ['--name', '--query'] });
  });

  test('through a function that puts its verb in', () => {
    const text = 'blob() {\n  verb=$1\n  shift\n  az storage blob "$verb" --name "$n" "$@"\n}\nblob exists --query x && blob show';
    expect(calledIn(text, 'az').filter(({ open }) => !open)).toEqual([
      { words: ['storage', 'blob', 'exists'], options: ['--name', '--query'] },
      { words: ['storage', 'blob', 'show'], options: ['--name'] },
    ]);
  });
});

describe('what is wrong', () => {
  const faultIn = (text: string) => calledIn(text, 'az').map((one) => faultOf(one, az as Words));

  test.each([
    ['an argument that the command does not take', 'az group show --nam x', 'group show does not take --nam'],
    ['a command that is not there', 'az group shew --name x', 'group shew is not known'],
    ['a group without its command', 'az group --name x', 'group is not known'],
  ])('%s', (_, text, fault) => {
    expect(faultIn(text)).toEqual([expect.stringContaining(fault)]);
  });

  test.each(['az logs in by itself', 'az group', 'az group show --name x --debug'])('nothing: %s', (text) => {
    expect(faultIn(text)).toEqual([undefined]);
  });
});
