import type { Action, Wave } from '../../words/actions';
import { ContinuityError } from '../../words/errors';
import type { RunContext } from './context';

/** Why the line is not crossed. */
interface Refused {
  readonly result: 'failed';
  readonly stoppedAt: Action;
  readonly why: string;
}

/**
 * Before the point of no return a person types the name of the workload, with what is lost and where it goes before their eyes; `--yes`
 * says it ahead. Once the crossing is written down, it is decided. Throws `DR-RUN-04` where there is nobody to ask.
 */
export async function refuseUnlooked(context: RunContext, { actions }: Wave): Promise<Refused | undefined> {
  const { options, history, io, progress, workload, procedure } = context;
  const line = actions.find((action) => action.pointOfNoReturn);
  if (!line || options.yes || history.isAcross) return undefined;
  const losses = actions.flatMap(({ losesData }) => losesData ?? []);
  const loses = losses.length > 0 ? `It loses: ${losses.join('; ')}.` : 'No data is lost.';
  const question = `${procedure.title}. From here there is no way back but another move. ${loses} Type ${workload.id} to go on:`;
  if (!io.terminal)
    throw new ContinuityError({
      id: 'DR-RUN-04',
      what: 'There is nobody to ask before the point of no return: this is not a terminal',
      value: question,
      allowed: 'a terminal, or --yes with --by NAME',
      fix: 'run it on a terminal, or add --yes --by NAME where the decision is made',
    });
  progress.pause();
  const said = (await io.prompt(question)).trim();
  if (said === workload.id) return undefined;
  return { result: 'failed', stoppedAt: line, why: `${options.by} answered "${said}", not "${workload.id}": nothing was promoted` };
}
