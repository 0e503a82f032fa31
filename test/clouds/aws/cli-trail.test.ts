import { changesRecorded } from '../../../lib/clouds/aws/cli-trail';
import { answering, type Rule } from '../answering';

const TRAIL = 'arn:aws:cloudtrail:eu-west-3:111122223333:trail/all';
const asked = (...rules: Rule[]) => answering('aws', rules, changesRecorded('eu-west-3'));
const trail = (more: readonly Rule[] = []): Rule[] => [
  ...more,
  ['describe-trails', TRAIL],
  ['get-trail-status', 'True'],
  ['AdvancedEventSelectors', 'None'],
  ['EventSelectors', 'All'],
];
const NONE = 'no trail that logs has the management events of this region';

describe('what an account does is recorded', () => {
  test.each<readonly [string, readonly Rule[], string]>([
    ['by a trail of management events', trail(), 'recorded'],
    [
      'by advanced selectors',
      trail([
        ['AdvancedEventSelectors', 'eventCategory'],
        ['EventSelectors[?Include', 'None'],
      ]),
      'recorded',
    ],
    ['by nobody, where there is no trail', [['describe-trails', 'None']], NONE],
    ['by nobody, where the list is empty', [['describe-trails', '']], NONE],
    ['by no trail that was stopped', trail([['get-trail-status', 'False']]), NONE],
    ['by no trail of data events alone', trail([['EventSelectors', 'None']]), NONE],
  ])('%s', (_, rules, said) => {
    expect(asked(...rules)).toMatchObject({ status: 0, said });
  });

  test('is not known where nobody may look', () => {
    expect(asked(['describe-trails', 'AccessDenied', 254]).status).not.toBe(0);
    expect(asked(...trail([['get-trail-status', 'AccessDenied', 254]])).status).not.toBe(0);
  });

  test('of what changes something, not of what reads alone', () => {
    const { calls } = asked(...trail([['EventSelectors', 'None']]));
    const selectors = calls.filter((call) => call.includes('get-event-selectors')).join(' ');
    expect(selectors).toContain("ReadWriteType!='ReadOnly'");
    expect(selectors).toContain("Field=='readOnly'&&contains(Equals,'true')");
    expect(selectors).toContain(`--region eu-west-3 --trail-name ${TRAIL}`);
  });
});
