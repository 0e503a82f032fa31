import { ContinuityError } from '../../../lib/words/errors';
import type { Output } from '../synth';
import type { Violations } from './reading';

/** Law 10: while every region is normal, no error stands in the manifest that nobody acknowledged: it would have been refused. */
export function lawTen({ manifest }: Output): Violations {
  return manifest.workloads.flatMap(({ id, sites, findings }) => {
    const disturbed = sites.some(({ role }) => role === 'withheld' || role === 'fenced');
    const errors = findings.filter(({ level, acknowledged }) => level === 'error' && !acknowledged);
    return disturbed ? [] : errors.map((finding) => `${id}: ${finding.id} about ${finding.subject} is an error, and was not refused`);
  });
}

/** Law 10, a refusal: it says which rule, what, the value, and the cheapest change that fixes it. */
export function lawTenRefusal(error: unknown): Violations {
  if (!(error instanceof ContinuityError)) return [`not a refusal by the library: ${String(error)}`];
  const { id, what, value, fix } = error.details;
  return [
    ...(/^DR-[A-Z]+-\d\d$/.test(id ?? '') ? [] : [`no id of a rule: ${String(id)}`]),
    ...Object.entries({ what, value, fix })
      .filter(([, text]) => text === undefined || String(text).trim() === '')
      .map(([part]) => `${id}: ${part} is not said`),
  ];
}
