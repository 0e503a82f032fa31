import { isBuiltin, type Kind } from '../../../lib/words/kinds';
import { MATRIX } from '../../../lib/plan/matrix';
import { works, type Posture } from '../../../lib/words/posture';
import type { Profile } from '../../../lib/words/profile';
import { cloudNamed, type CloudUnderTest } from '../clouds';
import type { Case } from '../corpus';
import { blocksOf, type Block, type Body } from '../json';
import type { Output } from '../synth';
import { lostIn } from './law-03';
import { presentIn, type Present, type Violations } from './reading';

/** How an alarm is read: whether silence of its metric raises it, and whether it calls anybody. */
interface AlarmType {
  readonly silenceIsBreach: (body: Body) => boolean;
  readonly acts: (body: Body) => boolean;
}

/** Types that are alarms, by their beginning; the law asks for a reader the day that a cell renders one it does not know. */
const ALARM = /^(aws_cloudwatch_(metric|composite)_alarm|azurerm_monitor_.*alert.*|oci_monitoring_alarm|fake_alarm)$/;
const READERS: Readonly<Record<string, AlarmType>> = {
  aws_cloudwatch_metric_alarm: {
    silenceIsBreach: (body) => body['treat_missing_data'] === 'breaching',
    acts: (body) => body['actions_enabled'] === true,
  },
  fake_alarm: {
    // What the service tells once has no silence.
    silenceIsBreach: (body) => body['event'] !== undefined || body['on_silence'] === 'alarm',
    acts: (body) => body['calls'] === true,
  },
};

/** What has an alarm of its protection today. Everything else has none, and is not counted as passed. */
export const WATCHED: readonly { readonly cloud: string; readonly kind: Kind; readonly posture: Posture }[] = [
  { cloud: 'aws', kind: 'relational-database', posture: 'replica' },
  { cloud: 'fake', kind: 'acme-ledger', posture: 'replica' },
];

/** Kinds of a case that have an alarm of their protection. */
export const watchedIn = ({ cloud, kinds, tier }: Pick<Case, 'cloud' | 'kinds' | 'tier'>): Kind[] =>
  kinds.filter((kind) =>
    WATCHED.some((row) => row.cloud === cloud && row.kind === kind && row.posture === profileIn(cloud, kind)?.[tier].standby),
  );

const profileIn = (cloud: string, kind: Kind): Profile | undefined =>
  isBuiltin(kind) ? MATRIX[kind] : cloudNamed(cloud).own?.[kind]?.row.profile;

/** Alarms of a stack. */
export const alarmsIn = ({ json }: Pick<Present, 'json'>): Block[] => blocksOf(json).filter(({ type }) => ALARM.test(type));

/** Law 9: alarms about protection live where the standby is, silence raises them, and they are quiet while there is nothing to watch. */
export function lawNine(output: Output, { cloud }: Pick<CloudUnderTest, 'cloud'>): Violations {
  const [workload] = output.manifest.workloads;
  const roleOf = (key: string | undefined) => workload?.sites.find((site) => site.key === key)?.role;
  const isQuiet = roleOf(workload?.situation.standby) !== 'standby' || lostIn(output).length > 0;
  return presentIn(output).flatMap(({ id, facts, json }) =>
    alarmsIn({ json }).flatMap(({ address, type, body }) => {
      const reader = READERS[type];
      if (!reader) return [`${id}: nobody says how silence reads at ${address} of ${cloud.name}`];
      const survives = facts.kind === 'site' && !works(roleOf(facts.site));
      return [
        ...(survives ? [] : [`${id}: ${address} lives at the site that serves, and may die with what it watches`]),
        ...(reader.silenceIsBreach(body) ? [] : [`${id}: ${address} takes silence for health`]),
        ...(isQuiet && reader.acts(body)
          ? [`${id}: ${address} calls somebody though ${lostIn(output).length > 0 ? 'a site is lost' : 'nothing is to follow'}`]
          : []),
        ...(!isQuiet && !reader.acts(body) ? [`${id}: ${address} calls nobody though the standby is to follow`] : []),
      ];
    }),
  );
}
