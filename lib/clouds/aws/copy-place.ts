import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { z } from 'zod';
import { Duration } from '../../objectives/duration';
import type { Cloud } from '../../port/cloud';
import { COPY_PLACE, COPY_PLACE_FIXES, CopyPlace, type CopyPlaceProps } from '../../port/copy-place';
import type { Region } from '../../regions/region';
import { declared, faultsIn } from '../../words/checked';
import type { Credentials } from '../../words/credentials';
import type { ContinuityErrorProps } from '../../words/errors';
import { argumentsOf, flag, instance, word } from '../../words/shapes';
import { VERSION_CONSTRAINT } from '../../words/version-constraint';
import { ACCOUNT } from './facts';
import { forGoodFaults, GRACE, isGrace } from './lock';
import type { AwsProviderArguments } from './site';

/** What `aws.copyPlace` takes. */
export interface AwsCopyPlaceProps extends CopyPlaceProps {
  /** Region of the place: none of the sites'. */
  readonly region: string;
  /** The lock: a copy that would be deleted earlier is not taken. Whole days. @default 7 days, or as long as copies are kept where that is shorter */
  readonly keepAtLeast?: Duration;
  /** The lock: a copy that would be kept longer is not taken. Whole days, 36 500 at most. @default a day longer than copies are kept */
  readonly keepAtMost?: Duration;
  /**
   * IRREVOCABLE, and refused unless `irrevocable: true` stands beside it. After so long nobody, AWS included, takes the lock off the vault, or
   * deletes a copy before its time, or the vault: it is there, and is paid for, until the last copy is as old as it is kept. 3 to 36 500 days,
   * whole ones; until then the lock may still be taken off (compliance mode, https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html).
   * @default never: whoever is allowed to takes the lock off (governance mode)
   */
  readonly lockForGoodAfter?: Duration;
  /** The word without which no lock is for good, since nobody can undo it. @default false */
  readonly irrevocable?: boolean;
  /** The provider's own arguments: how the account of the place is worked in. `allowed_account_ids` is its account unless given. @default none */
  readonly provider?: AwsProviderArguments;
  /** Version constraint of the provider. @default as of a site */
  readonly providerVersion?: string;
}

const MOST_DAYS = 36_500;
const DAYS = `whole days, 1 at least and ${MOST_DAYS} at most`;
const daysOf = (time: Duration): number => time.toSeconds() / 86_400;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html, 2026-11. */
const isDays = (time: Duration): boolean => Number.isInteger(daysOf(time)) && daysOf(time) >= 1 && daysOf(time) <= MOST_DAYS;
const days = instance(Duration, DAYS).refine(isDays, DAYS).optional();

const TAKES = declared<AwsCopyPlaceProps>(
  {
    ...COPY_PLACE,
    region: z.string('a region of AWS'),
    account: word(ACCOUNT.allowed, ACCOUNT.shape),
    keep: days,
    keepAtLeast: days,
    keepAtMost: days,
    lockForGoodAfter: instance(Duration, GRACE).refine(isGrace, GRACE).optional(),
    irrevocable: flag.optional(),
    provider: argumentsOf(AwsProvider, ['region', 'alias'], "the provider's own arguments, without region and alias").optional(),
    providerVersion: VERSION_CONSTRAINT.optional(),
  },
  {
    ...COPY_PLACE_FIXES,
    region: "'eu-north-1'",
    account: "'444455556666'",
    state: "aws.stateIn('acme-tfstate-copies')",
    keepAtLeast: 'Duration.days(7)',
    keepAtMost: 'Duration.days(36)',
    lockForGoodAfter: 'Duration.days(7)',
    irrevocable: 'true',
    provider: "{ profile: 'copies' }",
    providerVersion: "'~> 6.25'",
  },
);

const KEPT_FOR = Duration.days(35);
const LEAST = Duration.days(7);

/** How long copies are kept, and what the lock takes. */
type Lock = Readonly<Record<'keep' | 'least' | 'most', Duration>>;

/** As it is declared, with what follows from that. */
function lockOf({ keep = KEPT_FOR, keepAtLeast, keepAtMost }: AwsCopyPlaceProps): Lock {
  const least = keepAtLeast ?? (keep.isLongerThan(LEAST) ? LEAST : keep);
  return { keep, least, most: keepAtMost ?? keep.plus(Duration.days(1)) };
}

/** A lock that no copy would get in by. */
function lockFaults(props: AwsCopyPlaceProps, lock: Lock): ContinuityErrorProps[] {
  if (!isOutside(lock)) return [];
  const { keep, least, most } = lock;
  return [
    {
      id: 'DR-LOCK-03',
      what: 'Copies would be kept for a time that the lock of their vault does not take: none would be made',
      value: `keep: ${keep}, keepAtLeast: ${least}, keepAtMost: ${most}`,
      allowed: 'keepAtLeast, keep and keepAtMost, none of them longer than the next',
      fix: within(props, lock),
    },
  ];
}

const isOutside = ({ keep, least, most }: Lock): boolean => least.isLongerThan(keep) || keep.isLongerThan(most);

/** A time between the two that would do; where the two are the other way round, none does. */
function within(props: AwsCopyPlaceProps, { keep, least, most }: Lock): string {
  const time = (keep.isLongerThan(least) ? [most, least] : [least]).find((one) => !isOutside(lockOf({ ...props, keep: one })));
  return time ? `keep: Duration.days(${daysOf(time)})` : `keepAtMost: Duration.days(${daysOf(least)}) or more, as keepAtLeast is`;
}

/** A region and an account that are no site of a workload, where copies are kept, too. */
export class AwsCopyPlace extends CopyPlace {
  /** The provider's own arguments. */
  readonly provider: AwsProviderArguments;
  /** Version constraint of the provider. */
  readonly providerVersion: string | undefined;
  /** After how long the lock is irrevocable. */
  readonly lockForGoodAfter: Duration | undefined;
  /** What the lock takes: from the shortest to the longest time that a copy is kept, in days. */
  readonly locked: { readonly least: number; readonly most: number };

  /** Throws `DR-COPY-02` where it is given what it cannot take, `DR-LOCK-03` where its lock would take no copy, or is for good without the word. */
  constructor(cloud: Cloud, region: Region, props: AwsCopyPlaceProps) {
    const isShaped = faultsIn(props, TAKES, { subject: '', id: 'DR-COPY-02' }).length === 0;
    const lock = isShaped ? lockOf(props) : undefined;
    const faults = lock ? [...lockFaults(props, lock), ...forGoodFaults(props)] : [];
    super(cloud, region, props, TAKES, faults, isShaped && props.lockForGoodAfter !== undefined);
    // What has another shape was refused.
    const { least, most } = lock as Lock;
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
    this.lockForGoodAfter = props.lockForGoodAfter;
    this.locked = { least: daysOf(least), most: daysOf(most) };
  }

  /** Whose credentials a step there needs. A profile is named: the program `aws` reads nothing else of a provider. */
  override get credentials(): Credentials {
    const { profile } = this.provider;
    return { ...super.credentials, environment: profile === undefined ? {} : { AWS_PROFILE: profile } };
  }
}
