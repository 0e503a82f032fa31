import { aliveOf, needsOf } from '../written/alive';
import type { KnownTypes } from '../port/known-types';
import { contactsSchema } from '../words/contacts';
import type { Objectives } from '../objectives/objectives';
import { NEEDS } from '../plan/findings/needs';
import type { Way } from '../plan/analysis';
import type { WorkloadPlan } from '../plan/plan';
import type { Entry } from '../recovery/draft';
import { proceduresOf } from '../recovery/procedures';
import type { Situation } from '../situation/schema';
import { ORDINARY } from '../words/in-order';
import { VERSION } from '../words/version';
import type { AnalysisManifest } from '../words/analysis';
import { copyPlaceManifest } from './copy-place-manifest';
import { doctorManifest } from './doctor-manifest';
import { roomFor, type RoomFor } from './doctor-rooms';
import { footprintManifest } from './footprint-manifest';
import { lossManifest } from './loss-manifest';
import type { Manifest, StackManifest, WorkloadManifest } from './manifest';
import type { ReportInput, StackReport } from './report-input';
import { observedManifest, signalsOf } from './signal-manifest';
import { stateManifest, type StateStack } from './state-stack';
import { importIdsOf, lookUpsOf, retentionOf, statefulOf, type TerraformJson } from '../written/terraform-json';

/** What a manifest is made from. */
export interface ManifestInput {
  /** The situation. */
  readonly situation: Situation;
  /** Its file, relative to the working directory. */
  readonly situationFile: string;
  /** The workloads. */
  readonly reports: readonly ReportInput[];
  /** sha256 of what was written of a stack. @default none is said */
  readonly digestOf?: (stack: string) => string;
  /** What states are kept in. @default none is told */
  readonly states?: readonly StateStack[];
}

/** The whole plan as data. `read` gives the synthesized JSON of a stack. */
export function buildManifest(input: ManifestInput, read: (stack: string) => TerraformJson): Manifest {
  const { situation, situationFile, reports, digestOf, states = [] } = input;
  const room = roomFor(reports);
  const types = reports.flatMap((report) => Object.values(report.types));
  const stacks = reports
    .flatMap((report) => report.stacks.map((stack) => stackOf(report, stack, { read, digestOf })))
    .sort((a, b) => a.id.localeCompare(b.id, 'en'));
  return {
    version: 2,
    generator: 'cdktf-continuity',
    generatorVersion: VERSION,
    sequence: situation.sequence,
    situationFile,
    situation,
    workloads: reports.map((report) => workloadOf(report, stacks, room)).sort((a, b) => a.id.localeCompare(b.id, 'en')),
    stacks,
    states: states.map(stateManifest),
    judge: { statefulTypes: [...new Set(types.flatMap(({ stateful }) => stateful))].sort() },
  };
}

/** How what was written of a stack is read. */
interface Written {
  readonly read: (stack: string) => TerraformJson;
  readonly digestOf: ManifestInput['digestOf'];
}

function stackOf(report: ReportInput, stack: StackReport, { read, digestOf }: Written): StackManifest {
  const present = !stack.withheld && !stack.empty;
  const json = present ? read(stack.id) : {};
  const types = Object.values(report.types)[0] as KnownTypes;
  const { id, kind, site, withheld, opens, empty, marker, sequence, state } = stack;
  const lookUps = lookUpsOf(json, types);
  const joined = kind === 'copies' ? [state.region] : [report.plan.first, report.plan.second];
  const sites = site === undefined ? joined : [site];
  return {
    id,
    kind,
    ...(site === undefined ? {} : { site }),
    ...(withheld === undefined ? {} : { withheld }),
    ...(opens === undefined ? {} : { opens }),
    empty,
    marker,
    sequence,
    state,
    alive: aliveOf({ kind, sites, state: state.region, json }, types, report.places),
    workload: report.id,
    ...(present ? { directory: `stacks/${stack.id}` } : {}),
    ...(present && digestOf ? { digest: digestOf(id) } : {}),
    stateful: statefulOf(json, types),
    retention: retentionOf(json, types),
    importIds: importIdsOf(json, types),
    ...(Object.keys(lookUps).length > 0 ? { lookUps } : {}),
  };
}

/** The sites, as a person has to know them. */
const sitesOf = (report: ReportInput): WorkloadManifest['sites'] =>
  Object.values(report.plan.sites).map((site) => ({
    key: site.site,
    cloud: site.cloud,
    region: site.region,
    account: site.account,
    country: report.countries[site.site] ?? '',
    role: site.role,
    active: site.active,
    ...(report.runBy?.[site.site] ? { runBy: report.runBy[site.site] } : {}),
    ...(report.statusPages?.[site.site] ? { statusPage: report.statusPages[site.site] } : {}),
    needs: runsFromOf(report),
  }));

/** What the situation has to know of a component beside its flip. */
const traitsOf = ({
  remade,
  severs,
  spreadsLate,
  standsLate,
}: WorkloadPlan['protections'][number]): Pick<
  WorkloadManifest['components'][number],
  'remade' | 'severs' | 'spreadsLate' | 'standsLate'
> => ({
  ...(remade ? { remade } : {}),
  ...(severs ? { severs } : {}),
  ...(spreadsLate ? { spreadsLate } : {}),
  ...(standsLate ? { standsLate } : {}),
});

function workloadOf(report: ReportInput, stacks: readonly StackManifest[], room: RoomFor): WorkloadManifest {
  const { plan, id } = report;
  const { objectives } = plan;
  const { phase, is, number, unprotectedSince, interruptedSince } = plan.progress;
  const drafts = proceduresOf({ plan, advice: report.advice, stacks: entriesOf(report), own: report.own });
  const procedures = drafts.map((one) => ({ ...one, needs: needsOf(one, stacks, Object.values(plan.sites)) }));
  return {
    id,
    ...(plan.environment ? { environment: plan.environment } : {}),
    ...(report.contacts ? { contacts: contactsSchema.parse(report.contacts) } : {}),
    priority: report.turn?.priority ?? ORDINARY,
    dependsOn: [...(report.turn?.dependsOn ?? [])],
    tier: plan.tier.name,
    objectives: objectivesOf(objectives),
    sites: sitesOf(report),
    situation: {
      active: plan.active,
      standby: plan.standby,
      base: plan.base,
      phase,
      is,
      move: number,
      then: report.advice.map((line) => [...line]),
      ...(unprotectedSince ? { unprotectedSince } : {}),
      ...(interruptedSince ? { interruptedSince } : {}),
    },
    declared: { sites: [...report.declared.sites], successors: [...report.declared.successors] },
    components: plan.protections.map((p) => ({
      component: p.declaration.id,
      kind: p.declaration.kind,
      tier: p.tier.name,
      wave: p.wave,
      flip: p.flip,
      ...traitsOf(p),
      fence: p.fence,
      rpo: p.rpo,
      promotion: p.promotion,
      automatic: p.automatic,
      effects: p.effects.map(({ type, does, terraform, how, source }) => ({ type, does, terraform, how, source })),
      signals: signalsOf(plan, p.declaration.id),
    })),
    placements: placementsOf(plan),
    ...figuresOf(plan),
    ...copyPlaceManifest(plan),
    observed: observedManifest(plan),
    ...beside(report),
    unproven: [...report.unproven],
    findings: plan.findings.map(({ always: _, ...finding }) => finding),
    procedures,
    doctor: doctorManifest(report, procedures, room),
  };
}

/** What recovery takes and loses, what the vendors promise, and what stands by. */
const figuresOf = (plan: WorkloadPlan): Pick<WorkloadManifest, 'budget' | 'losses' | 'availability' | 'footprint' | 'flows'> => ({
  budget: { ...plan.budget, parts: plan.budget.parts.map((part) => ({ ...part })) },
  losses: lossManifest(plan),
  availability: {
    ...plan.availability,
    unknown: [...plan.availability.unknown],
    parts: plan.availability.parts.map(({ of, slas }) => ({ of, slas: slas.map((sla) => ({ ...sla })) })),
  },
  flows: plan.flows.map((flow) => ({ ...flow })),
  footprint: footprintManifest(plan.footprint),
});

/** Tiers by their names. */
function analysisManifest({ analysis }: ReportInput): Pick<WorkloadManifest, 'analysis'> {
  if (!analysis) return {};
  const way = ({ tier, raised, raisedTo, breaks, unverified, ...rest }: Way): AnalysisManifest['ways'][number] => ({
    tier: tier.name,
    raised: [...raised],
    breaks: [...breaks],
    ...(unverified ? { unverified: [...unverified] } : {}),
    ...(raisedTo ? { raisedTo: raisedTo.name } : {}),
    ...rest,
  });
  const { exists, made, missing, today, promised, ways, cheapest } = analysis;
  const said = today.map((one) => ({ ...one, because: [...one.because] }));
  return {
    analysis: {
      exists: [...exists],
      made: [...made],
      today: said,
      missing: [...missing],
      ...(promised === undefined ? {} : { promised }),
      ways: ways.map(way),
      ...(cheapest ? { cheapest: way(cheapest) } : {}),
    },
  };
}

/** What not every workload has. */
const beside = (report: ReportInput): Pick<WorkloadManifest, 'traffic' | 'analysis'> => ({
  ...trafficOf(report),
  ...analysisManifest(report),
});

const trafficOf = ({ plan, traffic }: ReportInput): Pick<WorkloadManifest, 'traffic'> =>
  plan.traffic && traffic ? { traffic: { name: plan.traffic.name, zone: plan.traffic.zone, switch: traffic.switch } } : {};

function objectivesOf(objectives: Objectives): WorkloadManifest['objectives'] {
  return {
    rto: objectives.rto.toSeconds(),
    rpo: objectives.rpo.toSeconds(),
    mtpd: objectives.mtpd.toSeconds(),
    resumption: objectives.resumption.toSeconds(),
    clock: objectives.clock,
    detection: objectives.detection.toSeconds(),
    decision: objectives.decision.toSeconds(),
    ...(objectives.slo === undefined ? {} : { slo: objectives.slo }),
  };
}

function placementsOf({ placements }: WorkloadPlan): WorkloadManifest['placements'] {
  return placements.map(({ component, kind, here, generation, form, posture, spread, current, retired }) => ({
    component,
    kind,
    site: here.site,
    generation,
    form,
    posture,
    spread,
    current,
    retired,
    names: { ...here.names },
  }));
}

function runsFromOf({ runsFrom }: ReportInput): { what: string; where: string }[] {
  return NEEDS.map((what) => ({ what, where: runsFrom[what] ?? 'unknown' }));
}

function entriesOf({ stacks }: ReportInput): Record<string, Entry> {
  const present = stacks.filter((stack) => !stack.withheld && !stack.empty);
  return Object.fromEntries(
    present.map((stack) => [
      stack.kind === 'site' ? (stack.site as string) : stack.kind === 'base' ? `${stack.site}/base` : stack.kind,
      stack.entry,
    ]),
  );
}
