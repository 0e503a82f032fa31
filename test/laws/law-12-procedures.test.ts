import { cloudNamed } from '../support/clouds';
import { CASES, corpusOf, sidesOf } from '../support/corpus';
import { lawTwelve } from '../support/laws/law-12';
import { inEverySituation } from '../support/laws/verdict';
import { Press } from '../support/press';
import { afterStory } from '../support/history';
import type { Action, Procedure } from '../../lib/words/actions';
import type { Transition } from '../../lib/situation/phases';

describe('Law 12: nothing crosses the line before it is recorded, and nothing needs the side that is left', () => {
  test.each(CASES)('$title: every sheet, in every situation', (one) => {
    const { sheets } = corpusOf(one);
    expect(inEverySituation(one, (output) => lawTwelve(output, sheets(output)))).toEqual([]);
  });

  describe('kills', () => {
    const one = { cloud: 'azure', kinds: ['object-storage'], tier: 'hot' } as const;
    const sides = sidesOf(one);
    const press = new Press({ ...one, cloud: cloudNamed('azure') }, sides);
    const sheetsAfter = (story: string) => {
      const { manifest, sheets } = press.open(afterStory(`standing, ${story}`, sides)).render();
      return { output: { manifest, stacks: {} }, procedures: sheets.map((text) => JSON.parse(text) as Procedure) };
    };
    type Change = (actions: Action[]) => Action[];
    const verdict = (story: string, transition: Transition, change: Change): string => {
      const { output, procedures } = sheetsAfter(story);
      const changed = procedures.map((procedure) => {
        const actions = procedure.waves.flatMap((wave) => wave.actions);
        return procedure.transition === transition
          ? { ...procedure, waves: [{ name: 'all', purpose: 'all', actions: change(actions) }] }
          : procedure;
      });
      expect(lawTwelve(output, procedures)).toEqual([]);
      return lawTwelve(output, changed).join();
    };
    const AVOIDED = 'avoid A, failover B';
    const at = (actions: Action[], id: RegExp): number => actions.findIndex((action) => id.test(action.id));
    const moved = (actions: Action[], from: RegExp, to: number): Action[] => {
      const one = actions[at(actions, from)]!;
      return actions.filter((action) => action !== one).toSpliced(to, 0, one);
    };
    const changed = (actions: Action[], id: RegExp, change: object): Action[] =>
      actions.map((action) => (id.test(action.id) ? ({ ...action, ...change } as Action) : action));

    test('a promotion ahead of the record, and of the fence: the container made writable among the pre-checks', () => {
      const said = verdict(AVOIDED, 'failover', (actions) => moved(actions, /^unlock-/, 0));
      expect(said).toContain('unlock-invoices crosses before it is recorded that the promotion began');
      expect(said).toContain('azure:francecentral answers, and is not fenced ahead of the promotion');
    });

    const MUTANTS: readonly (readonly [string, string, Transition, Change, string])[] = [
      ['a fence after the promotion', AVOIDED, 'failover', (a) => moved(a, /^record-fenced/, a.length - 1), 'is not fenced ahead'],
      ['a promotion that nobody marks', AVOIDED, 'failover', (a) => a.map((one) => ({ ...one, pointOfNoReturn: false })), 'nothing bears'],
      [
        'a call of the lost side',
        'lost A, failover B',
        'failover',
        (a) => changed(a, /^unlocked/, { endpoint: 'francecentral' }),
        'calls azure:francecentral',
      ],
      [
        'an apply of the lost side',
        'lost A, failover B',
        'failover',
        (a) => [...a, { ...a[at(a, /^apply/)]!, id: 'x', stack: 'billing-francecentral', pointOfNoReturn: false } as Action],
        'x calls azure:francecentral',
      ],
      [
        'data that comes after users',
        AVOIDED,
        'failover',
        (a) => moved(a, /^unlock-/, a.length - 1),
        'unlock-invoices changes something once users are let in',
      ],
      ['a promotion that nobody claims', AVOIDED, 'failover', (a) => a.filter(({ id }) => !id.startsWith('claim-')), 'it is not claimed'],
      [
        'a promotion ahead of the marker',
        AVOIDED,
        'failover',
        (a) => moved(a, /-marker$/, a.length - 1),
        'the marker is not written between',
      ],
      ['a loss in a planned switch', 'switch B', 'switch', (a) => changed(a, /^unlock-/, { losesData: 'all' }), 'loses all'],
      ['two steps of one name', 'switch B', 'switch', (a) => [...a, a[0]!], 'two steps are called'],
      ['a wait without a limit', 'switch B', 'switch', (a) => changed(a, /^lag-/, { timeout: 0 }), 'waits without a limit'],
      [
        'a fence that is written down unseen',
        'avoid A',
        'fence',
        (a) => changed(a, /^record-fenced/, { after: [] }),
        'does not wait for fenced-',
      ],
      [
        'a site that is opened without its number',
        '',
        'establish',
        (a) => changed(a, /^apply-billing-francecentral$/, { opens: undefined }),
        'opens a site without its number',
      ],
    ];
    test.each(MUTANTS)('%s', (_, story, transition, change, said) => {
      expect(verdict(story, transition, change)).toContain(said);
    });

    test('a sheet that does not say what it calls, and a situation with nothing due', () => {
      const { output, procedures } = sheetsAfter('lost A, failover B');
      const silent = procedures.map((one) => ({ ...one, due: false, needs: [] }));
      expect(lawTwelve(output, silent)).toEqual(
        expect.arrayContaining(['0 procedures are due', 'failover: it calls azure:germanywestcentral, and does not say that it needs it']),
      );
    });
  });
});
