import type { About } from '../../words/doctor';
import type { Outcome } from '../runner/child';
import { isHopeless } from '../runner/failure';

/** How a question ended: it is good; the answer is another one; or nobody knows. */
export type Verdict = 'ok' | 'wrong' | 'unseen';

/** One question, answered or not. */
export interface Answer {
  readonly about: About | 'machine';
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** What was answered, or why it is wrong or not seen. */
  readonly why: string;
  /** What to do, where it is wrong. */
  readonly fix?: string;
  /** False: nobody ran the question against the cloud itself. Absent: it asks no cloud. */
  readonly verified?: boolean;
}

/** What is known of a question beside how its program ended. */
export interface Asked {
  /** What it is about. */
  readonly about: About;
  /** Being let in is what is asked. */
  readonly letIn: boolean;
  /** The region that it calls. */
  readonly endpoint: string;
  /** Seconds that it had. */
  readonly limit: number;
  /** What the program said, without secrets, in one line. */
  readonly said: string;
}

type Judged = Pick<Answer, 'verdict' | 'why'>;

/** What programs say where they reach nobody, and the step that asks an entrance. */
const UNREACHED =
  /could not connect|connect(?:ion)? ?time(?:d )?out|timed out|connection (?:refused|reset|aborted)|could not resolve|name or service not known|temporary failure in name resolution|getaddrinfo|network is unreachable|no route to host|max retries exceeded|failed to establish a new connection|endpointconnectionerror|nobody was asked/i;

/** What they say where nobody is logged in, or not any more. */
const LOGGED_OUT =
  /unable to locate credentials|no credentials|could not find credentials|az login|(?:sso|refresh) ?(?:session|token)?\b.*(?:expired|invalid)|expired ?token|token\w* .*\bis expired|not ?authenticated|could not find config file|config profile .* could not be found/i;

/** What they say where they do not know what they are asked. */
const UNKNOWN =
  /invalid choice|unknown options?|unrecognized arguments?|no such (?:command|option)|is misspelled or not recognized|extension .* (?:is not installed|required)|requires the extension/i;

/** What they say where the service has no answer now. */
const BUSY = /throttl\w*|rate exceeded|too ?many ?requests|service ?unavailable|internal ?(?:server ?|service ?)?error|bad gateway/i;

/** What the end of a program means for a question whose answer was not the expected one. */
export function judged({ started, timedOut, code, said: raw, ...rest }: Outcome, asked: Asked): Judged {
  const { about, letIn, endpoint, limit, said } = asked;
  const unseen = (why: string): Judged => ({ verdict: 'unseen', why });
  const entry = (isAsked: boolean, why: string): Judged => ({ verdict: isAsked ? 'wrong' : 'unseen', why });
  if (!started || code === 126 || code === 127) return unseen(`a program that it calls is not here: ${said}`);
  if (timedOut) return unseen(`no answer within ${Math.round(limit)} s: ${endpoint} does not answer, or nothing reaches it from here`);
  if (code === 0) return { verdict: 'wrong', why: `it answered: ${said || 'nothing'}` };
  if (UNREACHED.test(raw)) return unseen(`${endpoint} is not reached from here: ${said}`);
  if (LOGGED_OUT.test(raw)) return entry(about === 'credentials', `nobody is logged in: ${said}`);
  if (isHopeless({ started, timedOut, code, said: raw, ...rest })) return entry(letIn, `access is denied: ${said}`);
  if (UNKNOWN.test(raw)) return unseen(`this version of the program does not know the question: ${said}`);
  if (BUSY.test(raw)) return unseen(`${endpoint} has no answer now: ${said}`);
  return { verdict: 'wrong', why: `it failed (exit code ${code ?? 'none'}): ${said || 'without a word'}` };
}

/** What a program said, in one line. */
export function oneLine(text: string, length = 240): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > length ? `…${line.slice(-length)}` : line;
}
