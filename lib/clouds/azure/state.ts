import { AzurermBackend, type TerraformStack } from 'cdktf';
import { z } from 'zod';
import { StateLocation, type Beside } from '../../port/state-location';
import { AZURE_REGIONS } from '../../regions/azure';
import { namedRegionFaults } from '../../regions/geography';
import { declared, faultsIn } from '../../words/checked';
import { refuseAll } from '../../words/errors';
import { word } from '../../words/shapes';
import { untilListed } from './cli';
import { ACCOUNT_NAME, CONTAINER_NAME, GROUP_NAME, UUID } from './facts';
import { partitionOf } from './partition';

/** What {@link AzureState} takes besides the storage account. */
export interface AzureStateProps {
  /** Resource group of the storage account: the markers of the stacks are kept in it, too. */
  readonly resourceGroup: string;
  /** Blob container. @default tfstate */
  readonly container?: string;
  /** Region of the storage account. @default the region of the site it is given to */
  readonly region?: string;
  /** Subscription of the storage account. @default the one of the site, or of the first site for a witness */
  readonly subscription?: string;
}

const PLACE = declared<{ readonly account: string }>(
  { account: word(ACCOUNT_NAME.allowed, ACCOUNT_NAME.shape) },
  { account: "azure.stateIn('acmestateparis', { … })" },
);
const TAKES = declared<AzureStateProps>(
  {
    resourceGroup: word(GROUP_NAME.allowed, GROUP_NAME.shape),
    container: word(CONTAINER_NAME.allowed, CONTAINER_NAME.shape).optional(),
    region: z.string('a region of Azure').optional(),
    subscription: word(`the subscription: ${UUID.allowed}`, UUID.shape).optional(),
  },
  {
    resourceGroup: "'state-paris'",
    container: "'tfstate'",
    region: "'swedencentral'",
    subscription: "'00000000-0000-0000-0000-000000000000', the subscription",
  },
);

/**
 * State in a blob, locked by a lease on it (the backend's own; no table, no second service). Account and container exist before
 * the first apply: `continuity bootstrap`. Take an account that is redundant in its own region (ZRS): a geo-redundant one fails over by hand only.
 */
export class AzureState extends StateLocation {
  /** Its cloud. */
  readonly cloud = 'azure';

  /** Throws `DR-STATE-05` where it is given what it cannot take, `DR-GEO-00` where the region does not exist. */
  constructor(
    /** The storage account. */
    readonly account: string,
    private readonly props: AzureStateProps,
  ) {
    super();
    const whose = { subject: 'azure.stateIn', id: 'DR-STATE-05' };
    const faults = [...faultsIn({ account }, PLACE, whose), ...faultsIn(props, TAKES, whose)];
    refuseAll([...namedRegionFaults(AZURE_REGIONS, props), ...faults]);
  }

  /** The storage account. */
  get name(): string {
    return this.account;
  }

  /** Region of the storage account. */
  get region(): string | undefined {
    return this.props.region;
  }

  /** Names of storage accounts are unique in all of Azure. */
  override get onlyOne(): string {
    return this.account;
  }

  /** Resource group of the storage account. */
  get resourceGroup(): string {
    return this.props.resourceGroup;
  }

  /** Blob container that holds the states. */
  get container(): string {
    return this.props.container ?? 'tfstate';
  }

  /** Subscription of the storage account, where it is not the site's. */
  get subscription(): string | undefined {
    return this.props.subscription;
  }

  /** Its resource group, which is in a region, and can be changed while that answers. */
  override beside({ account }: { readonly account: string }): Beside {
    return { name: this.resourceGroup, account: this.subscription ?? account };
  }

  /** Whoever made the account may read and write its blobs by a grant of the same stack: seen some minutes later. */
  override letIn({ account }: { readonly account: string }): readonly string[] {
    return untilListed({ subscription: this.subscription ?? account, group: this.resourceGroup, account: this.account }, this.container);
  }

  /** The same account, in that region where none was given. */
  in(region: string): AzureState {
    return new AzureState(this.account, { ...this.props, region: this.props.region ?? region });
  }

  /** Keeps the state of a stack here. */
  bind(stack: TerraformStack, key: string): void {
    const { container = 'tfstate', subscription } = this.props;
    const { environment } = partitionOf(this.region ?? '');
    new AzurermBackend(stack, {
      storageAccountName: this.account,
      containerName: container,
      key,
      useAzureadAuth: true,
      ...(subscription ? { subscriptionId: subscription } : {}),
      ...(environment === 'public' ? {} : { environment }),
    });
  }
}
