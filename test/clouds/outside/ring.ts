import { Component, type Declaration } from '../../../lib/components/component';
import type { LinkPlan, Placement } from '../../../lib/plan/plan';
import { cellFor } from '../../../lib/port/cell';
import type { LinksContext, Rendered, SiteContext } from '../../../lib/port/cloud';
import type { MoveFacts } from '../../../lib/port/facts';
import type { RecoverySteps } from '../../../lib/port/phases';
import type { Effect } from '../../../lib/words/effect';
import type { OwnKind } from '../../../lib/words/kinds';
import { Profile } from '../../../lib/words/profile';
import { BEGUN, checkStep, commandStep, crossingStep, type Check } from '../../../lib/words/steps';
import { FakeLookUp, FakeResource, figure } from '../fourth-cloud';
import type { FakeGround, FakeGroundName } from './cloud';

/** A ring, as it is declared. */
export interface RingDeclaration extends Declaration {
  readonly kind: 'acme-ring';
}

/** What it is: replicated at hot, which is all that its cell offers. */
export const RING: OwnKind = { nature: 'data', stage: 'data', profile: Profile.REPLICATED };

/** A ring: its second member can be made from the first one's id alone, over a private path. */
export class AcmeRing extends Component {
  readonly kind = 'acme-ring';
  override readonly ownKind = RING;

  override declaration(): RingDeclaration {
    return { ...super.declaration(), kind: this.kind, gib: 20 };
  }
}

const NAMES = { ring: { service: 'a fake ring', max: 60, separator: '-' } } as const;
type RingPlacement = Placement<RingDeclaration, keyof typeof NAMES, FakeGroundName>;
type RingContext = SiteContext<FakeGround, FakeGroundName>;

const source = 'this test';
const EFFECTS: readonly Effect[] = [
  { type: 'fake_ring', does: 'swaps', terraform: 'ignored', how: 'role, source', source },
  { type: 'fake_ring', does: 'makes', terraform: 'import', how: 'by its name at its own site, once that took the role', source },
  { type: 'fake_path', does: 'deletes', terraform: 'leaves', how: 'cut by the promotion: what joins the sites makes it again', source },
  { type: 'a snapshot of the old side', does: 'makes', terraform: 'not ours', how: 'fake ring snapshots --region REGION', source },
];

/** A pair whose second member is born where the two sites meet; its site takes it in once it took the role. */
export const ring = cellFor<FakeGround, FakeGroundName, { 'acme-ring': RingDeclaration }>()({
  kind: 'acme-ring',
  service: 'Fake Ring',
  facts: {
    flips: { replica: 'switch' },
    spreads: ['single'],
    limits: 'it has members, no copies, and one zone a region: take hot',
    fence: 'it admits no writer, by a command: what joins the sites does not know the role of one',
    born: 'links',
    effects: EFFECTS,
    automatic: false,
    names: NAMES,
    oneWay: [],
    figures: () => ({ rpo: figure, promotion: figure }),
  },
  types: {
    fake_ring: { holdsData: true, importId: '! fake ring id --name NAME' },
    fake_path: { holdsData: false, reach: [{ argument: 'between', on: 'change', source }] },
  },
  renderSite,
  renderMember,
  renderLinks: ({ stack, provider }, { id, from, to, posture }: LinkPlan<RingDeclaration, keyof typeof NAMES, FakeGroundName>) => {
    if (posture === 'replica')
      new FakeResource(stack, 'fake_path', pathOf(id), { between: [from.region, to.region].sort() }, provider(from.site));
    return [];
  },
  recovery: ringRecovery,
});

const pathOf = (id: string): string => `${id}-path`;

/** The ids of roles and sources are the service's. */
const safe = (preventDestroy: boolean) => ({ preventDestroy, ignoreChanges: ['role', 'source'] });

/** Made here, or taken in by its name; what is born in links is found by that, and nothing of it stands here. */
function renderSite({ stack, ground, workload, sitePlan }: RingContext, { id, here, born }: RingPlacement): Rendered {
  const endpoint = { host: here.names.ring, name: here.names.ring };
  if (born === 'links') return { ready: [], waits: [], endpoint };
  const member = new FakeResource(
    stack,
    'fake_ring',
    id,
    {
      name: here.names.ring,
      key: ground.key.getStringAttribute('id'),
      copies_every: sitePlan.copies.every,
    },
    undefined,
    safe(workload.durable),
  );
  const common = { instance: member, ready: [member], waits: [], endpoint };
  if (born === 'site') return common;
  const there = new FakeLookUp(stack, 'fake_rings', `${id}-there`, { name: here.names.ring });
  return { ...common, imports: [{ resource: member, id: there.getStringAttribute('id') }] };
}

/** Over the path, from the id of the other one. */
function renderMember({ stack, provider, workload }: LinksContext, { id, here, peer, component }: RingPlacement): Rendered {
  const first = new FakeLookUp(stack, 'fake_rings', `${id}-source`, { name: peer.names.ring }, provider(peer.site));
  const member = new FakeResource(
    stack,
    'fake_ring',
    id,
    {
      name: here.names.ring,
      key: `alias/${here.ground.key}`,
      source: first.getStringAttribute('id'),
      path: `\${fake_path.${pathOf(component.toLowerCase())}.id}`,
    },
    provider(here.site),
    safe(workload.durable),
  );
  return { instance: member, ready: [member], waits: [] };
}

/** Roles are told and asked by name; the fence is a command, since no apply of the site reaches what is born elsewhere. */
function ringRecovery({ component, id, here }: RingPlacement, { kind }: MoveFacts): RecoverySteps {
  const { region: endpoint, names } = here;
  const step = (verb: string, title: string, ...words: readonly string[]) => ({
    ...{ id: `${verb}-${id}`, title: `${component} at ${endpoint} ${title}`, endpoint },
    run: ['fake', 'ring', ...(words.length > 0 ? words : ['show']), '--region', endpoint, '--name', names.ring],
  });
  const check = (verb: string, title: string, matches: string, more: Partial<Parameters<typeof checkStep>[0]> = {}): Check =>
    checkStep({ ...step(verb, title), matches, ...more });
  const command = (verb: string, title: string, ...words: readonly string[]) =>
    commandStep({ ...step(verb, title, ...words), expected: 'done' });
  return {
    check: [check('member', 'is there', 'available')],
    fence: [{ step: command('refuse', 'admits no writer', 'refuse'), undo: command('admit', 'admits writers', 'admit') }],
    fenced: [check('fenced', 'admits no writer', 'no writer')],
    drained: [check('lag', 'has everything', '0', { number: component })],
    promote: [
      crossingStep({
        ...step('promote', 'takes the role', 'promote', kind === 'planned' ? '--switch' : '--force'),
        expected: 'primary',
        losesData: 'what was not sent',
      }),
    ],
    verify: [check('promoted', 'takes writes', 'primary')],
    follows: [check('follows', 'still follows', 'standby', { onFailure: BEGUN })],
    rejoin: [crossingStep({ ...step('rejoin', 'follows again', 'rejoin'), expected: 'standby', losesData: 'what it never sent' })],
    seed: [
      { step: command('ship', 'has a snapshot to begin with', 'ship'), before: 'links' },
      { step: command('fill', 'has what is older than the snapshot', 'fill') },
    ],
    standing: [check('standing', 'follows, complete', 'standby')],
  };
}
