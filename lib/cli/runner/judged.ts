import { judge, parsePlan, type Judgement } from '../judge';
import type { ApplyContext } from './context';
import { refuseFailure } from './failure';
import type { Terraform } from './terraform';

/** Reads and judges the plan in the file. Nothing is refused yet. */
export async function judgePlan(
  terraform: Terraform,
  file: string,
  { io, stack, project, journal, action }: ApplyContext,
): Promise<Judgement> {
  const shown = await terraform.show(file);
  refuseFailure('terraform show', { ...shown, said: shown.code === 0 ? '' : shown.said }, io.interrupt);
  const verdict = judge(parsePlan(shown.stdout), { statefulTypes: project.manifest.judge.statefulTypes, addresses: stack.stateful });
  journal.write({ is: 'note', action: action.id, text: `judged: ${JSON.stringify(verdict)}` });
  return verdict;
}
