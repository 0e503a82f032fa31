import { OciProvider, type OciProviderConfig } from '@cdktf/provider-oci/provider';
import { z } from 'zod';
import type { Region } from '../../regions/region';
import { byRegion, Site, SITE, SITE_FIXES, type Lack, type SiteProps } from '../../port/site';
import type { Cloud } from '../../port/cloud';
import { namedRegionFaults } from '../../regions/geography';
import { OCI_REGIONS } from '../../regions/oci';
import { declared } from '../../words/checked';
import { block } from '../../words/cidr';
import type { ContinuityErrorProps } from '../../words/errors';
import { argumentsOf, word } from '../../words/shapes';
import { subscriptionsLike } from '../../words/subscription';
import { VERSION_CONSTRAINT } from '../../words/version-constraint';
import { NAMESPACE, ocidOf, regionOf } from './facts';

/** The provider's own arguments (authentication, tenancy, user, profile …) of one site. The region is the site's. */
export type OciProviderArguments = Omit<OciProviderConfig, 'region' | 'alias'>;

/** What `oci.site` takes. `account` is the OCID of the compartment. */
export interface OciSiteProps extends SiteProps {
  /** Object Storage namespace of the tenancy: `oci os ns get`. It cannot be computed, and import ids carry it. */
  readonly namespace: string;
  /** The tenancy's home region: identity policies are written there and nowhere else (base stacks only, in peace). */
  readonly homeRegion: string;
  /** OCID of a key of this region that exists already. @default a vault and a software-protected key of the site's own */
  readonly kmsKey?: string;
  /** The provider's own arguments. @default the configuration file or the environment, as the provider does */
  readonly provider?: OciProviderArguments;
  /** Version constraint of the provider. @default the minor version that the bindings are made from, or a later one of that major: `~> 7.29` */
  readonly providerVersion?: string;
}

/** What a site of one region takes: ids say their realm, and some their region. */
const takes = byRegion(({ code, partition }) =>
  declared<OciSiteProps>(
    {
      ...SITE,
      subscriptions: subscriptionsLike({
        shape: ocidOf('onstopic', partition),
        allowed: `the OCID of a topic of Notifications in ${code}`,
      }).optional(),
      account: word(`the OCID of a compartment of ${partition}, or of its tenancy`, ocidOf('(?:compartment|tenancy)', partition)),
      // https://docs.oracle.com/iaas/Content/Network/Tasks/Overview_of_VCNs_and_Subnets.htm, 2026-11.
      cidr: block(16, 30, 'a VCN'),
      namespace: word(NAMESPACE.allowed, NAMESPACE.shape),
      homeRegion: z.string(`a region of ${partition}: the home region of the tenancy`),
      kmsKey: word(`the OCID of a key of ${code}`, ocidOf('key', partition))
        .refine((id) => [code, undefined].includes(regionOf(id)), `the OCID of a key of ${code}`)
        .optional(),
      provider: argumentsOf(OciProvider, ['region', 'alias'], "the provider's own arguments, without region and alias").optional(),
      providerVersion: VERSION_CONSTRAINT.optional(),
    },
    {
      ...SITE_FIXES,
      account: "'ocid1.compartment.oc1..…'",
      state: "oci.stateIn('acme-state-frankfurt', { namespace: '…' })",
      namespace: "'…', as oci os ns get says",
      homeRegion: "'eu-frankfurt-1'",
      kmsKey: `'ocid1.key.${partition}.${code}.…'`,
      provider: "{ auth: 'InstancePrincipal' }",
      providerVersion: "'~> 7.29'",
    },
  ),
);

/** The home region is one of the realm: a text that names none is refused as any other region is. */
function homeFaults({ partition }: Region, props: unknown): ContinuityErrorProps[] {
  const regions = OCI_REGIONS.filter((one) => one.partition === partition);
  return namedRegionFaults(regions, props, 'homeRegion');
}

/**
 * `https://github.com/oracle-quickstart/oci-ods-orm/issues/19` ("no such host", right after the vault was made); such an error the provider
 * does not try again (oci-go-sdk v65, `IsNetworkError`).
 */
const NEW_VAULT: Lack = {
  what: 'The first apply of the site may stop at its key ("no such host"): the name of a new vault is known to DNS some time after the vault is, and the provider does not wait',
  fix: 'run it again some minutes later: it goes on where it stopped, and nothing else is there yet; or kmsKey, of a vault that exists',
};

const UNKEPT: Lack = {
  what: 'What was overwritten or deleted comes back from nowhere: a bucket that is replicated has no versions, a deletion is replicated, and OCI has no backup of buckets',
  fix: 'copies of your own in onEverySite, into a bucket with a retention rule that nothing replicates into; then acknowledge with that reason',
};

/** A region of OCI, in one compartment. */
export class OciSite extends Site {
  /** Object Storage namespace of the tenancy. */
  readonly namespace: string;
  /** The tenancy's home region. */
  readonly homeRegion: string;
  /** OCID of an adopted key. */
  readonly kmsKey: string | undefined;
  /** The provider's own arguments. */
  readonly provider: OciProviderArguments;
  /** Version constraint of the provider. */
  readonly providerVersion: string | undefined;

  constructor(cloud: Cloud, region: Region, props: OciSiteProps) {
    super(cloud, region, props, takes(region), homeFaults(region, props));
    this.namespace = props.namespace;
    this.homeRegion = props.homeRegion;
    this.kmsKey = props.kmsKey;
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
  }
  /** A vault that is made with the site, and buckets of which nothing is kept. */
  override get lacks(): readonly Lack[] {
    return [...(this.kmsKey === undefined ? [NEW_VAULT] : []), UNKEPT];
  }
}
