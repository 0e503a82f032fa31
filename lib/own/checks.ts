import { Token } from 'cdktf';
import { z } from 'zod';
import { Duration } from '../objectives/duration';
import type { BudgetPart } from '../plan/protection';
import type { RecoverySteps } from '../port/phases';
import { check, declared } from '../words/checked';
import { ContinuityError, show } from '../words/errors';
import { instance } from '../words/shapes';
import type { SiteRef } from '../words/place';
import { checkStep, type Check } from '../words/steps';

/** A question of the architect's own that the procedures ask. */
export interface OwnCheckProps {
  /** Small letters, digits and hyphens; unique at the site, and the same at both. The step is called `own-<id>`. */
  readonly id: string;
  /** What is asked, in one line. */
  readonly title: string;
  /**
   * A program and its arguments, run where `continuity run` runs, without a shell. It reads, and changes nothing; it works from outside
   * the lost site, and is safe when it is repeated. Every word is a literal: what Terraform decides is looked up by the program itself.
   * A shell text is constant, with its values as arguments (`script(text, ...values)`): a value that was written into a `sh -c` text
   * cannot be told from it here, and is read as shell on the day.
   */
  readonly run: readonly string[];
  /** Regular expression for the whole of the trimmed output; the exit code has to be 0, too. */
  readonly matches: string;
  /**
   * `before`: whether the site can take over, before anything is fenced. `verify`: whether it works, once it has the role, and before users
   * are let in where something is started ahead of them: so it asks by no name that users know. `arrived`: whether users are served, once
   * they are let in and their name leads there. `standing`: whether it stands by, complete, before that is recorded.
   */
  readonly when: 'before' | 'verify' | 'arrived' | 'standing';
  /** After how long without the expected answer the run stops. @default 5 min */
  readonly timeout?: Duration;
  /** How long it usually takes: counted to the RTO, but for `standing`. @default 10 s */
  readonly usual?: Duration;
}

/** The architect's own checks of a site, by the phase that they are asked in. */
export type OwnChecks = Pick<RecoverySteps, 'check' | 'verify' | 'standing'> & { readonly arrived?: readonly Check[] };

const PHASES = { before: 'check', verify: 'verify', arrived: 'arrived', standing: 'standing' } as const;

/** Collects the checks of one site. `DR-CHECK-01` refuses what cannot be asked, `DR-CHECK-02` an id that is given twice. */
export class CheckList {
  private readonly all: { readonly phase: keyof OwnChecks; readonly step: Check }[] = [];

  constructor(private readonly site: SiteRef) {}

  /** Takes a check in. */
  add(props: OwnCheckProps): void {
    refuseMisshapen(props);
    refuseUnaskable(props);
    const { title, matches, when, timeout, usual } = props;
    const id = `own-${props.id}`;
    if (this.all.some(({ step }) => step.id === id))
      throw refusal('DR-CHECK-02', props, 'Two checks have the same id', 'id', 'one id a check');
    const asked = checkStep({ id, title, run: [...props.run], matches, endpoint: this.site.region });
    const times = { usual: usual?.toSeconds() ?? asked.usual, timeout: timeout?.toSeconds() ?? asked.timeout };
    if (times.usual > times.timeout)
      throw refusal('DR-CHECK-01', props, 'A check usually takes longer than it may', 'usual', `at most ${times.timeout} s`);
    this.all.push({ phase: PHASES[when], step: { ...asked, ...times } });
  }

  /** By phase. */
  get checks(): OwnChecks {
    const of = (phase: keyof OwnChecks): Check[] => this.all.flatMap((one) => (one.phase === phase ? [one.step] : []));
    return { check: of('check'), verify: of('verify'), arrived: of('arrived'), standing: of('standing') };
  }
}

const LENGTH = 'a length of time: Duration.seconds(10)';
const time = instance(Duration, LENGTH).optional();
/** What is said of each property is said by the rules below: here, that there are no others, and what no rule below could read. */
const TAKES = declared<OwnCheckProps>(
  { id: z.unknown(), title: z.unknown(), run: z.unknown(), matches: z.unknown(), when: z.unknown(), timeout: time, usual: time },
  {
    id: "'orders'",
    title: "'Orders are taken'",
    run: "['curl', '--silent', 'https://…']",
    matches: "'ok'",
    when: "'verify'",
    timeout: 'Duration.minutes(5)',
    usual: 'Duration.seconds(10)',
  },
);

function refuseMisshapen(props: OwnCheckProps): void {
  check(props, TAKES, { subject: 'A check', id: 'DR-CHECK-01' });
}

function refuseUnaskable(props: OwnCheckProps): void {
  const { id, title, run, matches, when, timeout } = props;
  const refuse = (isWrong: boolean, what: string, value: keyof OwnCheckProps, allowed: string): void => {
    if (isWrong) throw refusal('DR-CHECK-01', props, what, value, allowed);
  };
  const isLiteral = (word: unknown): word is string => typeof word === 'string' && !Token.isUnresolved(word);
  refuse(
    !isLiteral(id) || !/^(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*$/.test(id),
    'A check has no id',
    'id',
    'small letters, digits and hyphens',
  );
  refuse(
    !isLiteral(title) || !/^\S.{0,1000}$/.test(title) || /\p{Cc}/u.test(title),
    'A check has no title',
    'title',
    'one line that says what is asked',
  );
  refuse(
    !Array.isArray(run) || run.length === 0 || run[0] === '',
    'A check runs nothing',
    'run',
    "a program and its arguments: ['curl', …]",
  );
  refuse(
    Token.isUnresolved(run) || !run.every(isLiteral),
    'A check has an argument that is no text, or that Terraform decides',
    'run',
    'literals: at(component), or a look-up by the program itself',
  );
  refuse(
    !isLiteral(matches) || !compiles(matches),
    'A check expects what is no pattern',
    'matches',
    'a regular expression for the whole output',
  );
  refuse(typeof when !== 'string' || !Object.hasOwn(PHASES, when), 'A check is asked at no moment', 'when', Object.keys(PHASES).join(', '));
  refuse(timeout !== undefined && !(timeout.toSeconds() > 0), 'A check has no time to be answered', 'timeout', 'more than 0 s');
}

/** By itself: one that only compiles inside of the runner's own brackets would mean something else there. */
function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

function refusal(id: string, props: OwnCheckProps, what: string, wrong: keyof OwnCheckProps, allowed: string): ContinuityError {
  const value = wrong === 'usual' || wrong === 'timeout' ? `${props[wrong]?.toSeconds()} s` : textOf(props[wrong] ?? 'nothing');
  return new ContinuityError({ id, what: `${what}: ${show(props.id)}.${wrong}`, value, allowed, fix: `another ${wrong} of the check` });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : show(value));

/** What the checks take of the recovery time: each once, whichever site asks it, since a site that is out asks nothing. */
export function partsOf(sites: readonly OwnChecks[]): BudgetPart[] {
  const usual = new Map<string, number>();
  for (const { id, usual: seconds } of sites.flatMap(({ check = [], verify = [], arrived = [] }) => [...check, ...verify, ...arrived]))
    usual.set(id, Math.max(seconds, usual.get(id) ?? 0));
  const source = "the architect's own figure: measure it in a drill";
  const figure = (seconds: number): BudgetPart['figure'] => ({ seconds, source, verified: false });
  return [...usual]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([id, seconds]) => ({ name: `check: ${id.replace(/^own-/, '')}`, figure: figure(seconds) }));
}
