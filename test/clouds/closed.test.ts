import { CASES, declaredIn, sidesOf } from '../support/corpus';
import { blocksOf, isSame, withoutMarker, type StackJson } from '../support/json';
import { afterStory } from '../support/history';
import { render } from '../support/synth';

/** Types of which the entrance of each cloud is made: nothing else changes where a site is closed. */
const ENTRANCES: Readonly<Record<string, readonly string[]>> = {
  aws: ['aws_lb_listener_rule'],
  azure: ['azurerm_application_gateway'],
  oci: ['oci_waf_web_app_firewall_policy'],
  fake: ['fake_entrance'],
};

/** Types of what differs between two stacks, the marker apart. */
function changed(before: StackJson | undefined, now: StackJson | undefined): string[] {
  const [was, is] = [before, now].map((json) => blocksOf(json && withoutMarker(json)));
  const other = (is ?? []).filter(({ address, body }) => !isSame(body, was?.find((one) => one.address === address)?.body));
  const gone = (was ?? []).filter(({ address }) => !is?.some((one) => one.address === address));
  return [...new Set([...other, ...gone].map(({ type }) => type))];
}

const everything = CASES.filter(({ title, tier }) => title.includes('everything') && ['cold', 'hot'].includes(tier));

test.each(everything)('$title: where a site is closed its entrance changes, and nothing else of any stack', (one) => {
  const sides = sidesOf(one);
  const [open, closed] = ['standing', 'standing, close A'].map((story) => render(declaredIn(one), afterStory(story, sides)).stacks);
  expect(Object.keys(closed ?? {})).toEqual(Object.keys(open ?? {}));
  const all = Object.keys(open ?? {}).map((id) => [id, changed(open?.[id], closed?.[id])] as const);
  const [site] = sides.sites[0].split(':').slice(1);
  const entrance = one.kinds.includes('load-balancer') ? ENTRANCES[one.cloud] : [];
  for (const [id, types] of all) expect([id, types]).toEqual([id, id === `billing-${site}` ? entrance : []]);
});

/** An entrance has nothing more to fence, networks, secrets and images nothing, and a machine is stopped by a command alone. */
const beside = everything.filter(({ kinds }) =>
  kinds.some((kind) => !['load-balancer', 'network', 'secrets', 'container-images', 'machine'].includes(kind)),
);

test.each(beside)('$title: it is known that a fence changes more', (one) => {
  const sides = sidesOf(one);
  const [open, fenced] = ['standing', 'standing, fence A'].map((story) => render(declaredIn(one), afterStory(story, sides)).stacks);
  const id = `billing-${sides.sites[0].split(':')[1]}`;
  expect(changed(open?.[id], fenced?.[id]).filter((type) => !ENTRANCES[one.cloud]?.includes(type))).not.toEqual([]);
});

test.each(everything)('$title: closing may lift a fence, so its apply asks for the move; closed already, it asks for none', (one) => {
  const sides = sidesOf(one);
  const { stacks, manifest } = render(declaredIn(one), afterStory('standing, close A', sides));
  const id = `billing-${sides.sites[0].split(':')[1]}`;
  const { marker, opens } = manifest.stacks.find((stack) => stack.id === id) ?? {};
  expect(opens).toBe(0);
  expect(stacks[id]?.variable).toHaveProperty('continuity_move');
  const guard = JSON.stringify(stacks[id]).match(/"condition":"([^"\\]|\\.)*continuity_move([^"\\]|\\.)*"/)?.[0];
  expect(guard).toContain(`id == \\"${marker}\\"`);
});
