import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider/index.js';
import { Duration } from '../../objectives/duration';
import { byRegion, Site, SITE, SITE_FIXES, type SiteProps } from '../../port/site';
import type { Region } from '../../regions/region';
import type { Cloud } from '../../port/cloud';
import { declared } from '../../words/checked';
import { block } from '../../words/cidr';
import { refuseAll } from '../../words/errors';
import { argumentsOf, flag, instance, word } from '../../words/shapes';
import { subscriptionsLike } from '../../words/subscription';
import { VERSION_CONSTRAINT } from '../../words/version-constraint';
import { ACCOUNT, topicAt } from './facts';
import { forGoodFaults, GRACE, isGrace } from './lock';

/** The provider's own arguments (assumed role, profile, default tags …) of one site. Region and account are the site's. */
export type AwsProviderArguments = Omit<AwsProviderConfig, 'region' | 'alias'>;

/** What `aws.site` takes. */
export interface AwsSiteProps extends SiteProps {
  /** The provider's own arguments. `allowed_account_ids` is the site's account unless given. @default none */
  readonly provider?: AwsProviderArguments;
  /** Version constraint of the provider. @default the minor version that the bindings are made from, or a later one of that major: `~> 6.25` */
  readonly providerVersion?: string;
  /**
   * IRREVOCABLE, and refused unless `irrevocable: true` stands beside it. After so long nobody, AWS included, takes the lock off the vault of the site's copies, or deletes one of them before its
   * time, or the vault: it is there, and is paid for, until the last copy is 35 days old. 3 to 36 500 days, whole ones; until then the lock may
   * still be taken off (compliance mode, https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html).
   * @default never: whoever is allowed to takes the lock off (governance mode)
   */
  readonly lockForGoodAfter?: Duration;
  /** The word without which no lock is for good, since nobody can undo it. @default false */
  readonly irrevocable?: boolean;
}

/** What a site of one region takes: what tells must be in that region, as alarms reach no other one. */
const takes = byRegion(({ code, partition }) =>
  declared<AwsSiteProps>(
    {
      ...SITE,
      subscriptions: subscriptionsLike(topicAt(partition, code)).optional(),
      account: word(ACCOUNT.allowed, ACCOUNT.shape),
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html, 2026-11.
      cidr: block(16, 28, 'a VPC'),
      provider: argumentsOf(AwsProvider, ['region', 'alias'], "the provider's own arguments, without region and alias").optional(),
      providerVersion: VERSION_CONSTRAINT.optional(),
      lockForGoodAfter: instance(Duration, GRACE).refine(isGrace, GRACE).optional(),
      irrevocable: flag.optional(),
    },
    {
      ...SITE_FIXES,
      account: "'111122223333'",
      state: "aws.stateIn('acme-tfstate-paris')",
      provider: "{ profile: 'recovery' }",
      providerVersion: "'~> 6.25'",
      lockForGoodAfter: 'Duration.days(7)',
      irrevocable: 'true',
    },
  ),
);

/** A region of AWS, in one account. */
export class AwsSite extends Site {
  /** The provider's own arguments. */
  readonly provider: AwsProviderArguments;
  /** Version constraint of the provider. */
  readonly providerVersion: string | undefined;
  /** After how long the lock of its copies is irrevocable. */
  readonly lockForGoodAfter: Duration | undefined;

  /** Throws `DR-SITE-01` where it is given what it cannot take, `DR-LOCK-03` where its lock is for good without the word. */
  constructor(cloud: Cloud, region: Region, props: AwsSiteProps) {
    super(cloud, region, props, takes(region));
    refuseAll(forGoodFaults(props));
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
    this.lockForGoodAfter = props.lockForGoodAfter;
  }
}
