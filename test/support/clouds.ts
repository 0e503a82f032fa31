import { aws } from '../../lib/clouds/aws/aws';
import { azure } from '../../lib/clouds/azure/azure';
import type { Cloud } from '../../lib/port/cloud';
import type { CopyPlace } from '../../lib/port/copy-place';
import { oci } from '../../lib/clouds/oci/oci';
import { Topology } from '../../lib/port/topology';
import type { BuiltinKind, OwnKind } from '../../lib/words/kinds';
import type { Workload } from '../../lib/workload';
import { OUTSIDE } from '../clouds/outside/outside';
import type { Body, StackJson } from './json';

/** How a component of a kind is declared. */
export interface Made {
  readonly id: string;
  readonly make: (workload: Workload, cloud: Cloud<never>) => void;
  /** Kinds that it is declared with, though its cell does not need them. */
  readonly beside?: readonly BuiltinKind[];
}

/** A cloud, and what the tests must know about it to read what was synthesized. */
export interface CloudUnderTest {
  readonly name: string;
  readonly cloud: Cloud<never>;
  /** Keys of the two sites: A and B. */
  readonly sites: readonly [string, string];
  /** Key of the place that keeps the state of what joins the sites. */
  readonly witness: string;
  /** How components of its own kinds are declared. @default it has none */
  readonly own?: Readonly<Record<string, Made & { readonly row: OwnKind }>>;
  /** A place of copies in an account that is none of the sites'. @default the cloud keeps none */
  copiesIn?(): CopyPlace;
  /** Two sites and a witness. */
  topology(): Topology;
  /** Where a provider works; undefined where a provider of this cloud has no region. */
  providerRegion(provider: Body): string | undefined;
  /** Where a backend keeps its state. */
  stateRegion(backend: NonNullable<NonNullable<StackJson['terraform']>['backend']>): string | undefined;
}

/** Who is told at the sites of AWS; nobody at the others, where laws see that the finding says so. */
const subscriptions = [{ email: 'on-call@acme.example' }, { https: 'https://pager.example/hook' }];

const cidr = ['10.10.0.0/16', '10.20.0.0/16'] as const;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const AWS: CloudUnderTest = {
  name: 'aws',
  cloud: aws as unknown as Cloud<never>,
  sites: ['aws:eu-west-3', 'aws:eu-central-1'],
  witness: 'aws:eu-north-1',
  topology: () =>
    Topology.activePassive({
      primary: aws.site('eu-west-3', { account: '111122223333', cidr: cidr[0], state: aws.stateIn('acme-tfstate-paris'), subscriptions }),
      secondary: aws.site('eu-central-1', {
        account: '111122223333',
        cidr: cidr[1],
        state: aws.stateIn('acme-tfstate-frankfurt'),
        subscriptions,
      }),
      witness: aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
    }),
  copiesIn: () => aws.copyPlace({ region: 'eu-south-1', account: '444455556666', state: aws.stateIn('acme-tfstate-copies') }),
  providerRegion: (provider) => text(provider['region']),
  stateRegion: ({ s3 }) => text(s3?.['region']),
};

const AZURE_STATES: Readonly<Record<string, string>> = {
  acmestateparis: 'francecentral',
  acmestatefrankfurt: 'germanywestcentral',
  acmestategavle: 'swedencentral',
};

const AZURE: CloudUnderTest = {
  name: 'azure',
  cloud: azure as unknown as Cloud<never>,
  sites: ['azure:francecentral', 'azure:germanywestcentral'],
  witness: 'azure:swedencentral',
  topology: () => {
    const account = '00000000-0000-0000-0000-000000000001';
    const subnets = [`/subscriptions/${account}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/app`];
    return Topology.activePassive({
      primary: azure.site('francecentral', {
        account,
        subnets,
        cidr: cidr[0],
        state: azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' }),
      }),
      secondary: azure.site('germanywestcentral', {
        account,
        cidr: cidr[1],
        state: azure.stateIn('acmestatefrankfurt', { resourceGroup: 'state-frankfurt' }),
      }),
      witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
    });
  },
  providerRegion: () => undefined,
  stateRegion: ({ azurerm }) => AZURE_STATES[text(azurerm?.['storage_account_name']) ?? ''],
};

const OCI: CloudUnderTest = {
  name: 'oci',
  cloud: oci as unknown as Cloud<never>,
  sites: ['oci:eu-frankfurt-1', 'oci:eu-paris-1'],
  witness: 'oci:eu-milan-1',
  topology: () => {
    const common = { account: 'ocid1.compartment.oc1..acme', namespace: 'acmens', homeRegion: 'uk-london-1' };
    const state = (bucket: string, region?: string) => oci.stateIn(bucket, { namespace: 'acmens', ...(region ? { region } : {}) });
    return Topology.activePassive({
      primary: oci.site('eu-frankfurt-1', { ...common, cidr: cidr[0], state: state('acme-state-frankfurt') }),
      secondary: oci.site('eu-paris-1', { ...common, cidr: cidr[1], state: state('acme-state-paris') }),
      witness: state('acme-state-milan', 'eu-milan-1'),
    });
  },
  providerRegion: (provider) => text(provider['region']),
  stateRegion: ({ s3 }) => text(s3?.['region']),
};

/** Every cloud of the package. A new one is covered by every law the day it stands here. */
export const CLOUDS: readonly CloudUnderTest[] = [AWS, AZURE, OCI];

/** Every cloud that the laws look at: one of them is made outside of the package, with kinds of its own. */
export const EVERY_CLOUD: readonly CloudUnderTest[] = [...CLOUDS, OUTSIDE];

/** The cloud of that name. */
export const cloudNamed = (name: string): CloudUnderTest => EVERY_CLOUD.find((c) => c.name === name) as CloudUnderTest;
