import type { TerraformResourceLifecycle } from 'cdktf';
import type { Declaration } from '../../components/component';
import type { CopyPlacePlan, WayBack } from '../../words/copies';
import type { Credentials } from '../../words/credentials';
import type { Effect } from '../../words/effect';
import type { SiteRef } from '../../words/place';
import type { MoveFacts } from '../../port/facts';
import type { RecoverySteps } from '../../port/phases';
import { copyTime, limitOf } from '../../words/figure';
import { checkStep, commandStep, findStep, found } from '../../words/steps';
import type { AwsPlacement } from './cell';
import { bringBack, copyAge, copyNow, newestAway } from './cli-copies';
import { backupRoleArn, vaultArn, type AwsGroundName } from './ground-names';
import { partitionOf } from './partition';
import { KEEP_DAYS } from './vault';

/** What is read and done around what is made from a copy of AWS Backup when it takes over. */
type CopySteps = Required<Pick<RecoverySteps, 'age' | 'check' | 'drained'>>;

/** Of the look-up of a newest copy: one that is not complete stops the plan, and the check ahead of it says what to take instead. */
export const wholeCopy = (component: string): TerraformResourceLifecycle => ({
  postcondition: [
    {
      condition: '${self.status == "available"}',
      errorMessage: `The newest copy of ${component} is not complete: wait for it, or declare the move again with --from ${component}=POINT, an earlier one.`,
    },
  ],
});

type Copy<N extends string> = AwsPlacement<Declaration, N>;

/** What a planned move to copies leaves beside them: nobody's, until the vaults delete it. */
export const LAST_COPY_MADE: Effect = {
  type: 'recovery point of AWS Backup',
  does: 'makes',
  terraform: 'not ours',
  how: `one more in the vault of each site, by a planned move: aws backup list-recovery-points-by-backup-vault --backup-vault-name NAME; the vaults delete it after ${KEEP_DAYS} days`,
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartCopyJob.html; UNVERIFIED: not run against AWS',
  on: 'restore',
};

/** How a service's copies are found: a command that prints the copy that would be taken, and the resource that is copied. */
export interface Copied {
  /** Prints the name of the copy, or `None`. */
  readonly found: readonly string[];
  /** Prints when what is in it was taken. */
  readonly taken: readonly string[];
  /** ARN of what is copied. */
  readonly resource: string;
}

/** Whether there is a copy at all, before anything is closed or begun; and one more, of what was written since the last one, once the active side is fenced. */
export function copySteps<N extends string>(placement: Copy<N>, move: MoveFacts, { found, taken, resource }: Copied): CopySteps {
  const { component, id, here, origin } = placement;
  const { region } = here;
  const copied = checkStep({
    id: `copied-${id}`,
    title: `A copy of ${component} is at ${region}`,
    run: [...found],
    matches: '(?!None$|null$)\\S+',
    endpoint: region,
    timeout: 60,
    onFailure: `where the call failed, mend that. Else there is nothing to make ${component} from: wait for a copy, or give the move up (continuity declare abort) and declare it again with --from ${component}=POINT, or, in a failover, --from ${component}=none to begin empty`,
  });
  const age = { run: copyAge(lostAt(move), taken), endpoint: region };
  const drained = origin.how === 'restored' ? [lastCopy(placement, origin.of, resource)] : [];
  return { age, check: [copied], drained };
}

/** Whose credentials what is done there needs, once the accounts of the sites are lost. */
export const SERVES_FROM_NOW_ON: Credentials = { who: 'the account that serves from now on', environment: {} };

/** How a copy in the place that is no site is found, and sent to the vault from which it is restored: where the accounts of the sites are lost. */
export function wayBackOf<N extends string>(
  { id, component, declaration }: Copy<N>,
  { from, to, resource }: { readonly from: CopyPlacePlan<AwsGroundName>; readonly to: SiteRef<AwsGroundName>; readonly resource: string },
): WayBack {
  const { region, site, ground, credentials: as } = from;
  const newest = findStep({
    id: `newest-${id}`,
    title: `The newest copy of ${component} at ${site}`,
    run: newestAway(region, ground.vault, resource, 'RecoveryPointArn'),
    endpoint: region,
    as,
  });
  const back = commandStep({
    id: `back-${id}`,
    title: `Send it to the vault ${to.ground.vault} at ${to.region}, of the account that serves from now on`,
    run: bringBack({ region, vault: ground.vault, role: backupRoleArn(from) }, found(newest.id), {
      partition: partitionOf(to.region),
      region: to.region,
      vault: to.ground.vault,
      days: KEEP_DAYS,
    }),
    endpoint: region,
    expected: 'the recovery point, as it is called there: note it down',
    timeout: limitOf(copyTime(declaration.gib, 0)),
    as,
  });
  return [newest, back];
}

/** When the source was lost, in seconds since 1970; empty where it is not declared lost: now. */
const lostAt = ({ since }: MoveFacts): string => (since === undefined ? '' : String(Math.floor(Date.parse(since) / 1000)));

/** A planned move loses nothing: what was written after the last scheduled copy is copied once writers have stopped. */
function lastCopy<N extends string>(
  { component, id, here, declaration }: Copy<N>,
  source: SiteRef<AwsGroundName>,
  resource: string,
): ReturnType<typeof commandStep> {
  return commandStep({
    id: `copy-${id}`,
    title: `Copy ${component} once more, from ${source.region}, now that nothing is written there`,
    run: copyNow(source.region, resource, { from: source.ground.vault, to: vaultArn(here), role: backupRoleArn(source), days: KEEP_DAYS }),
    endpoint: source.region,
    expected: 'the ARN of the copy; repeated, it makes another one',
    timeout: limitOf(copyTime(declaration.gib, 0)),
  });
}
