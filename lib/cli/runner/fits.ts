import { createContext, runInContext } from 'node:vm';
import { wholly } from '../../words/pattern';

/** Milliseconds that a pattern may take: one that is ill-made needs years for some texts. */
const PATIENCE = 1000;

/** Whether a text fits a pattern wholly. `never`: the pattern did not come to an end, and is no test of this text. */
export function fits(pattern: string, text: string): boolean | 'never' {
  try {
    return runInContext('pattern.test(text)', createContext({ pattern: wholly(pattern), text }), { timeout: PATIENCE }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'never';
    throw error;
  }
}
