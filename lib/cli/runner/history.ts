import { linesOf, type Action } from '../../words/actions';
import { findsIn } from '../../words/found';
import type { Process } from './alive';
import type { Entry, Result } from './journal';

/** A call of Terraform that did not end well, or whose end the journal does not show: it may live on, or have left the state locked. */
export interface Unfinished {
  readonly step: string;
  readonly at: string;
  readonly host: string;
  /** Absent where nobody wrote down which process it is. */
  readonly process?: Process;
}

/** How an action stood when the last run stopped. */
export interface Past {
  /** When it began, the last time. */
  readonly began: string;
  /** The machine that began it. */
  readonly host: string;
  /** The stack that it applies, or a part of it. */
  readonly stack?: string;
  readonly part?: true;
  /** The manifest it was done from. */
  readonly manifest: string;
  /** How it ended; undefined where the journal does not say: the runner died. */
  readonly result?: Result;
  readonly ended?: string;
  readonly seconds?: number;
  readonly lag?: Readonly<Record<string, number>>;
  /** The lines that it found. */
  readonly found?: readonly string[];
  /** Whether it failed in a way that leaves open what it did. */
  readonly unknown: boolean;
  /** Whether a try since it last ended well went as far as `terraform apply`. */
  readonly applied: boolean;
  /** Whether the run in which it ended came to its own end. */
  readonly over?: boolean;
  /** Since it last ended well. */
  readonly unfinished: readonly Unfinished[];
}

/** What is to be done with an action. */
export type Verdict = { readonly go: 'do' } | { readonly go: 'ask' } | { readonly go: 'skip'; readonly why: string };

/** What brings a site up to date, or looks whether it may be brought. */
const BRINGS: ReadonlySet<Action['do']> = new Set(['apply', 'command', 'check', 'find']);

/** What earlier runs of the same procedure did. */
export class History {
  private readonly actions = new Map<string, Past>();

  constructor(
    entries: readonly Entry[],
    private readonly order: readonly Action[],
    private readonly begun = false,
  ) {
    let manifest = '';
    for (const entry of entries) {
      if (entry.is === 'run') manifest = entry.manifest;
      else if (entry.is === 'finish') this.end(entry.result);
      else this.learn(entry, manifest);
    }
  }

  /** A run that came to its end leaves nothing half-way: what failed without stopping it is tried again by the next one. */
  private end(result: Result): void {
    if (result !== 'ok') return;
    for (const [id, past] of this.actions) this.actions.set(id, { ...past, over: true });
  }

  private learn(entry: Exclude<Entry, { is: 'run' | 'finish' }>, manifest: string): void {
    const past = this.actions.get(entry.action);
    if (entry.is === 'begin') {
      const open = past?.result === 'ok' ? undefined : past;
      const { at, host, action, stack, part } = entry;
      this.actions.set(action, {
        began: at,
        host,
        ...(stack === undefined ? {} : { stack }),
        ...(part === undefined ? {} : { part }),
        manifest,
        unknown: false,
        applied: open?.applied ?? false,
        unfinished: open?.unfinished ?? [],
      });
    } else if (!past || entry.is === 'note') return;
    else if (entry.is === 'end') {
      const { result, seconds, lag, found, at } = entry;
      const learnt = { ...(lag ? { lag } : {}), ...(found ? { found } : {}) };
      this.actions.set(entry.action, { ...past, result, seconds, ended: at, unknown: entry.unknown ?? false, ...learnt });
    } else this.actions.set(entry.action, learnStep(past, entry));
  }

  /** What became of each action. */
  get all(): readonly Past[] {
    return [...this.actions.values()];
  }

  /** What became of an action. */
  of(id: string): Past | undefined {
    return this.actions.get(id);
  }

  /** Whether it is written down that the promotion begins, here or by another machine. */
  get isAcross(): boolean {
    return this.begun || this.actions.get('record-started')?.result === 'ok';
  }

  /** Actions whose end nobody knows, and which may not be done twice. */
  get asked(): string[] {
    return this.order.filter((action) => this.verdict(action, '', false).go === 'ask').map(({ id }) => id);
  }

  /** Whether something that comes later was begun. */
  private isPast(id: string): boolean {
    return this.after(id).some((later) => this.actions.has(later.id));
  }

  private after(id: string): readonly Action[] {
    return this.order.slice(this.order.findIndex((one) => one.id === id) + 1);
  }

  /** The steps that take what a find found. */
  private takers(id: string): readonly Action[] {
    return this.after(id).filter((one) => linesOf(one).some((line) => findsIn(line).includes(id)));
  }

  /** Whether something that is still to be done takes what this finds: without it, that fails in every run. */
  private isAwaited(action: Action, manifest: string): boolean {
    return action.do === 'find' && this.takers(action.id).some((one) => this.verdict(one, manifest, false).go !== 'skip');
  }

  /** Whether a check keeps watch over an apply that did not end well yet, or is done again: the world may be another one since. */
  private stillGuards(action: Action, manifest: string): boolean {
    if (action.do === 'find') return this.takers(action.id).some((one) => this.stillGuards(one, manifest));
    if (action.do !== 'check' || !action.guards) return false;
    return this.after(action.id).some((one) => {
      const past = this.actions.get(one.id);
      return one.do === 'apply' && (past?.result !== 'ok' || past.manifest !== manifest);
    });
  }

  /** The checks that follow and did not pass. */
  private failedAfter(id: string): readonly Extract<Action, { do: 'check' }>[] {
    return this.after(id).flatMap((later) => (later.do === 'check' && this.actions.get(later.id)?.result === 'failed' ? [later] : []));
  }

  /** Whether a guard that follows found the world otherwise: a fence failed while its region was down, or was lifted since. */
  private isDoubted(id: string): boolean {
    return this.failedAfter(id).some(({ guards }) => guards === true);
  }

  /**
   * Whether a check that follows found the world otherwise, where nothing is ever crossed: what brings it up to date may have been done before
   * somebody mended what it lacked, and is done once more. Where there is a line, what comes before it is done afresh in any case.
   */
  private isFoundLacking({ id, do: what }: Action): boolean {
    return BRINGS.has(what) && !this.hasLine && this.failedAfter(id).length > 0;
  }

  private get hasLine(): boolean {
    return this.order.some(({ id }) => id === 'record-started');
  }

  /** Whether a fence is written down because of this: nobody else's run, nor one of before, says that the site is closed now. */
  private proves(id: string): boolean {
    return this.order.some((one) => one.do === 'record' && one.record === 'fenced' && one.after?.includes(id));
  }

  private isAheadOfTheLine(id: string): boolean {
    const at = (wanted: string): number => this.order.findIndex((one) => one.id === wanted);
    return at(id) < at('record-started');
  }

  /** Until it is recorded that the promotion begins, the world moves on between two runs: all is looked at, fenced and drained afresh. */
  private isBeforeTheLine(id: string): boolean {
    return this.isAheadOfTheLine(id) && !this.isAcross;
  }

  /** What was looked at, asked and waited for on another machine, before the promotion began there, is over: what is promoted lags behind nothing. */
  private isOver(action: Action): boolean {
    if (!this.begun || !this.isAheadOfTheLine(action.id)) return false;
    if (this.proves(action.id)) return false;
    if (action.do === 'find') return this.takers(action.id).every((one) => this.isOver(one));
    if (action.do === 'check') return action.guards !== true;
    return action.do === 'command' || action.do === 'decide' || (action.do === 'record' && action.record === 'lag');
  }

  /**
   * What ended well is not done again, except: a record, which counts once however often it is written; what comes before the line, until
   * the line is crossed; a check that guards an apply, until that ended well; any other check, as long as nothing after it was begun (it
   * is cheap, and the world moves); an apply, all of a fence, and across the line a command that can be taken back, where the manifest is
   * another one or a guard that follows did not pass; where there is no line, what brings a site up to date, where a check that follows did
   * not pass; and all that is repeatable, where `again` asks for it. What failed by best effort is
   * tried again in these two cases, and once a run came to its end.
   * What a find found stands in the journal, and is asked again as a check is. What another machine looked at before it began the
   * promotion (`begun`, by the situation) is not looked at again.
   */
  verdict(action: Action, manifest: string, again: boolean): Verdict {
    const past = this.actions.get(action.id);
    if (past?.result !== 'ok' && this.isOver(action)) return { go: 'skip', why: 'the promotion was begun already' };
    if (!past) return { go: 'do' };
    if (past.result === 'ok') return this.afterSuccess(action, past, manifest, again);
    if (
      action.bestEffort &&
      past.result === 'failed' &&
      past.manifest === manifest &&
      !past.over &&
      this.isPast(action.id) &&
      !again &&
      !this.isAwaited(action, manifest) &&
      !this.isDoubted(action.id)
    )
      return { go: 'skip', why: `failed at ${past.ended ?? past.began}, best effort: not tried again` };
    const open = past.result === undefined || past.result === 'interrupted' || past.unknown;
    return open && !action.repeatable && action.do === 'command' ? { go: 'ask' } : { go: 'do' };
  }

  private afterSuccess(action: Action, past: Past, manifest: string, again: boolean): Verdict {
    const done: Verdict = { go: 'skip', why: `done at ${past.ended ?? past.began}` };
    if (action.do === 'record') return { go: 'do' };
    if (this.stillGuards(action, manifest)) return { go: 'do' };
    if (action.repeatable && (again || this.isBeforeTheLine(action.id) || this.isFoundLacking(action))) return { go: 'do' };
    if ((action.do === 'check' || action.do === 'find') && !this.isPast(action.id)) return { go: 'do' };
    if (action.do === 'find' && past.found === undefined) return { go: 'do' };
    // An apply; and what closes a site and proves it, where that came back as it was.
    const isAgain = action.repeatable && (action.do === 'apply' || this.proves(action.id) || this.mayBeUndone(action));
    return (past.manifest !== manifest || this.isDoubted(action.id)) && isAgain ? { go: 'do' } : done;
  }

  /** Across the line, what a fence that was declared since may have taken back: what opens again, and what starts. */
  private mayBeUndone(action: Action): boolean {
    if (action.do !== 'command' || action.pointOfNoReturn) return false;
    return this.hasLine && !this.isAheadOfTheLine(action.id);
  }
}

function learnStep(past: Past, entry: Extract<Entry, { is: 'step-begin' | 'step-end' }>): Past {
  const { step, at } = entry;
  const last = past.unfinished.at(-1);
  if (entry.is === 'step-end') {
    // Killed, or failed: the lock that it held may still be there, since a region that dies cannot be told to release it.
    return entry.code !== 0 && entry.code !== 2 ? past : { ...past, unfinished: past.unfinished.filter((u) => u !== last) };
  }
  const begun: Unfinished = { step, at, host: past.host, ...(entry.process ? { process: entry.process } : {}) };
  return { ...past, applied: past.applied || step === 'apply', unfinished: [...past.unfinished, begun] };
}
