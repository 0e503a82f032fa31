import { callsFor, ROLES } from '../../lib/reports/runbook-people';
import { transitionSchema } from '../../lib/situation/phases';
import { actionsOf, sheetAfter } from '../recovery/story';
import { manifest } from './fixture';

/** Whoever decides, or is told, on any sheet of some situations. */
const NAMED = ['standing', 'standing, lost A, failover B', 'standing, lost A, failover B, started, completed, normal A, fenced A'].flatMap(
  (story) =>
    transitionSchema.options.flatMap((transition) => {
      const sheet = sheetAfter(story, transition);
      const named = actionsOf(sheet).flatMap((action) =>
        action.do === 'decide' ? [action.who] : action.do === 'notify' ? [action.audience] : [],
      );
      return [sheet.decides, ...named];
    }),
);
/** Who is nobody to be called: a machine, all, or the one who did it before. */
const NOBODY = /^(the pipeline: |everybody$|whoever decided the failover$)/;

describe('the roles that paper has a line for', () => {
  test('are those that sheets name', () => {
    expect(ROLES.filter((role) => !NAMED.some((text) => text.includes(role)))).toEqual([]);
    expect(NAMED.filter((text) => !NOBODY.test(text) && !ROLES.some((role) => text.includes(role)))).toEqual([]);
  });

  test('are found in a sentence, whatever their letters; nobody is called where nobody is declared', () => {
    const [workload] = manifest().workloads;
    expect(callsFor(workload!, 'the operator: users notice nothing')).toBe('');
    workload!.contacts = { people: [{ role: 'Operator', name: 'Ada', phone: '+33 1' }] };
    expect(callsFor(workload!, 'the operator: users notice nothing')).toBe('Call the Operator: Ada **+33 1**.');
    expect(callsFor(workload!, 'the crisis team')).toBe('');
  });
});
