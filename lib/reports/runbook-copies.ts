import { inWords } from '../objectives/duration';
import { titleOf, type Action } from '../words/actions';
import { lineOf } from '../situation/lines';
import { blank } from './clock-times';
import { blocks, code, list, shellBlock, text } from './markdown';
import { byHand, isSynthesized, planCommand, terraform } from './runbook-by-hand';
import type { RunbookSource } from './runbook-source';
import { shellLine } from './shell-line';
import { variablesOf } from './step-line';

/** The name of the sheet. */
export const COPIES_SHEET = 'Sheet COPIES';

/**
 * How the workload comes back from the place that is no site, where the accounts of its sites are lost: by hand, since no procedure knows an
 * account that is not in the code. Nothing where there is no such place.
 */
export function copiesSheet(source: RunbookSource): string[] {
  const { workload } = source;
  const { copyPlace: place } = workload;
  if (!place) return [];
  const { key, account, components, opens } = place;
  const { sites } = workload.declared;
  const actions = [...opens, ...components.flatMap(({ steps }) => steps)];
  return [
    blocks(
      `# ${COPIES_SHEET} · ${workload.id}`,
      '**The accounts of the sites are lost: taken over, closed, or let nobody in. What is left is a copy.**',
      `Must answer: ${code(key)}. **Does not need: ${sites.map(code).join(', ')}.**`,
      place.outlives ? '' : `**${code(account)} is an account of the sites: where it is lost, so is what is kept here.**`,
      list([
        `Copies lie at ${code(key)}, in the account ${code(account)}, each for ${inWords(place.keep)}: ${components.map(({ component }) => component).join(', ') || '**of nothing**'}.`,
        'What is not named there does not come back by this sheet: the dossier has it under what may be lost.',
        `Credentials: those of ${code(account)}, and of the account that serves from now on: ${blank()}`,
        'UNVERIFIED: no line of this sheet was run against a cloud. Try it in peace, with an account of your own.',
      ]),
      '## A place to come back to',
      ...prepared(source),
      '## The copies',
      ...stepsOf(source, actions),
      '## The workload, from the copies',
      ...restored(source, components),
    ),
  ];
}

/** Another account in the code, and no word of what is lost: the site that takes the role is laid, and holds nothing yet. */
function prepared({ manifest, workload, stacks }: RunbookSource): string[] {
  const [gone, to] = workload.declared.sites;
  const mine = (['base', 'site'] as const)
    .flatMap((kind) => stacks.filter((one) => one.site === to && one.kind === kind))
    .filter(isSynthesized);
  return [
    '1. In the code: the account that serves from now on, at every site, and places of states in it. Set aside the situation: it speaks of what is lost.',
    shellBlock([shellLine(['mv', manifest.situationFile, `${manifest.situationFile}.lost`]), 'export NEW_ACCOUNT=']),
    `2. With its credentials: what states are kept in (${code('continuity bootstrap')}), then say that ${code(gone)} is not there, and synthesize.`,
    shellBlock([shellLine(lineOf({ op: 'lost', site: gone }))]),
    `3. Lay ${code(to)}: plan, read, apply.`,
    shellBlock(mine.flatMap((stack) => [planCommand(stack), shellLine(terraform(stack, 'apply', '-input=false', 'tfplan'))])),
  ];
}

function stepsOf(source: RunbookSource, actions: readonly Action[]): string[] {
  const known = { order: actions.map(({ id }) => id), variables: variablesOf(actions) };
  return actions.map((action, i) => {
    const expected = action.do === 'command' ? [`Expected: ${text(action.expected)}.`] : [];
    return blocks(
      `- [ ] **${i + 1}.** ${code(action.id)} · ${text(titleOf(action))}`,
      byHand(source, action, known),
      ...(expected.length > 0 ? [list(expected)] : []),
    );
  });
}

/** A forced move to a site at which nothing ever stood makes everything there from the points that it is given. */
function restored({ workload }: RunbookSource, copied: readonly { readonly component: string }[]): string[] {
  const [, to] = workload.declared.sites;
  // What takes writes at both sites stands there already: a step above has restored it.
  const isMade = (id: string): boolean => workload.components.some(({ component, flip }) => component === id && flip !== 'symmetric');
  const from = Object.fromEntries(copied.flatMap(({ component }) => (isMade(component) ? [[component, 'POINT']] : [])));
  return [
    `Each POINT is what the step of its component printed. Then synthesize, and run it: ${code('Sheet FAILOVER')} of the new output has the steps.`,
    shellBlock([
      shellLine(lineOf({ op: 'failover', workload: workload.id, to, from, acceptLoss: true })),
      shellLine(['continuity', 'run', workload.id, '--transition', 'failover', '--execute']),
    ]),
  ];
}
