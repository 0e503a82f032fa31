import type { Action, Procedure } from '../../words/actions';
import type { StackManifest, WorkloadManifest } from '../../reports/manifest';
import type { Io } from '../io';
import type { Project } from '../project';
import type { Outcome } from './child';
import type { History, Past } from './history';
import type { Journal, Result } from './journal';
import type { LeftOver } from './left-over';
import type { Progress } from './progress';

/** How the user wants it run. */
export interface RunOptions {
  /** Whether everything is answered with yes. */
  readonly yes: boolean;
  /** Who runs it. */
  readonly by: string;
  /** Whether what is repeatable is done again. */
  readonly again: boolean;
  /** Whether the holder of a lock that is not known to be ours is said to be dead. */
  readonly resume: boolean;
  /** Commands whose end is not known, to be run again. */
  readonly repeat: readonly string[];
  /** Commands whose end is not known, said to be done. */
  readonly done: readonly string[];
  /** A program that receives each notice. */
  readonly notifyCommand?: string;
}

/** What the parts of the runner share. */
export interface RunContext {
  readonly io: Io;
  readonly project: Project;
  readonly workload: WorkloadManifest;
  readonly procedure: Procedure;
  readonly options: RunOptions;
  readonly journal: Journal;
  readonly history: History;
  /** What became of the actions of this workload's other journals. */
  readonly elsewhere: readonly Past[];
  readonly progress: Progress;
  /** How each action of this procedure stands, this run and the earlier ones together. */
  readonly ended: Map<string, Ended>;
}

/** What a step that asks needs of it. */
export type Asking = Pick<RunContext, 'io' | 'project' | 'ended'> & { readonly progress?: Pick<Progress, 'waits'> };

/** How one action ended. */
export interface Ended {
  readonly result: Result;
  /** What is said of it in one line. */
  readonly text: string;
  /** Everything a program said. */
  readonly said?: string;
  /** Whether it failed in a way that leaves open what it did. */
  readonly unknown?: boolean;
  /** The last answer of its program, where it asks. */
  readonly last?: Outcome;
  /** The lag it measured, by component. */
  readonly lag?: Readonly<Record<string, number>>;
  /** The lines that it found. */
  readonly found?: readonly string[];
}

/** An action of one sort. */
export type ActionOf<Do extends Action['do']> = Extract<Action, { do: Do }>;

/** An apply, where it is to be done. */
export interface ApplyContext extends RunContext {
  readonly action: ActionOf<'apply'>;
  readonly stack: StackManifest;
  readonly directory: string;
  /** What earlier runs left of the stack. */
  readonly left: LeftOver;
}
