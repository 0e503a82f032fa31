import { linesOf, isCall, textsOf, type Action, type Procedure } from '../words/actions';
import { isMove } from '../situation/phases';
import { asksDateOfGnu, programsOf, toldIn } from '../words/programs';
import { OLDEST_TERRAFORM } from '../words/version';
import { code, list, table, text } from './markdown';
import { sheetName, type RunbookSource } from './runbook-source';

const actionsOf = ({ waves }: Procedure): Action[] => waves.flatMap(({ actions }) => actions);

/** What the other side lacks, as steps of the failover ask for it: read ahead of the decision, too. */
export function lagQuestions({
  procedures,
}: RunbookSource): { readonly id: string; readonly run: readonly string[]; readonly atMost: number }[] {
  const failover = procedures.filter(({ transition }) => transition === 'failover');
  return failover
    .flatMap(actionsOf)
    .flatMap((action) => (action.do === 'decide' && action.unless ? [{ id: action.id, ...action.unless }] : []));
}

/** The programs that the steps of a sheet call, as their command lines say; and those that somebody is told there to call. */
export function programsFor(source: RunbookSource, procedure: Procedure): string[] {
  const told = actionsOf(procedure).flatMap((action) => {
    const known = (source.workload.doctor?.programs ?? []).filter(({ steps }) => steps.includes(action.id));
    const names = known.map(({ name }) => name);
    return toldIn(textsOf(action).join('\n'), names);
  });
  const called = actionsOf(procedure).flatMap((action) => [
    ...linesOf(action).flatMap(programsOf),
    ...(action.do === 'decide' && action.unless ? programsOf(action.unless.run) : []),
    ...(action.do === 'apply' && source.stacks.some((one) => one.id === action.stack && one.directory !== undefined) ? ['terraform'] : []),
  ]);
  const asked = procedure.transition === 'hold' ? lagQuestions(source).flatMap(({ run }) => programsOf(run)) : [];
  return [...new Set([...called, ...told, ...asked])].sort();
}

/** What of its own a sheet applies, where a stack has a directory. */
const appliedBy = ({ stacks }: RunbookSource, procedure: Procedure): RunbookSource['stacks'] =>
  stacks.filter(
    ({ id, directory }) => directory !== undefined && actionsOf(procedure).some((action) => action.do === 'apply' && action.stack === id),
  );

/** The sites that the steps of a sheet call. */
function calledSites(source: RunbookSource, procedure: Procedure): RunbookSource['workload']['sites'] {
  const { workload } = source;
  const calls = new Set(actionsOf(procedure).flatMap((action) => ('endpoint' in action ? [action.endpoint] : [])));
  const applied = appliedBy(source, procedure);
  const isAsked = (key: string): boolean =>
    procedure.transition === 'hold' && key === workload.situation.standby && lagQuestions(source).length > 0;
  return workload.sites.filter(
    ({ key, region }) =>
      isAsked(key) || calls.has(region) || applied.some(({ site, alive }) => site === key || alive.includes(key) || alive.includes(region)),
  );
}

/** Whose credentials a sheet needs: of each site that must answer, of the place of other states, and what single steps name. */
export function credentialsFor(source: RunbookSource, procedure: Procedure): string[] {
  const sites = calledSites(source, procedure).map(({ key, account }) => `${code(account)} at ${code(key)}`);
  const keys = source.workload.sites.flatMap(({ key, region }) => [key, region]);
  const states = appliedBy(source, procedure)
    .map(({ state }) => state.region)
    .filter((region) => !keys.includes(region));
  const others = actionsOf(procedure).flatMap((action) => (isCall(action) && action.as ? [text(action.as.who)] : []));
  return [...sites.sort(), ...[...new Set(states)].sort().map((region) => `the state in ${code(region)}`), ...[...new Set(others)].sort()];
}

/** From where steps may be run, and with which roles, as the sites say. */
const runByFor = (source: RunbookSource, procedure: Procedure): string[] =>
  calledSites(source, procedure).flatMap(({ key, runBy }) => (runBy === undefined ? [] : [`Run at ${code(key)}: ${text(runBy)}.`]));

/** Which versions of programs a sheet takes, as far as somebody said. */
function programNotes({ manifest, workload, ...rest }: RunbookSource, procedure: Procedure): string[] {
  const names = programsFor({ manifest, workload, ...rest }, procedure);
  const known = (workload.doctor?.programs ?? []).flatMap(({ name, oldest }) =>
    oldest !== undefined && names.includes(name) ? [`${code(name)} ${oldest} or newer`] : [],
  );
  const isGnu = actionsOf(procedure).some(
    (action) =>
      linesOf(action).some(asksDateOfGnu) || (action.do === 'decide' && action.unless !== undefined && asksDateOfGnu(action.unless.run)),
  );
  return [...known, ...(isGnu ? [`${code('date')} of GNU coreutils`] : [])];
}

/** What must be at hand before a sheet is begun. */
export function atHand(source: RunbookSource, procedure: Procedure): string {
  const programs = programsFor(source, procedure);
  const credentials = credentialsFor(source, procedure);
  const notes = [...(programs.includes('terraform') ? [`Terraform ${OLDEST_TERRAFORM} or newer`] : []), ...programNotes(source, procedure)];
  return list([
    `Programs: ${['continuity', ...programs].map(code).join(', ')}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}.`,
    ...(credentials.length > 0 ? [`Credentials: ${credentials.join('; ')}.`] : []),
    ...runByFor(source, procedure),
    ...(isMove(procedure.transition)
      ? ['Quotas and capacity where it is to serve: nothing here asks for them. Looked at: ____________']
      : []),
  ]);
}

/** Programs and credentials of every sheet: what a machine must have before the day. */
export function toolsTable(source: RunbookSource): string {
  return table(
    ['Sheet', 'Programs', 'Credentials'],
    source.procedures.map((procedure) => [
      sheetName(procedure),
      programsFor(source, procedure).map(code).join(', '),
      credentialsFor(source, procedure).join('<br>'),
    ]),
  );
}
