import { commandStep, type Command } from '../words/steps';
import type { About } from './looks';

/** Raises the nodes of a cluster where it takes the role: by that line, of which this is what is expected, within so many seconds. */
export const nodesStarted = ({ id, component, here: { region } }: About, run: string[], expected: string, timeout: number): Command =>
  commandStep({
    // Both sites may be started in one procedure.
    id: `start-${id}-${region}`,
    title: `Raise the nodes of ${component} at ${region} to what serves`,
    run,
    endpoint: region,
    expected,
    timeout,
  });
