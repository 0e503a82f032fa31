import { Tier } from '../../lib/objectives/tier';
import { proceduresOf } from '../../lib/recovery/procedures';
import type { Transition } from '../../lib/situation/phases';
import type { Situation } from '../../lib/situation/schema';
import { checkStep } from '../../lib/words/steps';
import { A, B, LEDGER, NET, plan, sidesFor, site } from '../plan/input';
import { afterStory } from '../support/history';
import { idsOf } from './story';

const granting = (code: 'north-1' | 'south-1') => {
  const plain = site(code);
  const granted = checkStep({ id: `granted-${code}`, title: 'granted', run: ['true'], matches: '', endpoint: code });
  return { ...plain, cloud: { ...plain.cloud, settles: () => [granted] } };
};
const sites = [granting('north-1'), granting('south-1')] as const;
const DECLARED = { tier: Tier.HOT, declarations: [NET, LEDGER], sites, known: sites };
const SIDES = sidesFor(DECLARED);

function idsAfter(story: string, transition: Transition, without: readonly string[] = []): string[] {
  const situation: Situation = afterStory(story, SIDES);
  const stacks = { [`${A}/base`]: { id: 'A-base' }, [A]: { id: 'A' }, [`${B}/base`]: { id: 'B-base' }, [B]: { id: 'B' } };
  const there = Object.fromEntries(Object.entries(stacks).filter(([key]) => !without.includes(key)));
  const all = proceduresOf({ plan: plan(DECLARED, situation), stacks: there, advice: [] });
  return idsOf(all.find((one) => one.transition === transition)!);
}

test('what base stacks grant is seen ahead of the sites: asked behind all of them, so that it is waited for once', () => {
  expect(idsAfter('', 'establish').slice(0, 5)).toEqual(['apply-A-base', 'apply-B-base', 'granted-north-1', 'granted-south-1', 'apply-A']);
});

test('so it is where a side stands by again, and nobody is asked where no base stack is applied', () => {
  const back = 'standing, lost A, failover B, started, completed, normal A, fenced A';
  expect(idsAfter(back, 'reprotect').slice(0, 2)).toEqual(['apply-A-base', 'granted-north-1']);
  expect(idsAfter('', 'establish', [`${A}/base`]).slice(0, 2)).toEqual(['apply-B-base', 'granted-south-1']);
});

test('nothing of it on the day', () => {
  expect(idsAfter('standing, lost A, failover B', 'failover').filter((id) => id.startsWith('granted'))).toEqual([]);
});
