import { S3Backend, type TerraformStack } from 'cdktf';
import { z } from 'zod';
import { StateLocation } from '../../port/state-location';
import { namedRegionFaults } from '../../regions/geography';
import { OCI_REGIONS } from '../../regions/oci';
import { declared, faultsIn } from '../../words/checked';
import { refuseAll } from '../../words/errors';
import { flag, word } from '../../words/shapes';
import { BUCKET_NAME, NAMESPACE } from './facts';
import { domainOf } from './partition';

/** What {@link OciState} takes besides the bucket. */
export interface OciStateProps {
  /** Object Storage namespace of the tenancy: `oci os ns get`. */
  readonly namespace: string;
  /** Region of the bucket. @default the region of the site it is given to */
  readonly region?: string;
  /**
   * Whether to lock with `use_lockfile`. UNVERIFIED: it is accepted by OCI (github.com/hashicorp/terraform/issues/36742, which
   * 1.11.2 broke and a later release mended), but nobody here has shown that two writers exclude each other: the lock is a
   * conditional write (`If-None-Match`) of the S3-compatible API, and Oracle's own wish for it is open
   * (github.com/oracle/terraform-provider-oci/issues/2323). Let one pipeline at a time apply whatever this says.
   * @default true
   */
  readonly lock?: boolean;
}

const PLACE = declared<{ readonly bucket: string }>(
  { bucket: word(BUCKET_NAME.allowed, BUCKET_NAME.shape, 256) },
  { bucket: "oci.stateIn('acme-state-frankfurt', { … })" },
);
const TAKES = declared<OciStateProps>(
  {
    namespace: word(NAMESPACE.allowed, NAMESPACE.shape),
    region: z.string('a region of OCI').optional(),
    lock: flag.optional(),
  },
  { namespace: "'…', as oci os ns get says", region: "'eu-milan-1'", lock: 'true' },
);

/**
 * State in a bucket, through the S3-compatible API of Object Storage: Terraform 1.11 has no `oci` backend, and Oracle calls this one
 * deprecated since 1.12 (https://docs.oracle.com/en-us/iaas/Content/terraform/object-storage-state.htm). It needs a customer secret key
 * (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`), and two variables more where the library does not apply it ({@link OciState.environment}); the bucket exists before the first apply (`continuity bootstrap`) and lies in the compartment
 * that the tenancy designates for the S3-compatible API.
 */
export class OciState extends StateLocation {
  /** Its cloud. */
  readonly cloud = 'oci';

  /** Throws `DR-STATE-05` where it is given what it cannot take, `DR-GEO-00` where the region does not exist. */
  constructor(
    /** The bucket. */
    readonly bucket: string,
    private readonly props: OciStateProps,
  ) {
    super();
    const whose = { subject: 'oci.stateIn', id: 'DR-STATE-05' };
    const faults = [...faultsIn({ bucket }, PLACE, whose), ...faultsIn(props, TAKES, whose)];
    refuseAll([...namedRegionFaults(OCI_REGIONS, props), ...faults]);
  }

  /** The bucket. */
  get name(): string {
    return this.bucket;
  }

  /** Region of the bucket. */
  get region(): string | undefined {
    return this.props.region;
  }

  /** Object Storage namespace of the tenancy. */
  get namespace(): string {
    return this.props.namespace;
  }

  /** Whether Terraform locks the states. */
  get isLocked(): boolean {
    return this.props.lock ?? true;
  }

  /**
   * Since Terraform 1.11.2 a state is written with a checksum that trails it, which OCI refuses, whatever `skip_s3_checksum` says
   * (https://github.com/hashicorp/terraform/issues/36704, https://github.com/hashicorp/terraform/issues/36742); these two leave it out.
   * `continuity run`, its runbook and `continuity bootstrap` set them. Where something else applies (`cdktf deploy`, a pipeline), export them.
   */
  override get environment(): Readonly<Record<string, string>> {
    return { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required', AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required' };
  }

  /** The same bucket, in that region where none was given. */
  in(region: string): OciState {
    return new OciState(this.bucket, { ...this.props, region: this.props.region ?? region });
  }

  /** Keeps the state of a stack here. */
  bind(stack: TerraformStack, key: string): void {
    const { namespace, lock = true } = this.props;
    const region = this.region as string;
    const backend = new S3Backend(stack, {
      bucket: this.bucket,
      key,
      region,
      endpoints: { s3: `https://${namespace}.compat.objectstorage.${region}.${domainOf(region)}` },
      usePathStyle: true,
      skipRegionValidation: true,
      skipCredentialsValidation: true,
      skipRequestingAccountId: true,
      skipMetadataApiCheck: true,
      // Without it Terraform asks for a checksum by name, which the environment above does not leave out (its source, backend/remote-state/s3/client.go).
      skipS3Checksum: true,
    });
    if (lock) backend.addOverride('use_lockfile', true);
  }
}
