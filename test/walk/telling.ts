import { sentenceOf as declared } from '../../lib/situation/lines';
import type { Step } from './steps';

const PEOPLE = ['Ada', 'Bob'] as const;

/** A step in words. */
export function sentenceOf(step: Step): string {
  switch (step.do) {
    case 'declare':
      return `${PEOPLE[step.branch]} declares: ${declared(step.what)}`;
    case 'record':
      return `${PEOPLE[step.branch]} writes down: ${step.what.record} ${step.what.workload}`;
    case 'run':
      return `${PEOPLE[step.branch]} runs what is due for ${step.workload}${step.until === undefined ? '' : `, dies after ${step.until} actions${step.torn ? `, in the apply that follows, with ${step.torn} written` : ''}`}`;
    case 'pipeline':
      return `a pipeline applies ${step.stack}${step.age === 0 ? '' : `, of ${step.age} outputs ago`}`;
    case 'branch':
      return 'Bob takes a branch';
    case 'merge':
      return `the branches are merged${step.prefer ? `, ${step.prefer} preferred` : ''}`;
    default:
      return `${step.site} ${step.do.toUpperCase()}`;
  }
}
