import { inWords } from '../objectives/duration';
import { titleOf, type Action, type Procedure } from '../words/actions';
import type { Transition } from '../situation/phases';
import { blank, clockAfter, momentShown } from './clock-times';
import { deadline, figureShown, isRpoVerified, isRtoVerified, shown } from './deadlines';
import { blocks, code, list, sorted, table, text } from './markdown';
import { toolsTable } from './runbook-needs';
import { shellLine } from './shell-line';
import { isIrreversible, sheetName, type RunbookSource } from './runbook-source';

/** Told from the site that serves, or did before the move that is under way, to the other. */
const SYMPTOMS: Record<Transition, (active: string, standby: string) => string> = {
  hold: (active) => `${active} does not answer, or is not trusted. Nobody has decided to move`,
  failover: (active, standby) =>
    `It is decided: ${active} is given up for now, ${standby} takes over. Also when that was begun and interrupted`,
  'standby-lost': (active, standby) => `${active} serves well; ${standby} does not answer`,
  fence: () => 'A site answers that lost the role, or is not trusted',
  reprotect: () => 'The site that lost the role is fenced and well again, or another one takes its place: it shall stand by',
  close: (active) => `A switch is to come: ${active} is to take no user any more, and to work on what is in flight`,
  prepare: (active) => `A switch is to come: ${active} is to be fenced ahead of it`,
  switch: (_active, standby) => `Both sites are well and ${standby} shall serve (maintenance, exercise, way home)`,
  restore: (active) => `${active} answers, and its data was overwritten, corrupted or deleted: a move would carry that, and not mend it`,
  abort: () => 'A move was begun, nothing was promoted, and the old side is well after all',
  establish: () => 'No incident. Stacks are created or changed in peace',
};

/** What is going on, which sheet to take, by when to decide, what cannot be taken back. `contents`: the list of all parts. */
export function cover(source: RunbookSource, contents: string): string {
  const { manifest, workload } = source;
  return blocks(
    `# Runbook: ${workload.id}`,
    thisCopy(source),
    '## Contents',
    contents,
    '## What is going on',
    goingOn(source),
    '## Which sheet do I take?',
    decisionTable(source),
    '## Who decides, and by when',
    decision(source),
    '## What cannot be undone',
    irreversible(source),
    '## What loses data',
    losses(source),
    unknownToTerraform(source),
    '## Tools and credentials',
    `For every sheet ${code('continuity')}, Node.js and the sources with ${code(manifest.situationFile)}; by hand the programs of its steps. Try them in peace, from the machine that you will use.`,
    toolsTable(source),
    `Break-glass credentials: ${workload.contacts?.breakGlass === undefined ? blank(40) : text(workload.contacts.breakGlass)}`,
    '## What must be alive besides the regions on the sheet',
    table(
      ['To recover at', 'needed', 'where'],
      sorted(workload.sites, (s) => s.key).flatMap((s) =>
        s.needs.map((n) => [code(s.key), text(n.what), n.where === 'unknown' ? '**unknown**' : text(n.where)]),
      ),
    ),
  );
}

/** What tells this copy from another. */
function thisCopy({ manifest, edition: { declaration, date, by, digest } }: RunbookSource): string {
  const file = code(manifest.situationFile);
  return list([
    `From declaration ${declaration} (${file}), ${date === undefined ? 'nothing was declared yet' : `last changed ${date}`}. Where ${file} holds a higher ${code('sequence')}, this paper is out of date.`,
    `By ${by}. sha256 of ${code('continuity.json')}: ${code(digest)}`,
  ]);
}

function goingOn({ manifest, workload }: RunbookSource): string {
  const { situation } = workload;
  const zone = workload.contacts?.timeZone;
  const since = manifest.situation.workloads[workload.id]?.moves.filter((move) => !move.aborted).at(-1)?.at;
  const status = sorted(Object.entries(manifest.situation.status), ([key]) => key).map(
    ([key, s]) => `${code(key)} is declared **${s.is}** since ${momentShown(s.since, zone)}.`,
  );
  return list([
    `**${situation.phase.toUpperCase()}: ${text(situation.is)}.**`,
    `Serves, or should: ${code(situation.active)}, ${since ? `since ${momentShown(since, zone)} (move ${situation.move})` : 'from the beginning'}.`,
    `The other site: ${code(situation.standby)}.`,
    ...(situation.interruptedSince ? [`**Nobody is served since ${momentShown(situation.interruptedSince, zone)}.**`] : []),
    ...(situation.unprotectedSince ? [`**Unprotected since ${momentShown(situation.unprotectedSince, zone)}.**`] : []),
    ...status,
    ...(situation.then.length > 0
      ? [`What may be declared to go on: ${situation.then.map((line) => code(shellLine(line))).join(', or ')}.`]
      : []),
  ]);
}

function decisionTable({ workload, procedures }: RunbookSource): string {
  const { active, standby, phase } = workload.situation;
  const isUnderWay = (t: Transition): boolean =>
    (t === 'failover' && phase === 'failing-over') || (t === 'switch' && phase === 'switching');
  const rows = procedures.map((p) => [
    `**${sheetName(p)}**`,
    isUnderWay(p.transition) ? SYMPTOMS[p.transition](code(standby), code(active)) : SYMPTOMS[p.transition](code(active), code(standby)),
    text(p.title),
    p.due ? '**DUE NOW**' : 'not now',
  ]);
  return table(['Take', 'When you see', 'It does', 'Declared situation'], rows);
}

function decision({ workload, procedures }: RunbookSource): string {
  const { objectives } = workload;
  const { latest, recovery } = deadline(workload);
  const verified = isRtoVerified(workload);
  const when =
    latest > 0
      ? `${shown(latest, verified)} after the interruption began: ${clockAfter(latest, true, workload)}`
      : 'AT ONCE: recovery takes longer than the business leaves';
  return blocks(
    `**Latest time to decide a failover:** ${when}.`,
    `The business survives ${inWords(objectives.mtpd)} without service (MTPD) and needs ${inWords(objectives.resumption)} of it to catch up; recovery takes ${shown(recovery, verified)} from the decision until users are served.`,
    table(
      ['Sheet', 'Who decides'],
      procedures.map((p) => [sheetName(p), text(p.decides)]),
    ),
  );
}

function irreversible({ procedures }: RunbookSource): string {
  const rows = marked(procedures, (action) => action.pointOfNoReturn);
  const others = marked(procedures, (action) => isIrreversible(action) && !action.pointOfNoReturn).length;
  return blocks(
    `Where the role moves, or data is made anew: going back from there is another move.${others > 0 ? ` Of ${others} more steps that start, copy or open something, no command takes it back: each says so where it stands.` : ''}`,
    table(
      ['Sheet', 'Step', 'What'],
      rows.map(({ procedure, step, action }) => [sheetName(procedure), `${step}`, text(titleOf(action))]),
    ),
  );
}

function losses({ workload, procedures }: RunbookSource): string {
  const rows = marked(procedures, (a) => a.losesData !== undefined);
  return blocks(
    `A forced failover may lose up to ${shown(workload.budget.rpo, isRpoVerified(workload))} of the latest data (worst: ${workload.budget.worst}); ${inWords(workload.objectives.rpo)} is accepted.`,
    table(
      ['Component', 'may lose'],
      sorted(workload.components, (c) => c.component).map((c) => [c.component, figureShown(c.rpo)]),
    ),
    table(
      ['Sheet', 'Step', 'What', 'Loses'],
      rows.map(({ procedure, step, action }) => [sheetName(procedure), `${step}`, text(titleOf(action)), text(action.losesData ?? '')]),
    ),
  );
}

/** What a move leaves that no plan ever shows; nothing where it leaves nothing. */
function unknownToTerraform({ workload }: RunbookSource): string {
  const rows = sorted(workload.components, (c) => c.component).flatMap((c) =>
    c.effects.filter((e) => e.terraform === 'not ours').map((e) => [c.component, text(e.type), e.does, text(e.how)]),
  );
  if (rows.length === 0) return '';
  return blocks('## What a move leaves that Terraform does not know', table(['Component', 'What', 'A move', 'How it is found'], rows));
}

/** The actions of some kind, with the number of their step on the sheet. */
function marked(
  procedures: readonly Procedure[],
  fits: (action: Action) => boolean,
): { procedure: Procedure; step: number; action: Action }[] {
  return procedures.flatMap((procedure) =>
    procedure.waves
      .flatMap((wave) => wave.actions)
      .map((action, i) => ({ procedure, step: i + 1, action }))
      .filter(({ action }) => fits(action)),
  );
}
