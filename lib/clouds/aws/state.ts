import { S3Backend, type TerraformStack } from 'cdktf';
import { z } from 'zod';
import { AWS_REGIONS } from '../../regions/aws';
import { StateLocation } from '../../port/state-location';
import { namedRegionFaults } from '../../regions/geography';
import { declared, faultsIn } from '../../words/checked';
import { refuseAll } from '../../words/errors';
import { word } from '../../words/shapes';
import { ACCOUNT, BUCKET_NAME, KMS_KEY, ROLE } from './facts';

/** What {@link AwsState} takes besides the bucket. */
export interface AwsStateProps {
  /** Region of the bucket. @default the region of the site it is given to */
  readonly region?: string;
  /** KMS key (ARN, id or alias) of the bucket's region. @default the key that encrypts the bucket: one that `continuity bootstrap` makes */
  readonly kmsKey?: string;
  /** The one account whose credentials may read and write states there: any other is refused at `terraform init`. @default whoever is let in */
  readonly account?: string;
  /** Profile of the shared configuration by which the backend is let in: the provider's own arguments do not count for it. @default none */
  readonly profile?: string;
  /** ARN of the role by which the backend is let in. @default none */
  readonly assumeRole?: string;
}

const PLACE = declared<{ readonly bucket: string }>(
  { bucket: word(BUCKET_NAME.allowed, BUCKET_NAME.shape) },
  { bucket: "aws.stateIn('acme-tfstate-paris')" },
);
const TAKES = declared<AwsStateProps>(
  {
    region: z.string('a region of AWS').optional(),
    kmsKey: word(KMS_KEY.allowed, KMS_KEY.shape, 2048).optional(),
    account: word(ACCOUNT.allowed, ACCOUNT.shape).optional(),
    profile: word('a profile of the shared configuration of AWS').optional(),
    assumeRole: word(ROLE.allowed, ROLE.shape, 2048).optional(),
  },
  {
    region: "'eu-north-1'",
    kmsKey: "'alias/state'",
    account: "'111122223333'",
    profile: "'recovery'",
    assumeRole: "'arn:aws:iam::111122223333:role/states'",
  },
);

/** State in an S3 bucket, locked by S3 itself (`use_lockfile`, Terraform 1.10 and later). The bucket exists before the first apply: `continuity bootstrap`. */
export class AwsState extends StateLocation {
  /** Its cloud. */
  readonly cloud = 'aws';

  /** Throws `DR-STATE-05` where it is given what it cannot take, `DR-GEO-00` where the region does not exist. */
  constructor(
    /** The bucket. */
    readonly bucket: string,
    private readonly props: AwsStateProps = {},
  ) {
    super();
    const whose = { subject: 'aws.stateIn', id: 'DR-STATE-05' };
    const faults = [...faultsIn({ bucket }, PLACE, whose), ...faultsIn(props, TAKES, whose)];
    refuseAll([...namedRegionFaults(AWS_REGIONS, props), ...faults]);
  }

  /** The bucket. */
  get name(): string {
    return this.bucket;
  }

  /** Region of the bucket. */
  get region(): string | undefined {
    return this.props.region;
  }

  /** KMS key, where one is named. */
  get kmsKey(): string | undefined {
    return this.props.kmsKey;
  }

  /** What lets the backend in by itself: the program `aws` does not read it. */
  get admittedBy(): readonly string[] {
    return (['profile', 'assumeRole'] as const).filter((name) => this.props[name] !== undefined);
  }

  /** Bucket names are unique in all regions of a partition: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  override get onlyOne(): string {
    return this.bucket;
  }

  /** The same bucket, in that region where none was given. */
  in(region: string): AwsState {
    return new AwsState(this.bucket, { ...this.props, region: this.props.region ?? region });
  }

  /**
   * Keeps the state of a stack here. `encrypt` without a key would ask for AES256, whatever encrypts the bucket
   * (https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/remote-state/s3/client.go).
   */
  bind(stack: TerraformStack, key: string): void {
    const { region, account, profile, assumeRole } = this.props;
    const backend = new S3Backend(stack, {
      bucket: this.bucket,
      key,
      region,
      ...(this.kmsKey ? { encrypt: true, kmsKeyId: this.kmsKey } : {}),
      ...(account ? { allowedAccountIds: [account] } : {}),
      ...(profile ? { profile } : {}),
      ...(assumeRole ? { assumeRole: { roleArn: assumeRole } } : {}),
    });
    backend.addOverride('use_lockfile', true);
  }
}
