import { Component, type Declaration } from '../../../lib/components/component';
import type { Placement } from '../../../lib/plan/plan';
import { cellFor } from '../../../lib/port/cell';
import type { Rendered, SiteContext } from '../../../lib/port/cloud';
import type { MoveFacts } from '../../../lib/port/facts';
import type { RecoverySteps } from '../../../lib/port/phases';
import type { Signal } from '../../../lib/port/signals';
import { notSeen, type DoctorItem } from '../../../lib/words/doctor';
import type { Effect } from '../../../lib/words/effect';
import type { OwnKind } from '../../../lib/words/kinds';
import { works } from '../../../lib/words/posture';
import { Profile } from '../../../lib/words/profile';
import { BEGUN, checkStep, commandStep, crossingStep, findStep, found, type Check, type Find } from '../../../lib/words/steps';
import { FakeResource, figure } from '../fourth-cloud';
import type { FakeGround, FakeGroundName } from './cloud';

/** A ledger, as it is declared. */
export interface LedgerDeclaration extends Declaration {
  readonly kind: 'acme-ledger';
}

/** What it is: replicated at hot, which is all that its cell offers. */
export const LEDGER: OwnKind = { nature: 'data', stage: 'data', profile: Profile.REPLICATED };

/** A ledger: two members of one group, one of which takes writes. */
export class AcmeLedger extends Component {
  readonly kind = 'acme-ledger';
  override readonly ownKind = LEDGER;

  override declaration(): LedgerDeclaration {
    return { ...super.declaration(), kind: this.kind, gib: 20 };
  }
}

const name = (service: string) => ({ service, max: 60, separator: '-' }) as const;
const NAMES = { member: name('a fake ledger'), secret: name('a fake secret'), group: { ...name('a fake group'), shared: true } };
type LedgerPlacement = Placement<LedgerDeclaration, keyof typeof NAMES, FakeGroundName>;
type LedgerContext = SiteContext<FakeGround, FakeGroundName>;

const source = 'this test';
const EFFECTS: readonly Effect[] = [
  { type: 'fake_ledger', does: 'swaps', terraform: 'ignored', how: 'role', source },
  { type: 'fake_group', does: 'swaps', terraform: 'ignored', how: 'primary', source },
];

/**
 * Two members of a group: the group stands with the member that was created first, the other one joins it, without a user of its own. An
 * API call swaps the roles; who posts to it is started by a command.
 */
export const ledger = cellFor<FakeGround, FakeGroundName, { 'acme-ledger': LedgerDeclaration }>()({
  kind: 'acme-ledger',
  service: 'Fake Ledger',
  facts: {
    flips: { replica: 'switch' },
    spreads: ['single'],
    limits: 'it has members, no copies, and one zone a region: take hot',
    fence: 'it admits no writer, by its apply and by a command',
    starts: true,
    joins: true,
    effects: EFFECTS,
    automatic: false,
    names: NAMES,
    oneWay: [],
    figures: () => ({ rpo: figure, promotion: figure }),
  },
  types: {
    fake_ledger: { holdsData: true, importId: '{name}' },
    fake_group: { holdsData: true, importId: '{name}' },
  },
  renderSite: renderMember,
  recovery: ledgerRecovery,
  signals: signalsOf,
  doctor: quota,
});

/** The group's name as a text where the other side made it: no reference, and nothing that only the first member has. */
function renderMember({ stack, ground, workload, sitePlan }: LedgerContext, placement: LedgerPlacement): Rendered {
  const { id, here, form, origin } = placement;
  const safe = (...ignoreChanges: string[]) => ({ preventDestroy: workload.durable, ignoreChanges });
  const first = (): Readonly<Record<string, unknown>> => {
    const group = new FakeResource(stack, 'fake_group', `${id}-group`, { name: here.names.group }, undefined, safe('primary'));
    return { group: group.getStringAttribute('name'), user: 'ledger', password_in: here.names.secret };
  };
  const member = new FakeResource(
    stack,
    'fake_ledger',
    id,
    {
      name: here.names.member,
      ...(origin.how === 'joined' ? { group: origin.of.names.group } : first()),
      key: ground.key.getStringAttribute('id'),
      public: false,
      writers: works(form),
      copies_every: sitePlan.copies.every,
    },
    undefined,
    safe('role'),
  );
  return { instance: member, ready: [member], waits: [], endpoint: { host: here.names.member, name: here.names.member } };
}

/** Everything goes through the id that the cloud gave to the group: found in each phase that takes it, by its name, at the own site. */
function ledgerRecovery({ component, id, here }: LedgerPlacement, { kind }: MoveFacts): RecoverySteps {
  const { region: endpoint, names } = here;
  const named = (verb: string, title: string) => ({ id: `${verb}-${id}`, title: `${component} at ${endpoint} ${title}`, endpoint });
  const find = (verb: string): Find =>
    findStep({ ...named(`find-${verb}`, 'has a group'), run: ['fake', 'group', 'id', '--region', endpoint, '--name', names.group] });
  const inGroup = (verb: string, ...words: readonly string[]): string[] => [
    'fake',
    'group',
    ...words,
    '--region',
    endpoint,
    '--group',
    found(`find-${verb}-${id}`),
    '--member',
    names.member,
  ];
  const look = (verb: string, title: string, matches: string, more: Partial<Parameters<typeof checkStep>[0]> = {}): (Find | Check)[] => [
    find(verb),
    checkStep({ ...named(verb, title), run: inGroup(verb, 'show'), matches, ...more }),
  ];
  const change = (verb: string, ...words: readonly string[]) =>
    commandStep({
      ...named(verb, `: ${words.join(' ')}`),
      run: ['fake', 'ledger', ...words, '--region', endpoint, '--name', names.member],
      expected: 'done',
    });
  const consumers = { ...change('start', 'consumers', 'start'), id: `start-${id}-${endpoint}` };
  return {
    check: look('member', 'is a member of its group', 'available'),
    age: { run: ['fake', 'ledger', 'age', '--region', endpoint, '--name', names.member], endpoint },
    emptied: [find('emptied'), change('flush', 'consumers', 'flush'), look('emptied', 'has nothing in flight', '0')[1] as Check],
    fence: [{ step: change('refuse', 'writers', 'refuse'), undo: change('admit', 'writers', 'admit') }],
    fenced: look('fenced', 'admits no writer', 'no writer'),
    drained: look('lag', 'has everything', '0', {
      number: component,
      as: { who: 'the operators of the ledger', environment: { FAKE_PROFILE: 'ledger' } },
    }),
    promote: [
      find('promote'),
      crossingStep({
        ...named('promote', 'takes the role'),
        run: inGroup('promote', 'promote', kind === 'planned' ? '--switch' : '--force'),
        expected: 'primary',
        losesData: 'what was not sent',
        secrets: [
          { variable: 'LEDGER_PASSWORD', as: 'file', read: ['fake', 'secret', 'read', '--region', endpoint, '--name', names.secret] },
        ],
      }),
    ],
    start: [consumers],
    verify: look('promoted', 'takes writes', 'primary'),
    follows: look('follows', 'still follows', 'standby', { onFailure: BEGUN }),
    rejoin: [
      find('rejoin'),
      crossingStep({
        ...named('rejoin', 'follows again, where nobody told it that it lost the role'),
        run: inGroup('rejoin', 'rejoin'),
        expected: 'standby',
        losesData: 'what it never sent',
      }),
    ],
    standing: look('standing', 'follows, complete', 'standby'),
  };
}

/** A group may have a member more: asked with somebody else's credentials, and found by what the cloud named it. */
function quota({ id, here }: LedgerPlacement): readonly DoctorItem[] {
  const { region: endpoint, names } = here;
  const as = { who: 'the operators of the ledger', environment: { FAKE_PROFILE: 'ledger' } };
  const find = findStep({ id: `find-room-${id}`, title: 'its group', run: ['fake', 'group', 'id', '--name', names.group], endpoint, as });
  const room = checkStep({
    ...{
      id: `room-${id}`,
      title: 'a member more',
      run: ['fake', 'group', 'room', found(`find-room-${id}`)],
      matches: 'room',
      endpoint,
      as,
    },
    onFailure: 'ask for more',
  });
  return [
    { about: 'quota', steps: [find, room], verified: true },
    notSeen('quota', `how many postings ${endpoint} takes a second`, 'nothing tells'),
  ];
}

function signalsOf({ id, here }: LedgerPlacement, rpo: number): readonly Signal[] {
  return [
    {
      ...{ kind: 'metric', id: `${id}-lag`, name: `${here.names.member}-lag`, title: 'the ledger lags' },
      ...{ namespace: 'fake/ledger', metric: 'lag', of: { member: here.names.member } },
      ...{ above: rpo, period: 60, periods: 3, silenceIsAlarm: true },
    },
    { kind: 'event', id: `${id}-left`, name: `${here.names.member}-left`, title: 'a member left', pattern: { of: ['member left'] } },
    {
      ...{ kind: 'polled', id: `${id}-age`, name: `${here.names.member}-age`, title: 'the ledger is old' },
      run: ['fake', 'ledger', 'age', '--region', here.region, '--name', here.names.member],
      ...{ endpoint: here.region, every: 300, above: rpo },
    },
  ];
}
