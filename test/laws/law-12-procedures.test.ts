import { cloudNamed } from '../support/clouds';
import { CASES, sidesOf } from '../support/corpus';
import { lawTwelve } from '../support/laws/law-12';
import { answerOf } from '../support/laws/verdicts';
import { Press } from '../support/press';
import { afterStory } from '../support/history';
import type { Action, Procedure } from '../../lib/words/actions';
import { commandStep, findStep, found } from '../../lib/words/steps';
import type { Transition } from '../../lib/situation/phases';

describe('Law 12: nothing crosses the line before it is recorded, and nothing needs the side that is left', () => {
  test.each(CASES)('$title: every sheet, in every situation', (one) => {
    expect(answerOf(one, 'lawTwelve')).toEqual([]);
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
    const FIND = { ...findStep({ id: 'source', title: 'source', run: ['x'], endpoint: 'germanywestcentral' }), usual: 1 };
    const use = (run: string[], more: object = {}): Action => ({
      ...commandStep({ id: 'use', title: 'use', run, endpoint: 'germanywestcentral', expected: '' }),
      ...more,
    });
    const secret = (over: object = {}) => ({ secrets: [{ variable: 'DB_KEY', as: 'environment', read: ['vault', 'get'], ...over }] });
    const ahead =
      (...more: Action[]): Change =>
      (a) => [...more, ...a];
    const WORDS: readonly (readonly [string, Change, string])[] = [
      ['what nobody finds', ahead(use(['x', found('source')])), 'use takes what source finds, and no find'],
      ['what is found too late', ahead(use(['x', found('source')]), FIND), 'use takes what source finds'],
      [
        'a line that is pasted before what it takes is kept',
        ahead(use(['x', found('source')]), FIND),
        'use takes ${source:?}, which may be',
      ],
      ['a find that takes an empty answer', ahead({ ...FIND, matches: '.*' }), 'source would find an empty answer'],
      ['a program that was found', ahead(FIND, use([found('source')])), 'use runs what was found'],
      ['a secret among the arguments', ahead(use(['psql', '--password', 'hunter2'])), 'use gives a secret as an argument: --password'],
      ['a secret in an argument', ahead(use(['curl', '--api-token=hunter2'])), 'use gives a secret as an argument: --api-token=hunter2'],
      [
        'a secret that a vault has not',
        ahead(use(['x'], secret({ read: ['echo', 'hunter2'] }))),
        'the secret of DB_KEY stands in the manifest',
      ],
      ['a secret in a script', ahead(use(['x'], secret({ read: ['sh', '-c', 'printf hunter2'] }))), 'the secret of DB_KEY stands in'],
      [
        'a script that makes an argument of a secret',
        ahead(use(['sh', '-c', 'mysql -p"$DB_KEY"'], secret())),
        'use makes an argument of DB_KEY',
      ],
      ['a secret that changes what is run', ahead(use(['x'], secret({ variable: 'PATH' }))), 'no manifest may have'],
      ['a secret among the settings', ahead(use(['x'], { as: { who: 'x', environment: { DB_PASSWORD: 'y' } } })), 'no manifest may have'],
    ];
    test.each(WORDS)('%s', (_, change, said) => {
      expect(verdict(AVOIDED, 'failover', change)).toContain(said);
    });

    test('a secret that is read at the lost side', () => {
      const change: Change = (a) => [...a, use(['x'], secret({ read: ['vault', '--region', 'francecentral'] }))];
      expect(verdict('lost A, failover B', 'failover', change)).toContain('use calls azure:francecentral');
    });

    test('and lets pass what is found, given and read as it should be', () => {
      const { output, procedures } = sheetsAfter(AVOIDED);
      const file = secret({ as: 'file' });
      const more = [
        FIND,
        { ...FIND, id: 'all', expects: 'some' as const, run: ['x', found('source')] },
        use(['sh', '-c', 'psql -f "$DB_KEY"', 'step', found('source'), found('all')], file),
      ];
      const changed = procedures.map((one) =>
        one.transition === 'failover' ? { ...one, waves: [{ name: 'more', purpose: '', actions: more }, ...one.waves] } : one,
      );
      expect(lawTwelve(output, changed)).toEqual([]);
    });

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
