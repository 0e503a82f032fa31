import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { App, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { ContinuityError } from './words/errors';
import { portablePath } from './words/portable-path';
import { refuseCrowds } from './plan/crowds';
import { refuseDepending, type Depending } from './plan/depending';
import { refuseTwins } from './plan/twins';
import { flipsOf, type Flips } from './situation/carry';
import { settled } from './situation/declare';
import { NORMAL, type Sides } from './situation/facts';
import { refuseIllegal } from './situation/legal';
import type { Situation, WorkloadSituation } from './situation/schema';
import { openSituation } from './situation/text';
import { removeVanished, writeReports } from './reports/write';
import { crowdsOf } from './render/crowds';
import { nameByIds } from './render/stack-order';
import { stateStacks, type StateUse } from './render/state-stacks';
import type { ReportInput } from './reports/report-input';
import type { StateStack } from './reports/state-stack';

/** What the estate needs of a workload. */
export interface EstateMember {
  /** Its id, unique in the app. */
  readonly workloadId: string;
  /** What the situation has to know of it. */
  readonly sides: Sides;
  /** How urgent it is, and what it is of no use without. */
  readonly depending: Depending;
  /** Plans and renders everything. Throws where anything is refused. */
  realise(situation: Situation): void;
  /** What the reports are made from, once realised. */
  report(all: readonly Sides[]): ReportInput;
  /** Where the states of its stacks are kept, once realised. */
  readonly states: readonly StateUse[];
  /** Its stacks. */
  readonly stacks: readonly TerraformStack[];
}

/** All workloads of one app: they share a situation, an output and a manifest. */
export class Estate {
  private static readonly estates = new WeakMap<IConstruct, Estate>();

  /** The estate of the app above that scope. */
  static of(scope: IConstruct): Estate {
    const { root } = scope.node;
    const known = Estate.estates.get(root);
    if (known) return known;
    const estate = new Estate(root);
    Estate.estates.set(root, estate);
    return estate;
  }

  private readonly situationPath: string;
  /** What the file says: read once, before any stack is created; a version 1 file does not say how components flip. */
  private readonly written: (flips: Flips) => Situation;
  private situation: Situation;
  private sides: readonly Sides[] = [];
  private readonly members: EstateMember[] = [];
  private states: readonly StateStack[] = [];
  private realised = false;

  private constructor(private readonly root: IConstruct) {
    this.situationPath = resolve(
      process.env['CONTINUITY_SITUATION'] ?? (root.node.tryGetContext('situation') as string | undefined) ?? 'situation.json',
    );
    this.written = this.open();
    this.situation = this.written({});
  }

  /** Takes a workload in. Throws `DR-WORK-01` where its id or one of its stacks' ids is taken, `DR-WORK-02` after the plan is made. */
  register(member: EstateMember): void {
    this.refuseLate(`workload ${member.workloadId}`);
    const twin = this.members.find((other) => other.workloadId === member.workloadId);
    if (twin)
      throw new ContinuityError({
        id: 'DR-WORK-01',
        what: 'Two workloads have the same id: their stacks would overwrite each other',
        value: member.workloadId,
        allowed: 'one id a workload, in the whole app',
        fix: `another id than '${member.workloadId}'`,
      });
    this.members.push(member);
  }

  /** Throws `DR-WORK-02` where something is declared after the plan is made. */
  refuseLate(what: string): void {
    if (!this.realised) return;
    throw new ContinuityError({
      id: 'DR-WORK-02',
      what: 'Something is declared after the plan is made',
      value: what,
      allowed: 'declarations before app.synth()',
      fix: 'move it before app.synth()',
    });
  }

  /** Plans and renders every workload, once, before anything is written. */
  realise(): void {
    if (this.realised) return;
    this.realised = true;
    this.refuseStackTwins();
    this.refuseStale();
    this.sides = this.members.map((member) => member.sides);
    const written = this.written(flipsOf(this.sides));
    refuseIllegal(written, this.sides, relative(process.cwd(), this.situationPath));
    this.situation = settled(written, this.sides);
    // What the code says of an order stops no recovery.
    if (!this.isDisaster) refuseDepending(this.members.map(({ depending }) => depending));
    this.members.forEach((member) => {
      member.realise(this.situation);
    });
    refuseTwins(this.members.map((member) => member.report(this.sides)));
    // What an apply of the day needs makes none of it: a limit stops nothing while a region is not normal.
    if (!this.isDisaster)
      refuseCrowds(this.members.map(({ workloadId: id, stacks, states }) => ({ id, crowds: crowdsOf(stacks, states) })));
    this.renderStatesBeforeFirst();
    this.reportAfterLast();
  }

  /** Where a workload stands now: its pair, and the sites that were replaced; undefined before anything is written of it. */
  placesOf(workload: string): Pick<WorkloadSituation, 'sites' | 'freed'> | undefined {
    return this.situation.workloads[workload];
  }

  /** Whether some region is not normal. */
  private get isDisaster(): boolean {
    return Object.keys(this.situation.status).length > 0;
  }

  private open(): (flips: Flips) => Situation {
    if (existsSync(this.situationPath))
      return openSituation(readFileSync(this.situationPath, 'utf8'), relative(process.cwd(), this.situationPath));
    if (process.env['CONTINUITY_SITUATION'] === undefined) return () => NORMAL;
    throw new ContinuityError({
      id: 'DR-SIT-01',
      what: 'CONTINUITY_SITUATION names a file that does not exist',
      value: this.situationPath,
      allowed: 'a situation, or no variable at all',
      fix: 'unset CONTINUITY_SITUATION',
    });
  }

  private refuseStackTwins(): void {
    const ids = this.root.node
      .findAll()
      .filter((c) => 'prepareStack' in c)
      .map((c) => c.node.id);
    const twin = ids.find((id, i) => ids.indexOf(id) !== i);
    if (twin)
      throw new ContinuityError({
        id: 'DR-WORK-01',
        what: 'Two stacks of the app have the same id: they would overwrite each other',
        value: twin,
        allowed: 'ids that are unique in the app',
        fix: 'rename the workload or the other stack',
      });
  }

  /** An output that was synthesized from a newer situation is not overwritten with an older one. */
  private refuseStale(): void {
    const path = join(this.outdir, 'continuity.json');
    if (!existsSync(path) || process.env['CONTINUITY_SITUATION'] !== undefined) return;
    const known = (JSON.parse(readFileSync(path, 'utf8')) as { sequence?: number }).sequence ?? 0;
    if (known <= this.situation.sequence) return;
    throw new ContinuityError({
      id: 'DR-SIT-07',
      what: 'The situation is older than the output it would overwrite',
      value: `sequence ${this.situation.sequence}, ${relative(process.cwd(), path)} has ${known}`,
      allowed: `sequence ${known} or later`,
      fix: 'pull the newest situation.json; to look at an old one, synthesize into another folder',
    });
  }

  private get outdir(): string {
    return App.isApp(this.root) ? this.root.outdir : 'cdktf.out';
  }

  /** Not in every plan: nobody asks for it but who writes. */
  private renderStatesBeforeFirst(): void {
    const [first] = this.members.flatMap((member) => member.stacks);
    if (!first) return;
    const inner = first.synthesizer;
    first.synthesizer = {
      synthesize: (session) => {
        this.states = stateStacks(this.members.flatMap((member) => member.states));
        inner.synthesize(session);
      },
    };
  }

  private reportAfterLast(): void {
    const last = this.members.flatMap((member) => member.stacks).at(-1);
    if (!last) return;
    const inner = last.synthesizer;
    last.synthesizer = {
      synthesize: (session) => {
        inner.synthesize(session);
        nameByIds(this.root, session.manifest);
        const reports = this.members.map((member) => member.report(this.sides));
        removeVanished(session.outdir, reports);
        const situationFile = portablePath(relative(process.cwd(), this.situationPath));
        writeReports(session.outdir, { situation: this.situation, situationFile, reports, states: this.states });
      },
    };
  }
}
