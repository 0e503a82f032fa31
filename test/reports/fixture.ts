import type { Action, Procedure } from '../../lib/words/actions';
import type { Manifest, WorkloadManifest } from '../../lib/reports/manifest';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { stepsOf, take } from '../support/history';
import { manifestOf } from '../support/manifest';

export const PARIS = 'aws:eu-west-3';
export const FRANKFURT = 'aws:eu-central-1';

const common = {
  actor: 'runner',
  expected: 'it is done',
  usual: 60,
  timeout: 600,
  onFailure: 'call the decider',
  bestEffort: false,
  repeatable: true,
  pointOfNoReturn: false,
  terraform: 'nothing',
} as const;

const failoverActions: readonly Action[] = [
  {
    ...common,
    id: 'decide',
    do: 'decide',
    actor: 'decider',
    title: 'Decide',
    question: 'Give up Paris?',
    who: 'the duty manager',
    usual: 900,
  },
  {
    ...common,
    id: 'fence-ledger',
    do: 'command',
    title: 'Fence the ledger in Paris',
    bestEffort: true,
    undo: 'remove the rule',
    run: ['aws', 'rds', 'modify-db-instance', '--db-instance-identifier', "it's the ledger", '--region', 'eu-west-3'],
    endpoint: 'eu-west-3',
  },
  {
    ...common,
    id: 'note-started',
    do: 'record',
    title: 'Record the start',
    record: 'started',
    components: ['Ledger'],
    after: ['fence-ledger'],
  },
  {
    ...common,
    id: 'apply-frankfurt',
    do: 'apply',
    title: 'Promote and start in Frankfurt',
    stack: 'billing-eu-central-1',
    targets: ['aws_db_instance.Ledger["a b"]'],
    repeatable: false,
    pointOfNoReturn: true,
    losesData: 'what was not replicated, up to 15 min',
    terraform: 'applied',
  },
  {
    ...common,
    id: 'check-writable',
    do: 'check',
    title: 'The ledger is writable',
    how: { run: ['psql', '-Atc', 'select pg_is_in_recovery()'], matches: 'f|false' },
    endpoint: 'eu-central-1',
    every: 10,
  },
  {
    ...common,
    id: 'tell',
    do: 'notify',
    actor: 'operator',
    title: 'Tell the users',
    audience: 'all users',
    text: 'Service is back.\nLook at <status>.',
  },
  { ...common, id: 'watch', do: 'manual', actor: 'operator', title: 'Watch an hour', text: 'Look at the board | the queue.' },
];

function procedure(transition: Procedure['transition'], actions: readonly Action[], over: Partial<Procedure> = {}): Procedure {
  return {
    transition,
    workload: 'billing',
    title: `The ${transition} of billing`,
    due: false,
    declaration: [],
    needs: ['eu-central-1'],
    decides: 'the duty manager',
    estimate: actions.reduce((sum, action) => sum + action.usual, 0),
    waves: [
      { name: 'Before', purpose: 'Make ready.', actions: actions.slice(0, 3) },
      { name: 'Then', purpose: 'Recover.', actions: actions.slice(3) },
    ],
    ...over,
  };
}

const oneStep = (id: string): Action[] => [{ ...common, id, do: 'manual', actor: 'operator', title: `Do ${id}`, text: 'As said.' }];

const over: Partial<WorkloadManifest> = {
  components: [
    {
      component: 'Ledger',
      kind: 'relational-database',
      tier: 'hot',
      wave: 2,
      flip: 'promote',
      fence: 'a security group that admits nobody',
      rpo: { seconds: 240, source: 'nobody', verified: false },
      promotion: { seconds: 420, source: 'the vendor', verified: true },
      automatic: false,
      effects: [],
      signals: [],
    },
    {
      component: 'Keys',
      kind: 'secrets',
      tier: 'hot',
      wave: 1,
      flip: 'owned',
      fence: 'none',
      rpo: { seconds: 60, source: 'the vendor', verified: true },
      promotion: { seconds: 0, source: 'the vendor', verified: true },
      automatic: true,
      effects: [],
      signals: [],
    },
  ],
  placements: [
    {
      component: 'Ledger',
      kind: 'relational-database',
      site: FRANKFURT,
      generation: 0,
      form: 'standby',
      posture: 'replica',
      spread: 'single',
      current: true,
      retired: false,
      names: { instance: 'billing-ledger' },
    },
    {
      component: 'Ledger',
      kind: 'relational-database',
      site: PARIS,
      generation: 0,
      form: 'fenced',
      posture: 'active',
      spread: 'single',
      current: false,
      retired: false,
      names: { instance: 'billing-ledger-old' },
    },
  ],
  budget: {
    parts: [
      { name: 'detection', figure: { seconds: 300, source: 'the objectives', verified: true } },
      { name: 'decision', figure: { seconds: 900, source: 'the objectives', verified: true } },
      { name: 'promotion of Ledger', figure: { seconds: 1800, source: 'a guess', verified: false } },
    ],
    rto: 3000,
    rpo: 240,
    worst: 'Ledger',
  },
  traffic: { name: 'billing.acme.example', zone: 'acme.example', switch: 'a calculated check' },
  findings: [
    {
      id: 'DR-GEO-01',
      level: 'warning',
      subject: 'billing',
      what: 'Two countries',
      value: 'FR, DE',
      fix: 'a site in France',
      acknowledged: { reason: 'accepted by the board', by: 'CFO' },
    },
    {
      id: 'DR-ACC-01',
      level: 'error',
      subject: 'Ledger',
      what: 'One account holds every copy',
      value: '111122223333',
      fix: 'a copy elsewhere',
    },
  ],
  procedures: [
    procedure('failover', failoverActions, {
      due: true,
      declaration: [['continuity', 'declare', 'failover', 'billing', '--to', FRANKFURT, '--incident', 'water & fire']],
      needs: ['eu-central-1'],
    }),
    procedure('hold', oneStep('wait')),
    procedure('reprotect', oneStep('stand-by-again')),
    procedure('establish', [
      { ...common, id: 'apply-paris', do: 'apply', title: 'Apply Paris', stack: 'billing-eu-west-3', terraform: 'applied' },
    ]),
  ],
};

const SIDES: Sides = {
  workload: 'billing',
  sites: [PARIS, FRANKFURT],
  successors: [],
  components: [
    { id: 'Keys', flip: 'owned' },
    { id: 'Ledger', flip: 'promote' },
  ],
};
const before = take(NORMAL, stepsOf(SIDES).standing, [SIDES], { by: 'the pipeline', at: '2026-01-10T08:00:00Z' });
const lost = { op: 'lost', site: PARIS, since: '2026-11-21T03:00:00Z' } as const;
const SITUATION = take(before, lost, [SIDES], { by: 'Ada', at: '2026-11-21T03:12:00Z' });

/** A workload on hold: Paris is lost, nobody has decided. */
export const manifest = (): Manifest =>
  manifestOf(SITUATION, [
    {
      sides: SIDES,
      over,
      stacks: {
        'billing-eu-west-3': { withheld: 'aws:eu-west-3 is lost', alive: ['eu-west-3'] },
        'billing-eu-central-1': {
          alive: ['eu-central-1'],
          stateful: ['aws_db_instance.Ledger', 'aws_s3_bucket.Invoices'],
          importIds: { 'aws_db_instance.Ledger': 'billing-ledger', 'aws_s3_bucket.Invoices': 'acme invoices' },
        },
        'billing-traffic': {
          marker: '0f1e2d3c4b5a',
          empty: false,
          withheld: undefined,
          state: { region: 'eu-north-1', key: 'billing/traffic.tfstate' },
          alive: ['eu-north-1', 'us-east-1'],
        },
      },
    },
  ]);
