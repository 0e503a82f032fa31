import type { Component } from '../../../lib/components/component';
import { cellOf } from '../../../lib/port/cell';
import type { CloudCell } from '../../../lib/port/cloud';
import { ContinuityError } from '../../../lib/words/errors';
import type { Action, Procedure } from '../../../lib/words/actions';
import type { Transition } from '../../../lib/situation/phases';
import { buildManifest } from '../../../lib/reports/build-manifest';
import { NORMAL } from '../../../lib/situation/facts';
import type { Situation } from '../../../lib/situation/schema';
import { afterStory } from '../../support/history';
import type { Body } from '../../support/json';
import { Press } from '../../support/press';
import { declareApp, render, renderWorkload } from '../../support/synth';
import { underTest } from '../fourth-cloud';
import { outside, OUTSIDE } from './outside';

const declared = { cloud: OUTSIDE, kinds: ['load-balancer', 'acme-ledger', 'acme-ring'], tier: 'hot' } as const;
const { sides } = declareApp(declared).workload;
const after = (story: string): Situation => afterStory(story, sides);
const press = new Press(declared, sides);
const procedure = (story: string, transition?: Transition): Procedure =>
  press
    .open(after(story))
    .render()
    .sheets.map((text) => JSON.parse(text) as Procedure)
    .find((one) => (transition ? one.transition === transition : one.due))!;
const actionsOf = ({ waves }: Procedure): Action[] => waves.flatMap(({ actions }) => actions);
const idsOf = (story: string, transition?: Transition): string[] => actionsOf(procedure(story, transition)).map(({ id }) => id);
const runOf = (story: string, id: string): readonly string[] => {
  const step = actionsOf(procedure(story)).find((one) => one.id === id);
  return step?.do === 'command' ? step.run : [];
};
const block = (story: string, stack: string, type: string, name: string): Body | undefined =>
  render(declared, after(story)).stacks[stack]?.resource?.[type]?.[name];

const FAILED = 'standing, lost A, failover B';
const OVER = `${FAILED}, started, completed`;
const BACK = `${OVER}, normal A, fenced A`;

describe('an owned group', () => {
  test('stands with the member that was created first; the other one joins it, without a user of its own', () => {
    expect(block('standing', 'billing-north', 'fake_ledger', 'postings')).toMatchObject({
      user: 'ledger',
      password_in: expect.any(String),
    });
    const joined = block('standing', 'billing-south', 'fake_ledger', 'postings');
    expect(joined).toMatchObject({ group: 'billing-postings' });
    expect(Object.keys(joined ?? {})).not.toEqual(expect.arrayContaining(['user']));
    expect(block('standing', 'billing-south', 'fake_group', 'postings-group')).toBeUndefined();
  });

  test('its role is asked for in other words where the old side is out', () => {
    expect(runOf(FAILED, 'promote-postings')).toContain('--force');
    expect(runOf('standing, switch B', 'promote-postings')).toContain('--switch');
  });

  test('what never was told to follow is not asked whether it does', () => {
    const asked = (story: string) => idsOf(story).filter((id) => id.startsWith('follows-'));
    expect(asked('standing, switch B, abort')).toEqual(['follows-postings', 'follows-ring']);
    expect(asked(`${OVER}, lost B, normal A, failover A, abort`)).toEqual([]);
  });

  test('what only the old side has is given up by somebody, and only after a force', () => {
    expect(idsOf(BACK).filter((id) => /give-up|^rejoin-/.test(id))).toEqual(['give-up', 'rejoin-postings', 'rejoin-ring']);
    const planned = 'standing, switch B, fenced A, lag, started, completed';
    expect(idsOf(planned).filter((id) => /give-up|^rejoin-/.test(id))).toEqual(['rejoin-postings', 'rejoin-ring']);
    expect(actionsOf(procedure(planned)).filter(({ losesData }) => losesData !== undefined)).toEqual([]);
  });
});

describe('a member that is born where the sites meet', () => {
  test('is found at its own site by its name', () => {
    const { app, workload } = declareApp(declared, NORMAL);
    const hosts: Record<string, string> = {};
    workload.onEverySite(({ site, at }) => {
      hosts[site] = at(app.node.findAll().find(({ node }) => node.id === 'Ring') as Component).host;
    });
    renderWorkload(workload, NORMAL);
    expect(hosts).toEqual({ 'fake:north': 'billing-ring-north', 'fake:south': 'billing-ring-south' });
  });

  test('is made in links until its site took the role, and taken in by an import then', () => {
    const peace = render(declared, after('standing'));
    expect(peace.stacks['billing-links']?.resource?.['fake_ring']).toHaveProperty('ring');
    expect(peace.stacks['billing-south']?.resource).not.toHaveProperty('fake_ring');
    expect(block(FAILED, 'billing-south', 'fake_ring', 'ring')).toBeUndefined();
    const over = render(declared, after(BACK));
    expect(over.stacks['billing-south']?.import).toEqual([{ to: 'fake_ring.ring', id: '${data.fake_rings.ring-there.id}' }]);
    expect(over.stacks['billing-links']?.removed).toEqual([{ from: 'fake_ring.ring', lifecycle: { destroy: false } }]);
  });

  const refusalOf = (change: Partial<CloudCell<never>>): ContinuityError => {
    const ring = outside.cells['acme-ring'] as unknown as CloudCell<never>;
    const cells = { ...outside.cells, 'acme-ring': { ...ring, ...change } };
    const cloud = { ...OUTSIDE, ...underTest({ ...outside, cells } as never) };
    try {
      render({ ...declared, cloud });
    } catch (error) {
      if (error instanceof ContinuityError) return error;
      throw error;
    }
    throw new Error('nothing was refused');
  };

  test('a cell that makes it at its site, too, is refused', () => {
    const { renderSite } = cellOf(outside, { kind: 'acme-ring' } as never) as unknown as CloudCell<never>;
    const twice = refusalOf({ renderSite: (context, placement) => renderSite(context, { ...placement, born: 'site' }) });
    expect(twice.message).toMatch(/DR-CELL-05: The cell of Ring makes at fake:south .*fake_ring\.ring/);
  });

  test('and so is one that makes it nowhere', () => {
    const refused = refusalOf({ renderMember: undefined as never });
    expect(refused.message).toMatch(/DR-CELL-04: The cell of Ring .*is born where the sites meet, and nothing makes it there/);
  });
});

describe('what is started by commands', () => {
  test('a cell that starts something and does not say so is refused, and one that says so and starts nothing', () => {
    const ledger = cellOf(outside, { kind: 'acme-ledger' } as never)!;
    const refused = (change: object): string => {
      const cells = { ...outside.cells, 'acme-ledger': { ...ledger, ...change } };
      const cloud = { ...OUTSIDE, ...underTest({ ...outside, cells } as never) };
      expect(() => render({ ...declared, cloud })).toThrow(ContinuityError);
      try {
        render({ ...declared, cloud });
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(refused({ facts: { ...ledger.facts, starts: false } })).toMatch(/DR-CELL-04.*starts something, and does not say so/);
    const still: CloudCell['recovery'] = (placement, move) => ({ ...ledger.recovery?.(placement, move), start: [] });
    expect(refused({ recovery: still })).toMatch(/DR-CELL-04.*says that something is started, and starts nothing/);
  });

  test.each([
    ['trusted again', 'standing, avoid A, fenced A, normal A', 'establish'],
    ['closed, after it was fenced', 'standing, avoid A, fenced A, normal A, close A', 'close'],
    ['given back', 'standing, fence A, fenced A, abort', 'abort'],
    ['alone', 'standing, avoid A, fenced A, lost B, normal A', 'standby-lost'],
    ['the taker of before, trusted again', `${BACK}, standing, avoid B, fenced B, lost A, normal B, normal A, fenced A`, 'reprotect'],
  ] as const)('a side that serves again is opened and started again: %s', (_, story, transition) => {
    const [site, other] = transition === 'reprotect' ? ['south', 'north'] : ['north', 'south'];
    const ids = idsOf(story, transition);
    const places = [`admit-postings-${site}`, `admit-ring-${site}`, `apply-billing-${site}`, `start-postings-${site}`].map((id) =>
      ids.indexOf(id),
    );
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(ids).not.toContain(`start-postings-${other}`);
    expect(procedure(story).transition).toBe(transition);
  });

  test('checks of the architect’s own are asked once, behind the start and ahead of users', () => {
    const situation = after(FAILED);
    const { workload } = declareApp(declared, situation);
    workload.onEverySite(({ check }) => {
      check({ id: 'answers', title: 'It answers', run: ['true'], matches: '', when: 'verify' });
    });
    const { stacks } = renderWorkload(workload, situation);
    const reports = [workload.report([sides])];
    const manifest = buildManifest({ situation, situationFile: '', reports }, (id) => stacks[id] as never);
    const due = manifest.workloads[0]!.procedures.find((one) => one.due)!;
    const ids = actionsOf(due).map(({ id }) => id);
    const [start, own, open] = ['start-postings-south', 'own-answers', 'apply-billing-south'].map((id) => ids.indexOf(id));
    expect(ids.filter((id) => id === 'own-answers')).toHaveLength(1);
    expect([start! < own!, own! < open!]).toEqual([true, true]);
  });

  test('the variable stands wherever an apply may set it, an entrance or none; and a pipeline needs the number until the move is over', () => {
    const bare = { ...declared, kinds: ['acme-ledger'] } as const;
    const alone = (story: string) => render(bare, afterStory(story, declareApp(bare).workload.sides)).stacks['billing-south'];
    expect(alone(FAILED)?.variable).toHaveProperty('continuity_open');
    expect(alone('standing')?.variable ?? {}).not.toHaveProperty('continuity_open');
    const opens = (story: string): string => {
      const marker = alone(story)?.resource?.['fake_marker']?.['continuity-marker'] as {
        lifecycle: { precondition: { condition: string; error_message: string }[] };
      };
      return marker.lifecycle.precondition.find(({ error_message }) => error_message.startsWith('OPENS'))?.condition ?? '';
    };
    expect(opens(FAILED)).toBe('${var.continuity_move == "1"}');
    expect(opens(OVER)).toMatch(/^\$\{alltrue\(/);
  });
});

describe('what drains', () => {
  test('a look ahead of the fence finds what it takes', () => {
    expect(idsOf('standing, switch B').filter((id) => id.includes('emptied'))).toEqual([
      'find-emptied-postings-north',
      'emptied-postings-north',
    ]);
    expect(idsOf('standing, close A').filter((id) => /emptied|flush/.test(id))).toEqual([
      'find-emptied-postings-north',
      'flush-postings-north',
      'emptied-postings-north',
    ]);
  });
});

test('a signal that is told only where it is asked is a finding; the others are alarms of the standby', () => {
  const output = render(declared, after('standing'));
  expect(output.manifest.workloads[0]?.findings.filter(({ id }) => id === 'DR-SIGNAL-01').map(({ subject }) => subject)).toEqual([
    'fake:south postings postings-age',
  ]);
  expect(Object.keys(output.stacks['billing-south']?.resource?.['fake_alarm'] ?? {})).toEqual(['postings-lag', 'postings-left']);
});
