import { moveArguments } from '../words/actions';
import type { StackManifest } from './manifest';
import { blocks, code, list, shellBlock, sorted, text } from './markdown';
import { isSynthesized, planCommand, refusal, terraform, type Applied } from './runbook-by-hand';
import { shellLine } from './shell-line';

/** How to go on after an apply of one stack that died half-way (all of it tried; docs/design.md, "Procedures"). */
export function annex(stack: StackManifest, statefulTypes: readonly string[]): string {
  return blocks(
    `# Annex ${stack.id}`,
    list(facts(stack)),
    isSynthesized(stack)
      ? resume(stack, statefulTypes)
      : 'Nothing is synthesized for it in the declared situation: there is nothing to resume.',
  );
}

function facts(stack: StackManifest): string[] {
  return [
    `State: ${code(stack.state.key)} in ${code(stack.state.region)}.`,
    `This output was last changed at sequence ${stack.sequence}, marker ${code(stack.marker)}. Where another marker stands that it does not follow, its apply is refused, at plan (STALE): you hold an old output, or one of another branch; pull, synthesize again.`,
    ...(stack.withheld === undefined ? [] : [`**Withheld:** ${text(stack.withheld)}. It still exists; it is not deleted.`]),
  ];
}

function resume(stack: Applied, statefulTypes: readonly string[]): string {
  const line = (...words: string[]): string => shellLine(terraform(stack, ...words));
  return blocks(
    `## If an apply of ${code(stack.id)} was interrupted`,
    '**First make sure that nobody else is applying it: ask, by telephone (the numbers are on the card).** The normal way is `continuity run` again: it does what follows. By hand:',
    `1. Plan. Where it says that the state is locked, it prints the lock's ${code('ID')}. Release it, with that ID in place of LOCK_ID:`,
    shellBlock([planCommand(stack, stack)]),
    shellBlock([line('force-unlock', '-force', 'LOCK_ID')]),
    '2. See what the state knows:',
    shellBlock([line('state', 'list')]),
    '3. Import what exists and is missing in that list. An import of what does not exist fails and changes nothing.',
    imports(stack, line),
    `4. See what is marked ${code('(tainted)')}: an interrupted creation or restore is, and the next plan would *replace* it. Take the mark off what holds data and exists (on what is not marked it fails, and changes nothing):`,
    shellBlock([`${line('show')} | grep -F '(tainted)'`, ...[...stack.stateful].sort().map((address) => line('untaint', address))]),
    '5. Plan again.',
    shellBlock([planCommand(stack, stack)]),
    refusal(stack, statefulTypes),
    ...(statefulTypes.length === 0
      ? []
      : [`Nor if it proposes to destroy or replace any resource of these types: ${[...statefulTypes].sort().map(code).join(', ')}.`]),
    '6. Apply exactly that plan.',
    shellBlock([line('apply', '-input=false', 'tfplan')]),
  );
}

function imports(stack: StackManifest, line: (...words: string[]) => string): string {
  const known = sorted(Object.entries(stack.importIds), ([address]) => address);
  const lookUps = lookUpsOf(stack);
  if (known.length + lookUps.length === 0) return 'The manifest knows no import ids for this stack.';
  return blocks(
    known.length === 0
      ? 'No import id can be computed for this stack.'
      : shellBlock(known.map(([address, id]) => line('import', '-input=false', ...moveArguments(stack), address, id))),
    ...(lookUps.length === 0
      ? []
      : [
          'Of these the id has to be found first, in the region of the stack, by the names that its file says; then import them in the same way:',
          list(lookUps),
        ]),
  );
}

/** How ids are found, each way once with all that it is for. */
function lookUpsOf({ lookUps = {} }: StackManifest): string[] {
  const ways = [...new Set(Object.values(lookUps))];
  const found = ways.map((way) => ({
    way,
    addresses: Object.entries(lookUps)
      .flatMap(([address, how]) => (how === way ? [address] : []))
      .sort(),
  }));
  return sorted(found, ({ addresses }) => addresses[0] ?? '').map(
    ({ way, addresses }) => `${addresses.map(code).join(', ')}: ${text(way)}`,
  );
}
