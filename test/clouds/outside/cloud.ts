import { TerraformVariable, type TerraformProvider, type TerraformResource, type TerraformStack } from 'cdktf';
import type { Alarms, Cloud, CloudDoctor, GroundContext } from '../../../lib/port/cloud';
import type { Marker } from '../../../lib/port/marker';
import { asksForMove, MOVE_ARGUMENTS, refusals } from '../../../lib/port/marker-messages';
import type { Told } from '../../../lib/port/signals';
import { MOVE_VARIABLE } from '../../../lib/words/actions';
import { asked } from '../../../lib/words/doctor';
import { FakeLookUp, FakeResource, fourth } from '../fourth-cloud';

/** What lies under the components of a site. */
export interface FakeGround {
  readonly key: TerraformResource;
}

/** The names of it. */
export type FakeGroundName = 'key';

/** A marker that is read as a list of texts, at most one: what stands beside the state. */
function mark(stack: TerraformStack, provider: TerraformProvider | undefined, marker: Marker): TerraformResource {
  const own = stack.node.id;
  const read = (id: string, whose: string, by: TerraformProvider | undefined): string =>
    `data.fake_markers.${new FakeLookUp(stack, 'fake_markers', id, { of: whose }, by).friendlyUniqueId}.values`;
  const idsIn = (values: string): string => `[for v in ${values} : jsondecode(v).marker]`;
  const values = read('continuity-marker-known', own, provider);
  if (asksForMove(marker)) new TerraformVariable(stack, MOVE_VARIABLE, MOVE_ARGUMENTS);
  const { holds, leaves, id, open, sequence } = marker;
  const value = JSON.stringify({ holds, marker: id, open, sequence });
  const kept = new FakeResource(stack, 'fake_marker', 'continuity-marker', { name: own, value }, provider);
  const standing = {
    ids: idsIn(values),
    open: `[for v in ${values} : jsondecode(v).open]`,
    holds: `flatten([for v in ${values} : jsondecode(v).holds])`,
  };
  const conditions = refusals(own, marker, standing, [...holds, ...leaves], (other) =>
    idsIn(read(`continuity-marker-of-${other.stack}`, other.stack, other.provider)),
  );
  kept.addOverride('lifecycle.precondition', conditions);
  return kept;
}

const toldOf = ({ name, title, calls }: Told): object => ({ name, title, calls });

/** A metric and an event are alarms of the service; what is told only where it is asked has none. */
const alarms: Alarms<FakeGround> = {
  metric: ({ stack }, signal) => {
    const { id, metric, of, above, below, period, periods, silenceIsAlarm } = signal;
    const on_silence = silenceIsAlarm ? 'alarm' : 'ok';
    new FakeResource(stack, 'fake_alarm', id, { ...toldOf(signal), metric, of, above, below, period, periods, on_silence });
  },
  page: ({ stack }, signal) => {
    const { id, host, path, silenceIsAlarm } = signal;
    new FakeResource(stack, 'fake_alarm', id, { ...toldOf(signal), asks: `${host}${path}`, on_silence: silenceIsAlarm ? 'alarm' : 'ok' });
  },
  event: ({ stack }, signal) => {
    new FakeResource(stack, 'fake_alarm', signal.id, { ...toldOf(signal), event: signal.pattern });
  },
};

const ground = ({ stack, sitePlan, workload }: GroundContext<FakeGroundName>): FakeGround => ({
  key: new FakeResource(stack, 'fake_key', 'key', { name: sitePlan.ground.key }, undefined, { preventDestroy: workload.durable }),
});

const { name, unproven, regions, provide, provideState, claim } = fourth;

/** Whoever runs, the states, and the key under a site: by the one program of the cloud. */
const doctor: CloudDoctor = {
  programs: [{ name: 'fake', version: ['fake', '--version'] }],
  credentials: ({ region: { code }, account }) => [
    asked({
      ...{ about: 'credentials', id: `who-${code}`, title: `${account} answers`, endpoint: code, letIn: true, fix: 'fake login' },
      ...{ run: ['fake', 'who', '--region', code], matches: account },
    }),
  ],
  state: (state, near, keys) => {
    const endpoint = state.region ?? near.region.code;
    return [
      asked({
        ...{ about: 'lock', id: `lock-${endpoint}`, title: 'nobody holds a lock', endpoint, fix: 'wait' },
        ...{ run: ['fake', 'locks', '--region', endpoint, ...keys], matches: 'free' },
      }),
    ];
  },
  ground: ({ sitePlan: { region, ground } }) => [
    asked({
      ...{ about: 'standby', id: `key-${region}`, title: 'the key is there', endpoint: region, fix: 'establish' },
      ...{ run: ['fake', 'key', '--region', region, '--name', ground['key'] ?? ''], matches: 'there' },
    }),
  ],
};

/** The fourth cloud with a key in each site, a marker that refuses, and alarms: it lacks cells. */
export const GROUNDED: Omit<Cloud<FakeGround>, 'cells'> = {
  name,
  unproven,
  regions,
  provide,
  provideState,
  claim,
  types: {
    fake_marker: { holdsData: false, importId: '{name}' },
    fake_key: { holdsData: true, importId: '{name}' },
    fake_alarm: { holdsData: false },
    fake_check: { holdsData: false },
    fake_record: { holdsData: false, importId: '{name}' },
  },
  groundNames: { key: { service: 'a fake key', max: 60, separator: '-' } },
  ground: (context) => ground(context as GroundContext<FakeGroundName>),
  mark: (stack, provider, _, marker) => mark(stack, provider, marker),
  alarms,
  doctor,
};
