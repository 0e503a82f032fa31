import { ANSWER_LIMIT, type DoctorPlace } from '../../words/doctor';
import { titleOf } from '../../words/actions';
import { runCheck, runFind } from '../runner/calls';
import type { Asking, Ended } from '../runner/context';
import { Failure } from '../runner/failure';
import { judged, oneLine, type Answer } from './verdict';

type Question = DoctorPlace['questions'][number];
type Step = Question['steps'][number];

/** How many questions of one place are asked at a time. */
const AT_ONCE = 4;

/** What is asked of a place, and by when. */
export interface Asks {
  readonly place: DoctorPlace;
  /** Programs that are not here, by the steps that call them. */
  readonly missing: ReadonlyMap<string, string>;
  /** Seconds that the place has. */
  readonly within: number;
}

/** Asks everything of one place, some at a time and within its time; no answer stops the others. */
export async function askPlace(context: Omit<Asking, 'ended'>, asks: Asks): Promise<Answer[]> {
  const { questions, unseen } = asks.place;
  const until = Date.now() + asks.within * 1000;
  const answers: Answer[][] = questions.map(() => []);
  const queue = questions.entries();
  const next = async (): Promise<void> => {
    for (const [i, question] of queue) answers[i] = await askQuestion(context, question, asks, until);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  const never = unseen.map((one, i): Answer => ({
    about: one.about,
    id: `unseen-${i}`,
    title: one.unseen,
    verdict: 'unseen',
    why: one.why,
  }));
  return [...answers.flat(), ...never];
}

async function askQuestion(context: Omit<Asking, 'ended'>, question: Question, asks: Asks, until: number): Promise<Answer[]> {
  const asking: Asking = { ...context, ended: new Map<string, Ended>() };
  const answers: Answer[] = [];
  for (const step of question.steps) answers.push(await askStep(asking, question, step, asks, until));
  return answers;
}

async function askStep(asking: Asking, question: Question, step: Step, { missing, within }: Asks, until: number): Promise<Answer> {
  const { about, verified, letIn } = question;
  const answer = { about, id: step.id, title: titleOf(step), verified };
  const limit = Math.min(step.timeout, ANSWER_LIMIT, (until - Date.now()) / 1000);
  const program = missing.get(step.id);
  if (program !== undefined) return { ...answer, verdict: 'unseen', why: `${program} is not installed here` };
  if (limit <= 0) return { ...answer, verdict: 'unseen', why: `it was not asked: the ${within} s of this place were over` };
  const ended = await once(asking, { ...step, timeout: limit, every: limit });
  asking.ended.set(step.id, ended);
  const said = oneLine(ended.said ?? '');
  if (ended.result === 'ok') return { ...answer, verdict: 'ok', why: said };
  // An answer that does not fit is told by the step; a program that did not run well is told by how it ended.
  if (!ended.last) return { ...answer, verdict: 'unseen', why: oneLine(ended.text) };
  const found = judged(ended.last, { about, letIn, endpoint: step.endpoint, limit, said });
  return { ...answer, ...found, ...(found.verdict === 'wrong' ? { fix: step.onFailure } : {}) };
}

/** One try: nothing is waited for. */
async function once(asking: Asking, step: Step): Promise<Ended> {
  try {
    return await (step.do === 'check' ? runCheck(asking, step) : runFind(asking, step));
  } catch (error) {
    if (error instanceof Failure) return { result: 'failed', text: error.message };
    throw error;
  }
}
