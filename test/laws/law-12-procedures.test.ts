import { cloudNamed } from '../support/clouds';
import { CASES, sidesOf } from '../support/corpus';
import { mutate, type StackJson } from '../support/json';
import { lawTwelve } from '../support/laws/law-12';
import { lawShut } from '../support/laws/shut';
import { answerOf } from '../support/laws/verdicts';
import { Press } from '../support/press';
import { afterStory } from '../support/history';
import type { WorkloadManifest } from '../../lib/reports/manifest';
import type { Action, Procedure } from '../../lib/words/actions';
import { commandStep, findStep, found } from '../../lib/words/steps';
import type { Transition } from '../../lib/situation/phases';

describe('Law 12: nothing crosses the line before it is recorded, and nothing needs the side that is left', () => {
  test.each(CASES)('$title: every sheet, in every situation', (one) => {
    expect(answerOf(one, 'lawTwelve')).toEqual([]);
  });

  test.each(CASES)('$title: an apply that leaves the entrance shut differs in the entrance alone', (one) => {
    expect(answerOf(one, 'lawShut')).toEqual([]);
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

    type Asks = NonNullable<WorkloadManifest['doctor']>;
    const doctorVerdict = (change: (asks: Asks) => void): string => {
      const { output, procedures } = sheetsAfter('');
      const [workload] = output.manifest.workloads;
      const asks = structuredClone(workload?.doctor) as Asks;
      change(asks);
      const manifest = { ...output.manifest, workloads: [{ ...workload!, doctor: asks }] };
      return lawTwelve({ ...output, manifest }, procedures).join();
    };
    const firstOf = (asks: Asks): Asks['places'][number]['questions'][number] => asks.places[0]!.questions[0]!;

    test.each<readonly [string, (asks: Asks) => void, string]>([
      ['that changes something', (asks) => Object.assign(firstOf(asks).steps[0]!, { do: 'command', run: ['az'] }), 'does more than ask'],
      ['that waits', (asks) => Object.assign(firstOf(asks).steps[0]!, { timeout: 1800 }), 'waits, where it is asked ahead of the day'],
      ['twice by one name', (asks) => asks.places[0]!.questions.push(firstOf(asks)), 'two steps are called'],
      ['by a program that nobody looks for', (asks) => asks.programs.splice(0), 'which nobody looks for'],
      [
        'about what nobody found',
        (asks) => Object.assign(firstOf(asks).steps[0]!, { how: { run: ['az', found('x')], matches: '' } }),
        'takes what x finds',
      ],
    ])('a question ahead of the day %s', (_, change, fault) => {
      expect(doctorVerdict(() => undefined)).toBe('');
      expect(doctorVerdict(change)).toContain(fault);
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
      [
        'a part of a stack that nothing would refuse',
        AVOIDED,
        'failover',
        (a) => changed(a, /-marker$/, { targets: ['azurerm_thing.x'] }),
        'applies a part of billing-germanywestcentral without its marker',
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
        'a fence that nobody would look at, on a sheet that is read in peace',
        '',
        'switch',
        (a) => a.filter(({ id }) => !id.startsWith('fenced-')),
        'record-fenced-francecentral is written down, and nothing was looked at',
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

  describe('kills, of a restore', () => {
    const one = { cloud: 'aws', kinds: ['network', 'object-storage', 'relational-database'], tier: 'warm' } as const;
    const sides = sidesOf(one);
    const press = new Press({ ...one, cloud: cloudNamed('aws') }, sides);
    const told = (story: string) => {
      const { manifest, sheets } = press.open(afterStory(`standing, ${story}`, sides)).render();
      return { output: { manifest, stacks: {} }, procedures: sheets.map((text) => JSON.parse(text) as Procedure) };
    };
    const [FIRST, SECOND] = ['restore', 'restore, begun'];
    const without =
      (id: RegExp): ((actions: Action[]) => Action[]) =>
      (actions) =>
        actions.filter((action) => !id.test(action.id));
    const changed =
      (id: RegExp, change: object): ((actions: Action[]) => Action[]) =>
      (actions) =>
        actions.map((action) => (id.test(action.id) ? ({ ...action, ...change } as Action) : action));
    const last =
      (id: RegExp): ((actions: Action[]) => Action[]) =>
      (actions) => [...actions.filter((action) => !id.test(action.id)), ...actions.filter((action) => id.test(action.id))];

    test.each<[string, string, (actions: Action[]) => Action[], string]>([
      ['one that users write into until it begins', FIRST, without(/-close$/), 'the entrance is not closed before the restore begins'],
      [
        'one that makes something ahead of its record',
        FIRST,
        changed(/-close$/, { pointOfNoReturn: true }),
        'crosses before it is recorded',
      ],
      ['one that nobody claims', FIRST, without(/^claim-/), 'it is not claimed'],
      ['one that nobody marks', SECOND, without(/-marker$/), 'the marker is not written between'],
      ['one that makes nothing', SECOND, changed(/-shut$/, { pointOfNoReturn: false }), 'nothing bears the point of no return'],
      ['users in what is not seen yet', SECOND, changed(/-shut$/, { shut: false }), 'lets users in before its data is seen'],
      ['users who are never let in', SECOND, without(/^apply-billing-eu-west-3$/), 'users are never let in'],
      ['a bucket that is filled once users are in', SECOND, last(/^restore-invoices/), 'restore-invoices-g1 changes something once users'],
      ['a loss that nobody says', SECOND, changed(/-shut$/, { losesData: undefined }), 'does not say what is lost by it'],
      ['a call of the other site', SECOND, changed(/^promoted-/, { endpoint: 'eu-central-1' }), 'calls aws:eu-central-1'],
    ])('%s', (_, story, change, said) => {
      const { output, procedures } = told(story);
      expect(lawTwelve(output, procedures)).toEqual([]);
      const wrong = procedures.map((procedure) => {
        const actions = change(procedure.waves.flatMap((wave) => wave.actions));
        return procedure.due ? { ...procedure, waves: [{ name: 'all', purpose: 'all', actions }] } : procedure;
      });
      expect(lawTwelve(output, wrong).join()).toContain(said);
    });
  });

  describe('kills, of what is started ahead of users', () => {
    const fake = cloudNamed('fake');
    const one = { cloud: 'fake', kinds: ['load-balancer', 'acme-ledger', 'acme-ring'], tier: 'hot' } as const;
    const sides = sidesOf(one);
    const press = new Press({ ...one, cloud: fake }, sides);
    const after = (story: string) => {
      const { manifest, stacks, sheets } = press.open(afterStory(`standing, ${story}`, sides)).render();
      const parsed = Object.fromEntries(Object.entries(stacks).map(([id, text]) => [id, JSON.parse(text) as StackJson]));
      return { output: { manifest, stacks: parsed }, procedures: sheets.map((text) => JSON.parse(text) as Procedure) };
    };
    const verdict = (story: string, transition: Transition, change: (actions: Action[]) => Action[]): string => {
      const { output, procedures } = after(story);
      expect(lawTwelve(output, procedures)).toEqual([]);
      const changed = procedures.map((procedure) => {
        const actions = change(procedure.waves.flatMap((wave) => wave.actions));
        return procedure.transition === transition ? { ...procedure, waves: [{ name: 'all', purpose: 'all', actions }] } : procedure;
      });
      return lawTwelve(output, changed).join();
    };
    const to = (actions: Action[], id: string, before: string): Action[] => {
      const step = actions.find((action) => action.id === id)!;
      const rest = actions.filter((action) => action !== step);
      return rest.toSpliced(
        rest.findIndex((action) => action.id === before),
        0,
        step,
      );
    };
    const OVER = 'lost A, failover B';
    const LEFT = `${OVER}, started, completed, normal A, fenced A`;

    test('the order of a failover', () => {
      const due = after(OVER).procedures.find((procedure) => procedure.due)!;
      const ids = due.waves.flatMap(({ actions }) => actions.map(({ id }) => id));
      expect(ids.slice(ids.indexOf('apply-billing-south-marker'))).toEqual([
        ...['apply-billing-south-marker', 'find-promote-postings', 'promote-postings', 'promote-ring', 'apply-billing-south-shut'],
        ...['find-promoted-postings', 'promoted-postings', 'promoted-ring', 'start-postings-south', 'silent-north-again'],
        ...['apply-billing-south', 'users-arrive', 'notify-done', 'record-completed'],
      ]);
    });

    test.each<[string, (actions: Action[]) => Action[], string]>([
      [
        'a start ahead of the proof that data is writable',
        (a) => to(a, 'start-postings-south', 'find-promoted-postings'),
        'start-postings-south starts before its data',
      ],
      [
        'users who are let in before the start has ended',
        (a) => to(a, 'apply-billing-south', 'start-postings-south'),
        'start-postings-south changes something once users are let in',
      ],
      ['users who are never let in', (a) => a.filter(({ id }) => id !== 'apply-billing-south'), 'users are never let in'],
    ])('%s', (_, change, said) => {
      expect(verdict(OVER, 'failover', change)).toContain(said);
    });

    test('an old side that follows again, though nobody gave up what only it has', () => {
      const said = verdict(LEFT, 'reprotect', (actions) => actions.filter(({ id }) => id !== 'give-up'));
      expect(said).toContain('rejoin-postings crosses before it is recorded');
    });

    const web = ['stacks', 'billing-south', 'resource', 'fake_entrance', 'web'];
    test.each([
      ['an entrance that opens in the shut apply', [...web, 'serving'], 'serving', 'fake_entrance.web lets users in by the shut apply'],
      ['an entrance that stays shut', [...web, 'serving'], 'not serving', 'fake_entrance.web never lets users in'],
      [
        'something else that differs in it',
        ['stacks', 'billing-south', 'resource', 'fake_ledger', 'postings', 'writers'],
        '${var.continuity_open}',
        'fake_ledger.postings differs in the shut apply',
      ],
      ['a variable that nobody declared', ['stacks', 'billing-south', 'variable'], {}, 'continuity_open is set by an apply'],
    ])('%s', (_, path, change, said) => {
      const { output, procedures } = after(OVER);
      expect(lawShut(output, procedures)).toEqual([]);
      expect(lawShut(mutate(output, path, change), procedures).join()).toContain(said);
    });
  });
});
