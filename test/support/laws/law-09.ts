import { kindNamed } from '../components';
import { isBuiltin, type Kind } from '../../../lib/words/kinds';
import { inWords } from '../../../lib/objectives/duration';
import { kebab } from '../../../lib/plan/names';
import { MATRIX } from '../../../lib/plan/matrix';
import { works, type Posture } from '../../../lib/words/posture';
import type { Profile } from '../../../lib/words/profile';
import { BESIDE_SWITCH, type SignalManifest } from '../../../lib/reports/signal-schema';
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
  /** No alarm of it could hear silence. */
  readonly deaf?: true;
}

/** Types that are alarms, by their beginning; the law asks for a reader the day that a cell renders one it does not know. */
const ALARM =
  /^(aws_cloudwatch_(metric|composite)_alarm|azurerm_monitor_(metric_alert|scheduled_query_rules_alert.*|activity_log_alert)|oci_monitoring_alarm|fake_alarm)$/;
/** Types that tell of an event. */
const EVENT = /^(aws_cloudwatch_event_rule|azurerm_monitor_activity_log_alert|oci_events_rule|fake_alarm)$/;
const READERS: Readonly<Record<string, AlarmType>> = {
  aws_cloudwatch_metric_alarm: {
    silenceIsBreach: (body) => body['treat_missing_data'] === 'breaching',
    acts: (body) => body['actions_enabled'] === true,
  },
  azurerm_monitor_metric_alert: {
    // Azure hears no silence of a number: whatever a cell says of it is to be said so.
    silenceIsBreach: () => false,
    deaf: true,
    acts: (body) => body['enabled'] === true && ((body['action'] ?? []) as readonly unknown[]).length > 0,
  },
  azurerm_monitor_activity_log_alert: {
    // What somebody did is told once: it has no silence.
    silenceIsBreach: () => true,
    acts: (body) => body['enabled'] !== false && ((body['action'] ?? []) as readonly unknown[]).length > 0,
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    silenceIsBreach: (body) => JSON.stringify(body['criteria']).includes('heard == 0'),
    acts: (body) => body['enabled'] === true && JSON.stringify(body['action'] ?? []).includes('/actionGroups/'),
  },
  oci_monitoring_alarm: {
    silenceIsBreach: (body) => String(body['query']).includes('.absent('),
    acts: (body) => body['is_enabled'] === true && ((body['destinations'] ?? []) as readonly unknown[]).length > 0,
  },
  fake_alarm: {
    // What the service tells once has no silence.
    silenceIsBreach: (body) => body['event'] !== undefined || body['on_silence'] === 'alarm',
    acts: (body) => body['calls'] === true,
  },
};

type SignalKind = SignalManifest['kind'];

/** What says a signal of its protection today. Everything else says none, and is not counted as passed. */
export const WATCHED: readonly {
  readonly cloud: string;
  readonly kind: Kind;
  readonly postures: readonly Posture[];
  /** Postures of the standby at which it is told where the first site's exists already. @default the same */
  readonly adopted?: readonly Posture[];
  readonly signal: SignalKind;
}[] = [
  { cloud: 'aws', kind: 'relational-database', postures: ['replica', 'backup'], signal: 'metric' },
  { cloud: 'aws', kind: 'relational-database', postures: ['replica', 'backup'], signal: 'event' },
  { cloud: 'aws', kind: 'relational-database', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'aws', kind: 'object-storage', postures: ['replica', 'backup'], signal: 'metric' },
  { cloud: 'aws', kind: 'object-storage', postures: ['replica', 'backup'], signal: 'event' },
  { cloud: 'aws', kind: 'object-storage', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'aws', kind: 'file-storage', postures: ['replica', 'backup'], signal: 'metric' },
  { cloud: 'aws', kind: 'file-storage', postures: ['replica', 'backup'], signal: 'event' },
  { cloud: 'aws', kind: 'file-storage', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'aws', kind: 'table', postures: ['replica'], signal: 'metric' },
  { cloud: 'aws', kind: 'table', postures: ['replica'], signal: 'polled' },
  { cloud: 'aws', kind: 'secrets', postures: ['replica'], signal: 'polled' },
  { cloud: 'aws', kind: 'machine-group', postures: ['prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'aws', kind: 'machine-group', postures: ['prepared', 'reduced', 'full'], signal: 'event' },
  // Of what exists, its owner knows how many are to run.
  { cloud: 'aws', kind: 'container-service', postures: ['prepared', 'reduced', 'full'], adopted: ['reduced', 'full'], signal: 'metric' },
  { cloud: 'aws', kind: 'container-service', postures: ['prepared', 'reduced', 'full'], signal: 'event' },
  // Where no node runs nothing asks an API: what is told is of the site that serves.
  { cloud: 'aws', kind: 'kubernetes-cluster', postures: ['prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'aws', kind: 'kubernetes-cluster', postures: ['prepared', 'reduced', 'full'], signal: 'polled' },
  { cloud: 'aws', kind: 'load-balancer', postures: ['none', 'prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'azure', kind: 'object-storage', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'azure', kind: 'relational-database', postures: ['replica', 'backup'], signal: 'metric' },
  { cloud: 'azure', kind: 'relational-database', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'azure', kind: 'file-storage', postures: ['replica', 'backup'], signal: 'metric' },
  { cloud: 'azure', kind: 'file-storage', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'azure', kind: 'table', postures: ['replica'], signal: 'metric' },
  { cloud: 'azure', kind: 'table', postures: ['replica'], signal: 'polled' },
  { cloud: 'azure', kind: 'machine', postures: ['replica'], signal: 'polled' },
  { cloud: 'azure', kind: 'secrets', postures: ['replica'], signal: 'polled' },
  // Where none runs there is no app: what is told is of the site that serves.
  { cloud: 'azure', kind: 'container-service', postures: ['prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'azure', kind: 'machine-group', postures: ['prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'azure', kind: 'kubernetes-cluster', postures: ['prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'azure', kind: 'kubernetes-cluster', postures: ['prepared', 'reduced', 'full'], signal: 'polled' },
  { cloud: 'azure', kind: 'load-balancer', postures: ['none', 'prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'oci', kind: 'object-storage', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'oci', kind: 'object-storage', postures: ['replica', 'backup'], signal: 'event' },
  { cloud: 'oci', kind: 'relational-database', postures: ['replica', 'backup'], signal: 'metric' },
  { cloud: 'oci', kind: 'relational-database', postures: ['replica', 'backup'], signal: 'event' },
  { cloud: 'oci', kind: 'relational-database', postures: ['backup'], signal: 'polled' },
  // No metric says how far a Base Database is behind.
  { cloud: 'oci', kind: 'relational-database, Oracle of a release', postures: ['replica'], signal: 'polled' },
  { cloud: 'oci', kind: 'file-storage', postures: ['replica', 'backup'], signal: 'metric' },
  { cloud: 'oci', kind: 'file-storage', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'oci', kind: 'machine', postures: ['replica', 'backup'], signal: 'polled' },
  { cloud: 'oci', kind: 'secrets', postures: ['replica'], signal: 'polled' },
  { cloud: 'oci', kind: 'container-images', postures: ['prepared'], signal: 'polled' },
  // Where no node runs nothing asks an API: what is told is of the site that serves.
  { cloud: 'oci', kind: 'kubernetes-cluster', postures: ['prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'oci', kind: 'kubernetes-cluster', postures: ['prepared', 'reduced', 'full'], signal: 'polled' },
  { cloud: 'oci', kind: 'machine-group', postures: ['prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'oci', kind: 'machine-group', postures: ['prepared', 'reduced', 'full'], signal: 'polled' },
  { cloud: 'oci', kind: 'load-balancer', postures: ['none', 'prepared', 'reduced', 'full'], signal: 'metric' },
  { cloud: 'oci', kind: 'load-balancer', postures: ['none', 'prepared', 'reduced', 'full'], signal: 'polled' },
  { cloud: 'fake', kind: 'acme-ledger', postures: ['replica'], signal: 'metric' },
  { cloud: 'fake', kind: 'acme-ledger', postures: ['replica'], signal: 'event' },
  { cloud: 'fake', kind: 'acme-ledger', postures: ['replica'], signal: 'polled' },
];

/** Kinds of a case that say a signal of that kind. */
export const watchedIn = (
  { cloud, kinds, tier, adopted = false }: Pick<Case, 'cloud' | 'kinds' | 'tier' | 'adopted'>,
  by: SignalKind,
): Kind[] =>
  kinds.filter((kind) => {
    const posture = profileIn(cloud, kind)?.[tier].standby;
    const rows = WATCHED.filter((row) => row.cloud === cloud && [kind, kindNamed(kind)].includes(row.kind) && row.signal === by);
    return posture !== undefined && rows.some((row) => ((adopted ? row.adopted : undefined) ?? row.postures).includes(posture));
  });

const profileIn = (cloud: string, kind: Kind): Profile | undefined => profileNamed(cloud, kindNamed(kind));

const profileNamed = (cloud: string, kind: Kind): Profile | undefined =>
  isBuiltin(kind) ? MATRIX[kind] : cloudNamed(cloud).own?.[kind]?.row.profile;

/** The signals of an output, with the stack that tells each; undefined where that is withheld. */
const signalsIn = (
  output: Output,
): { readonly signal: SignalManifest & { readonly calls?: boolean }; readonly stack: Present | undefined }[] =>
  output.manifest.workloads
    .flatMap(({ components, observed }) => [...components.flatMap(({ signals }) => signals), ...observed])
    .map((signal) => ({ signal, stack: presentIn(output).find(({ facts }) => isToldBy(facts, signal)) }));

/** Of a site, its stack tells; beside the switch, that of the switch. */
const isToldBy = ({ kind, site }: Present['facts'], signal: SignalManifest): boolean =>
  signal.site === BESIDE_SWITCH ? kind === 'traffic' : kind === 'site' && site === signal.site;

/** Alarms of a stack. */
export const alarmsIn = ({ json }: Pick<Present, 'json'>): Block[] => blocksOf(json).filter(({ type }) => ALARM.test(type));

/** What stands in no region dies with none: it is made in peace, and tells at any time. */
const isNowhere = ({ kind }: Present['facts'], body: Body): boolean => kind === 'base' && body['location'] === 'global';

/** Whether a block tells of a signal: it bears the signal's id, in the stack of the site that tells it; of its silence apart from it, beside it. */
const tells = (signal: SignalManifest, { address }: Block): boolean => new RegExp(`\\.${signal.id}(-silence)?$`).test(address);

/** What is said and told by nobody: a metric without an alarm, an event without a rule, silence that is heard otherwise than it is said. */
function untold(output: Output): Violations {
  return signalsIn(output).flatMap(({ signal, stack }) => {
    if (signal.kind === 'polled' || !stack) return [];
    const type = signal.kind === 'event' ? EVENT : ALARM;
    const all = blocksOf(stack.json).filter((block) => type.test(block.type) && tells(signal, block));
    const found = all.find((block) => READERS[block.type]?.silenceIsBreach(block.body)) ?? all[0];
    if (!found || !all.some(({ address }) => address.endsWith(`.${signal.id}`)))
      return [`${stack.id}: nothing tells of ${signal.id}: ${signal.title}`];
    // What is told once has no silence.
    const breach = signal.kind !== 'event' ? READERS[found.type]?.silenceIsBreach(found.body) : undefined;
    return breach === undefined || breach === signal.silenceIsAlarm
      ? []
      : [`${stack.id}: ${found.address} takes silence for ${breach ? 'a breach' : 'health'}, its cell does not`];
  });
}

/** A length of time that a title names, as it is written there. */
const LENGTH = /(?:more than|older than) ((?:\d+ (?:d|h|min|s) ?)+)/;

/** What is asked says in its title above which length it is told, where it names one. */
function unlike(output: Output): Violations {
  return signalsIn(output).flatMap(({ signal: { id, title, site, polled } }) => {
    const said = LENGTH.exec(title)?.[1]?.trim();
    return !polled || said === undefined || said === inWords(polled.above)
      ? []
      : [`${id} at ${site} says ${said} and is told above ${inWords(polled.above)}`];
  });
}

/** What has to be watched, and is neither: told of, nor named by a finding. */
function unnamed(output: Output): Violations {
  return output.manifest.workloads.flatMap(({ id, situation: { standby }, sites, placements, components, findings, traffic }) => {
    if (sites.find(({ key }) => key === standby)?.role !== 'standby') return [];
    const isNamed = (subject: RegExp): boolean => findings.some((one) => one.id === 'DR-SIGNAL-02' && subject.test(one.subject));
    const following = placements.filter((one) => one.site === standby && one.current && !one.retired && one.form === 'standby');
    const silent = following.flatMap(({ component, posture }) => {
      if (posture !== 'replica' && posture !== 'backup') return [];
      const what = posture === 'replica' ? 'replica' : 'copies';
      const said = components.find((one) => one.component === component)?.signals ?? [];
      const isTold = said.some(({ site, watches }) => site === standby && watches === what);
      return isTold || isNamed(new RegExp(`^${standby} ${kebab(component)}(-g\\d+)? ${what}$`))
        ? []
        : [`${id}: nothing tells of the ${what} of ${component} at ${standby}, and no finding says so`];
    });
    const switches = presentIn(output).filter(({ facts }) => facts.kind === 'traffic');
    const unseen = switches.filter((stack) => alarmsIn(stack).length === 0 && !(traffic && isNamed(new RegExp(`^${traffic.name} check$`))));
    return [...silent, ...unseen.map((stack) => `${stack.id}: no alarm tells of its checks, and no finding says so`)];
  });
}

/** Whether a finding says that the silence of the checks of the switch is heard by nobody. While nothing is protected, nothing is missed. */
const silenceIsSaid = ({ manifest }: Output): boolean =>
  manifest.workloads.some(
    ({ findings, traffic, sites, situation: { standby } }) =>
      sites.find(({ key }) => key === standby)?.role !== 'standby' ||
      findings.some(({ id, subject }) => id === 'DR-SIGNAL-02' && subject === `${traffic?.name} silence`),
  );

/**
 * Law 9: what a cell says is told where it stands: of a protection where the standby is, by an alarm of its own; where a site serves stands
 * only what a cell says is told there; what stands in no region, in a base stack; an alarm that no cell says anything of takes silence for a breach, or
 * a finding says of the switch that nobody hears it; all that is of a protection is
 * quiet while there is nothing to watch; what is asked says when it is told; and each replica, each copy and each check is told of, or named by a finding.
 */
export function lawNine(output: Output, { cloud }: Pick<CloudUnderTest, 'cloud'>): Violations {
  const [workload] = output.manifest.workloads;
  const roleOf = (key: string | undefined) => workload?.sites.find((site) => site.key === key)?.role;
  const isLost = lostIn(output).length > 0;
  const said = signalsIn(output);
  const alarms = presentIn(output).flatMap(({ id, facts, json }) =>
    alarmsIn({ json }).flatMap((alarm) => {
      const { address, type, body } = alarm;
      const reader = READERS[type];
      if (!reader) return [`${id}: nobody says how silence reads at ${address} of ${cloud.name}`];
      const serves = facts.kind === 'site' && works(roleOf(facts.site));
      const mine = said.find(({ signal, stack }) => stack?.id === id && tells(signal, alarm));
      const stands = facts.kind === 'traffic' || isNowhere(facts, body) || (facts.kind === 'site' && (!serves || mine !== undefined));
      const isQuiet = serves ? isLost : isLost || roleOf(workload?.situation.standby) !== 'standby';
      const always = facts.kind === 'traffic' || isNowhere(facts, body) || mine?.signal.watches === 'service';
      // What is told at one of the sites alone is ready at the other one.
      const isElsewhere = mine?.signal.calls === false;
      const isSaid = reader.deaf === true && facts.kind === 'traffic' && silenceIsSaid(output);
      return [
        ...(stands ? [] : [`${id}: ${address} lives at the site that serves, and may die with what it watches`]),
        ...(mine || isSaid || reader.silenceIsBreach(body) ? [] : [`${id}: ${address} takes silence for health`]),
        ...(isQuiet && !always && reader.acts(body)
          ? [`${id}: ${address} calls somebody though ${isLost ? 'a site is lost' : 'nothing is to follow'}`]
          : []),
        ...(isElsewhere && reader.acts(body) ? [`${id}: ${address} calls somebody, and so does the other site`] : []),
        ...((!isQuiet || always) && !isElsewhere && !reader.acts(body)
          ? [`${id}: ${address} calls nobody though there is something to watch`]
          : []),
      ];
    }),
  );
  return [...alarms, ...untold(output), ...unlike(output), ...unnamed(output)];
}
