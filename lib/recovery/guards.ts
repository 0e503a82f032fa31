import { works } from '../words/posture';
import { checkStep, script } from '../words/steps';
import { SERVING_PATH } from '../components/load-balancer';
import type { Action } from '../words/actions';
import type { WorkloadPlan } from '../plan/plan';
import { asked, type Question } from '../words/doctor';
import { otherOf, regionOf, siteOf, suffixOf, type ProcedureInput } from './draft';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Beside the marker that stands at the taker: two branches that know nothing of each other cannot both go on. */
export function claim(input: ProcedureInput, taker: string): Action[] {
  const { claim: move } = input.plan.progress;
  const entry = input.stacks[taker];
  if (!entry?.claim) return [];
  return [
    checkStep({
      id: `claim-${entry.id}`,
      title: `Claim the crossing at ${taker} for move ${move}`,
      run: [...entry.claim.take],
      matches: escaped(move),
      endpoint: regionOf(input, taker),
      timeout: 120,
      guards: true,
      onFailure:
        'another run claimed it, or went on: pull its situation.json (continuity merge), synthesize, and go on with that one. Where it was a move of your own that was given up, run its abort first',
    }),
  ];
}

/** Nobody took the move that is given up any further: a claim of it is somebody who went on. */
export function unclaimed(input: ProcedureInput, taker: string): Action[] {
  const { claimed: move, aborted, workload } = input.plan.progress;
  const entry = input.stacks[taker];
  if (!entry?.claim || !aborted) return [];
  return [
    checkStep({
      id: `unclaimed-${entry.id}`,
      title: `Nobody claimed the crossing at ${taker} for move ${move}`,
      run: [...entry.claim.ask],
      matches: `(?!${escaped(move)}$).*`,
      endpoint: regionOf(input, taker),
      timeout: 60,
      guards: true,
      onFailure: `a run went on with it: pull its situation.json (continuity merge). Where it was your own, and died: it was begun, so continuity record started ${workload}, synthesize, and run it to its end`,
    }),
  ];
}

type Traffic = NonNullable<WorkloadPlan['traffic']>;

const HAS_CURL = `if ! command -v curl >/dev/null; then echo 'curl is not installed here: nobody was asked' >&2; exit 3; fi`;
const VERDICT = `if [ "$code:$answer" = 0:serving ]; then echo serving
elif [ "$code:$answer" = 0:closed ]; then echo closed
elif [ "$code" = 6 ] && { curl -sSk -m 10 -o /dev/null "$2" 2>/dev/null; [ $? = 6 ]; }; then
  echo 'No name is resolved from here: nobody was asked' >&2
  exit 3
else echo silent; fi`;

/**
 * Three times in vain is silent: one question that was lost on the way, or was not answered in time, says nothing of a site. As many do the probers of
 * the clouds ask before they give an endpoint up. It fits into the half minute that a question ahead of the day has.
 */
const THRICE = `try=1
while :; do
  ask && code=0 || code=$?
  if [ "$code" = 0 ] || [ "$try" -ge 3 ]; then break; fi
  try=$((try + 1))
  sleep 1
done`;

/** $1: the entrance of the other site; $2: the name that users know. A name that nobody resolves here says nothing about a site. */
const ASK = `${HAS_CURL}
url=$1
ask() { answer=$(curl -sSk -m 8 "$url" 2>/dev/null); }
${THRICE}
${VERDICT}`;

/** The same, of an entrance that says its word where it redirects to. */
const ASK_WHERE_TO = `${HAS_CURL}
url=$1
ask() { answer=$(curl -sSk -m 8 -o /dev/null -w '%{redirect_url}' "$url" 2>/dev/null); }
${THRICE}
answer=\${answer##*/}
${VERDICT}`;

/** Asks the entrance of a site whether it serves: `serving`, `closed` or `silent`. */
function asking(input: Pick<ProcedureInput, 'plan'>, { entrances, name, says }: Traffic, site: string): string[] {
  const scheme = schemeOf(input, site);
  const urls = [`${scheme}://${entrances[site]}${SERVING_PATH}`, `${scheme}://${name}${SERVING_PATH}`];
  return says === 'redirect' ? script(ASK_WHERE_TO, ...urls) : script(ASK, ...urls);
}

/** Ahead of the day: what the entrance of each site answers, as the prober of the switch would see it. */
export const asksEntrance = (plan: WorkloadPlan): Question[] => (plan.traffic ? questions(plan, plan.traffic) : []);

const questions = (plan: WorkloadPlan, traffic: Traffic): Question[] =>
  Object.entries(traffic.entrances)
    .filter(([site]) => plan.sites[site]?.role !== 'withheld')
    .map(([site, name]) => {
      const serves = plan.sites[site]?.role === 'serving';
      const word = serves ? 'serving' : plan.sites[site]?.role === 'closed' ? 'closed' : 'silent';
      return asked({
        about: 'traffic',
        id: `entrance-${plan.sites[site]?.region ?? site}`,
        title: `${name} answers that ${site} ${serves ? 'serves' : 'does not serve'}`,
        run: asking({ plan }, traffic, site),
        matches: word,
        endpoint: 'public DNS',
        fix: serves
          ? 'look at the entrance and at its record: users of that name get no answer'
          : `${site} is not to serve: continuity declare avoid ${site}, and see who opened it`,
      });
    });

/** Asked also of a region that is declared lost: where it serves after all, a second site is not opened. */
export function silent(input: ProcedureInput, other: string): Action[] {
  const { traffic } = input.plan;
  if (traffic?.entrances[other] === undefined) return [];
  return [
    checkStep({
      id: `silent${suffixOf(input, other)}`,
      title: `${other} does not serve any more, as users would see it`,
      run: asking(input, traffic, other),
      matches: 'silent',
      endpoint: 'public DNS',
      timeout: 60,
      guards: true,
      onFailure: `where it still serves, or is closed and its consumers work: run this again: what fences it is done once more. Where nothing here fences it: continuity declare avoid ${other}, synthesize, and run what is due. Where nobody could be asked: run this from a machine that has curl and resolves names`,
    }),
  ];
}

/**
 * Before a site is opened in peace: the other one, where it ever had the role or was to have it, may have come back as it was; and where
 * this one was ever out, or not trusted, somebody may have moved the role without a word here.
 */
export function alone(input: ProcedureInput, site: string): Action[] {
  if (!works(input.plan.sites[site]?.role)) return [];
  const other = otherOf(input, site);
  return siteOf(input, site)?.disturbed || siteOf(input, other)?.moved ? silent(input, other) : [];
}

/** Each site serves with its own certificate or without one: asked on the wrong port, a site that serves would count as silent. */
function schemeOf({ plan }: Pick<ProcedureInput, 'plan'>, site: string): 'http' | 'https' {
  return plan.traffic?.entrance.certificates[site] === undefined ? 'http' : 'https';
}

/** How users are seen to arrive: what is asked, and what the answer of a site that serves is. */
const ARRIVED: Readonly<Record<Traffic['says'], { readonly more: readonly string[]; readonly matches: string }>> = {
  body: { more: [], matches: 'serving' },
  redirect: { more: ['-o', '/dev/null', '-w', '%{redirect_url}'], matches: '\\S+/serving' },
};

/** Whether users arrive at a site that serves. */
export function arrive(input: ProcedureInput): Action[] {
  const { plan } = input;
  if (!plan.traffic) return [];
  const { more, matches } = ARRIVED[plan.traffic.says];
  return [
    checkStep({
      id: 'users-arrive',
      title: `${plan.traffic.name} answers from a site that serves`,
      run: ['curl', '-fsS', '-m', '10', ...more, `${schemeOf(input, plan.progress.taker)}://${plan.traffic.name}${SERVING_PATH}`],
      matches,
      endpoint: 'public DNS',
      timeout: 300,
      bestEffort: true,
      onFailure: 'the checks need about 90 s; then look at both entrances',
    }),
  ];
}
