import { checkStep, commandStep, type Check, type Command } from '../words/steps';
import type { About } from './looks';

/** How a group of machines ends: none is wanted, and later none runs. */
export const wantedNoMore = ({ id, component, here }: About, run: string[], step: 'quiesce' | 'fence', timeout = 300): Command =>
  commandStep({
    id: `${step}-${id}`,
    title: `${component} at ${here.region} is wanted no more`,
    run,
    endpoint: here.region,
    expected: '0 wanted',
    timeout,
  });

/** Whether it did. */
export const runsNoMachine = (
  { id, component, here }: About,
  step: 'quiesced' | 'fenced',
  look: Pick<Parameters<typeof checkStep>[0], 'run' | 'matches' | 'timeout' | 'onFailure'>,
): Check =>
  checkStep({
    id: `${step}-${id}`,
    title: `${component} at ${here.region} runs no machine any more`,
    endpoint: here.region,
    ...look,
  });
