import { S3Backend, type TerraformStack } from 'cdktf';
import { StateLocation } from '../../port/state-location';

/** What {@link AwsState} takes besides the bucket. */
export interface AwsStateProps {
  /** Region of the bucket. @default the region of the site it is given to */
  readonly region?: string;
  /** KMS key (ARN, id or alias) of the bucket's region. @default the bucket's own encryption */
  readonly kmsKey?: string;
}

/** State in an S3 bucket, locked by S3 itself (`use_lockfile`, Terraform 1.10 and later). The bucket exists before the first apply. */
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

  /** Region of the bucket. */
  get region(): string | undefined {
    return this.props.region;
  }

  /** The same bucket, in that region where none was given. */
  in(region: string): AwsState {
    return new AwsState(this.bucket, { ...this.props, region: this.props.region ?? region });
  }

  /** Keeps the state of a stack here. */
  bind(stack: TerraformStack, key: string): void {
    const backend = new S3Backend(stack, {
      bucket: this.bucket,
      key,
      region: this.props.region,
      encrypt: true,
      ...(this.props.kmsKey ? { kmsKeyId: this.props.kmsKey } : {}),
    });
    backend.addOverride('use_lockfile', true);
  }
}
