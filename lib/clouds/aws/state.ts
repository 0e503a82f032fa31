import { S3Backend, type TerraformStack } from 'cdktf';
import { StateLocation } from '../../port/state-location';

/** What {@link AwsState} takes besides the bucket. */
export interface AwsStateProps {
  /** Region of the bucket. @default the region of the site it is given to */
  readonly region?: string;
  /** KMS key (ARN, id or alias) of the bucket's region. @default the key that encrypts the bucket: one that `continuity bootstrap` makes */
  readonly kmsKey?: string;
}

/** State in an S3 bucket, locked by S3 itself (`use_lockfile`, Terraform 1.10 and later). The bucket exists before the first apply: `continuity bootstrap`. */
export class AwsState extends StateLocation {
  /** Its cloud. */
  readonly cloud = 'aws';

  constructor(
    /** The bucket. */
    readonly bucket: string,
    private readonly props: AwsStateProps = {},
  ) {
    super();
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

  /** The same bucket, in that region where none was given. */
  in(region: string): AwsState {
    return new AwsState(this.bucket, { ...this.props, region: this.props.region ?? region });
  }

  /**
   * Keeps the state of a stack here. `encrypt` without a key would ask for AES256, whatever encrypts the bucket
   * (https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/remote-state/s3/client.go).
   */
  bind(stack: TerraformStack, key: string): void {
    const backend = new S3Backend(stack, {
      bucket: this.bucket,
      key,
      region: this.props.region,
      ...(this.kmsKey ? { encrypt: true, kmsKeyId: this.kmsKey } : {}),
    });
    backend.addOverride('use_lockfile', true);
  }
}
