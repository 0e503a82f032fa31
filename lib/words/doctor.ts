import { z } from 'zod';
import { checkSchema, findSchema, unfounded } from './actions';
import { commandLine } from './command-line';
import { patternSchema } from './pattern';
import { checkStep, type Check, type Find } from './steps';

/** What a question ahead of the day is about. */
export const ABOUT = ['credentials', 'state', 'lock', 'opt-in', 'quota', 'standby', 'copies', 'traffic', 'alerts'] as const;

/** What a question ahead of the day is about. */
export type About = (typeof ABOUT)[number];

/** Seconds after which a question counts as not answered (the library's own figure). */
export const ANSWER_LIMIT = 30;

/** What makes what stands in peace: what to do where a question says that it does not stand. */
export const APPLY = 'continuity run --transition establish --execute, in peace';

/**
 * Stands in a question about room, in its title and its command line, for how many more there must be room for: those of all workloads of the app that
 * would move there with it.
 */
export const MORE = '@more@';

/** What a move makes of what an account has so many of in a region. */
export interface Room {
  /** What is counted: the same words for the same quota. */
  readonly of: string;
  /** How many more this one makes. */
  readonly more: number;
}

/** A question ahead of the day: it reads, needs no lock, and changes nothing. */
export interface Question {
  /** What it is about. */
  readonly about: About;
  /** Asked one after the other: each check judges; what a find found is for those behind it. */
  readonly steps: readonly (Check | Find)[];
  /** What it asks room for, where it does: {@link MORE} stands for the sum. @default it asks no room */
  readonly room?: Room;
  /** Whether being let in is what is asked: access that is denied is wrong then, and else not seen. @default false */
  readonly letIn?: boolean;
  /** Whether somebody ran it against the cloud itself. @default false */
  readonly verified?: boolean;
}

/** What nobody can ask ahead of the day: it is said, and never counts as good. */
export interface Unseen {
  /** What it is about. */
  readonly about: About;
  /** What is not seen. */
  readonly unseen: string;
  /** Why. */
  readonly why: string;
}

/** What is asked ahead of the day, and what nobody can ask. */
export type DoctorItem = Question | Unseen;

/** What a question of one command line is made from. */
export interface QuestionProps extends Omit<Parameters<typeof checkStep>[0], 'onFailure' | 'guards' | 'number' | 'bestEffort'> {
  /** What it is about. */
  readonly about: About;
  /** What to do where the answer is another one. */
  readonly fix: string;
  /** What it asks room for: {@link MORE} stands for the sum. @default it asks no room */
  readonly room?: Room;
  /** Whether being let in is what is asked. @default false */
  readonly letIn?: boolean;
  /** Whether somebody ran it against the cloud itself. @default false */
  readonly verified?: boolean;
}

/** A question of one command line. Its limit is 30 s unless given. */
export const asked = ({ about, fix, room, letIn = false, verified = false, ...step }: QuestionProps): Question => ({
  about,
  ...(room ? { room } : {}),
  steps: [checkStep({ timeout: ANSWER_LIMIT, ...step, onFailure: fix })],
  letIn,
  verified,
});

/** What nobody can ask, and why. */
export const notSeen = (about: About, unseen: string, why: string): Unseen => ({ about, unseen, why });

/** Whether it is what nobody can ask. */
export const isUnseen = (item: DoctorItem): item is Unseen => 'unseen' in item;

/** A program that steps call. */
export interface Program {
  /** Its name, as it is called. */
  readonly name: string;
  /** A command line that changes nothing: what it prints is shown. @default nobody asks: it may be a program of the architect's own */
  readonly version?: readonly string[];
  /** A regular expression over the whole of what that prints. @default any text */
  readonly matches?: string;
  /** The oldest version that will do, for people; `matches` judges it. @default nobody says */
  readonly oldest?: string;
  /** What to do where it is missing, or answers otherwise. @default install it, and put it on the PATH */
  readonly fix?: string;
}

const about = z.enum(ABOUT);

const question = z.strictObject({
  about,
  steps: z
    .array(z.discriminatedUnion('do', [checkSchema, findSchema]))
    .min(1)
    .refine((steps) => unfounded(steps).length === 0, { error: 'it takes what none of its finds finds' })
    .describe('Asked one after the other: each check judges; what a find found is for those behind it.'),
  letIn: z.boolean().default(false).describe('Being let in is what is asked: access that is denied is wrong, and else not seen.'),
  verified: z.boolean().default(false).describe('False: nobody ran it against the cloud itself.'),
});

const place = z.strictObject({
  key: z.string().describe('cloud:region, or what it is.'),
  is: z.enum(['site', 'successor', 'copies', 'witness', 'traffic']),
  questions: z.array(question),
  unseen: z.array(z.strictObject({ about, unseen: z.string(), why: z.string() })).describe('What nobody can ask, and why.'),
});

const program = z.strictObject({
  name: z.string(),
  version: commandLine.optional().describe('What is run to see it; without it, only whether it is there is looked at.'),
  matches: patternSchema.optional().describe('A regular expression over the whole of what that prints.'),
  oldest: z.string().optional().describe('The oldest version that will do.'),
  fix: z.string(),
  steps: z.array(z.string()).describe('What calls it.'),
});

/** What is asked ahead of the day: read-only, place by place. */
export const doctorSchema = z.strictObject({
  programs: z.array(program).describe('What the steps of the procedures, and these questions, call.'),
  unseen: z.array(z.strictObject({ unseen: z.string(), why: z.string() })).describe('What nobody can see of this machine, and why.'),
  places: z.array(place),
});

/** What is asked ahead of the day, as data. */
export type Doctor = z.infer<typeof doctorSchema>;
/** A place, with what is asked of it. */
export type DoctorPlace = Doctor['places'][number];
