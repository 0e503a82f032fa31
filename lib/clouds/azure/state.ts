import { AzurermBackend, type TerraformStack } from 'cdktf';
import { StateLocation } from '../../port/state-location';

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

/**
 * State in a blob, locked by a lease on it (the backend's own; no table, no second service). Account and container exist before
 * the first apply: `continuity bootstrap`. Take an account that is redundant in its own region (ZRS): a geo-redundant one fails over by hand only.
 */
export class AzureState extends StateLocation {
  /** Its cloud. */
  readonly cloud = 'azure';

  constructor(
    /** The storage account. */
    readonly account: string,
    private readonly props: AzureStateProps,
  ) {
    super();
  }

  /** The storage account. */
  get name(): string {
    return this.account;
  }

  /** Region of the storage account. */
  get region(): string | undefined {
    return this.props.region;
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

  /** The same account, in that region where none was given. */
  in(region: string): AzureState {
    return new AzureState(this.account, { ...this.props, region: this.props.region ?? region });
  }

  /** Keeps the state of a stack here. */
  bind(stack: TerraformStack, key: string): void {
    const { container = 'tfstate', subscription } = this.props;
    new AzurermBackend(stack, {
      storageAccountName: this.account,
      containerName: container,
      key,
      useAzureadAuth: true,
      ...(subscription ? { subscriptionId: subscription } : {}),
    });
  }
}
