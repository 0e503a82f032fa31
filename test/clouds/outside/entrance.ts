import type { LoadBalancerDeclaration } from '../../../lib/components/load-balancer';
import { cellFor } from '../../../lib/port/cell';
import type { TrafficCell } from '../../../lib/port/cloud';
import { asked } from '../../../lib/words/doctor';
import { FakeResource, figure } from '../fourth-cloud';
import type { FakeGround, FakeGroundName } from './cloud';

/** An entrance that answers two paths with a word: all of it that changes with the role, and all that reads whether users are let in. */
export const entrance = cellFor<FakeGround, FakeGroundName, { 'load-balancer': LoadBalancerDeclaration }>()({
  kind: 'load-balancer',
  service: 'Fake Entrances',
  facts: {
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric' },
    spreads: ['single'],
    limits: 'there is one zone a region: take hot',
    fence: 'it says that it does not serve',
    automatic: false,
    names: { entrance: { service: 'a fake entrance', max: 60, separator: '-' } },
    oneWay: [],
    figures: () => ({ rpo: { ...figure, seconds: 0 }, promotion: figure }),
  },
  types: { fake_entrance: { holdsData: false, importId: '{name}' } },
  renderSite: ({ stack, onceOpen }, { id, here, form, again }) => {
    const says = (yes: boolean, open: string, shut: string): string => (yes ? onceOpen(open, shut) : shut);
    const entrance = new FakeResource(stack, 'fake_entrance', id, {
      name: here.names.entrance,
      serving: says(form === 'serving', 'serving', form === 'closed' ? 'closed' : 'not serving'),
      again: says(form === 'serving' && again, 'serving again', 'not again'),
    });
    return { instance: entrance, ready: [], waits: [entrance], endpoint: { host: here.names.entrance, name: here.names.entrance } };
  },
});

/** A name that asks both entrances, by checks that are named by sequence. */
export const traffic: TrafficCell = {
  facts: { switch: 'a fake record over a check of each entrance', detection: figure, propagation: figure },
  doctor: ({ name }) => [
    asked({
      ...{ about: 'traffic', id: 'record', title: `${name} is a record`, endpoint: 'global', fix: 'establish' },
      ...{ run: ['fake', 'record', name], matches: 'there' },
    }),
  ],
  render: ({ stack, provider }, { name, base, other, first, entrances }, sequence) => {
    const checks = [base, other].map(
      ({ region, site }) =>
        new FakeResource(stack, 'fake_check', `check-${region}-${sequence}`, { asks: entrances[site], every: 10 }, provider(first.site)),
    );
    new FakeResource(
      stack,
      'fake_record',
      'record',
      { name, first: base.names['entrance'], then: other.names['entrance'], checks: checks.map((one) => one.getStringAttribute('id')) },
      provider(first.site),
    );
    return { first: checks.map(({ friendlyUniqueId }) => `fake_check.${friendlyUniqueId}`) };
  },
};
