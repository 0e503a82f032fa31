import { BINDING } from './binding';
import { AzurermProvider, type AzurermProviderConfig } from '@cdktf/provider-azurerm/lib/provider/index.js';
import type { TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { Component, Declaration } from '../../components/component';
import type { SiteRef } from '../../words/place';
import type { Check } from '../../words/steps';
import { findRegion } from '../../regions/geography';
import { AZURE_REGIONS } from '../../regions/azure';
import type { Site } from '../../port/site';
import type { StateLocation } from '../../port/state-location';
import { replaceCells } from '../../port/known-types';
import type { Adoption } from '../../port/adoption';
import type { Cells, Cloud, CloudCell } from '../../port/cloud';
import type { OwnCopies } from '../../port/own-copies';
import { tagEach } from '../../port/tagged';
import type { ZoneOwner } from '../../traffic/dns-failover';
import type { Claim, Marker } from '../../port/marker';
import { addCustomization, type Customization } from '../../port/customize';
import { AZURE_TYPES } from './catalogue';
import { doctor } from './doctor';
import { renderGround, renderGroundBase, type AzureGround } from './ground';
import { siteIds } from './ids';
import { loadBalancer } from './load-balancer/cell';
import { claimCommand, renderMarker } from './marker';
import { alarms } from './metric-alert';
import { GROUND_NAMES, type AzureGroundName } from './names';
import { containerImages } from './container-images/cell';
import { containerService } from './container-service/cell';
import { dumpedDatabase } from './dumped-database/cell';
import { fileStorage } from './file-storage/cell';
import { machine } from './machine/cell';
import { machineGroup } from './machines/cell';
import { kubernetesCluster } from './kubernetes-cluster/cell';
import { netappFiles } from './netapp-files/cell';
import { network } from './network/cell';
import { geoObjectStorage } from './object-storage/geo';
import { objectStorage } from './object-storage/cell';
import { partitionOf } from './partition';
import { mysqlDatabase } from './mysql/cell';
import { relationalDatabase } from './relational-database/cell';
import { secrets } from './secrets/cell';
import { settles } from './settles';
import { AzureSite, type AzureSiteProps } from './site';
import { sqlDatabase } from './sql-database/cell';
import { AzureState, type AzureStateProps } from './state';
import { renderStateStore } from './state-store';
import { table } from './table/cell';
import { traffic } from './traffic/cell';

export { azureCell } from './cell';
export { FrontDoor, type FrontDoorProps } from './front-door/front-door';
export type { AzureGround } from './ground';
export type { AzureGroundName } from './names';
export type { AzureProviderArguments, AzureSiteProps } from './site';
export type { AzureStateProps } from './state';
export { AzureSite, AzureState };

/**
 * Storage is managed through Azure Resource Manager alone, since its data is closed to the runner's network; a deleted vault or
 * key stays recoverable; resource providers are registered in peace, once a subscription, not by whoever recovers.
 */
const DEFAULTS: AzurermProviderConfig = {
  features: [
    {
      storage: [{ dataPlaneAvailable: false }],
      keyVault: [{ purgeSoftDeleteOnDestroy: false, purgeSoftDeletedKeysOnDestroy: false, recoverSoftDeletedKeyVaults: true }],
    },
  ],
  resourceProviderRegistrations: 'none',
  storageUseAzuread: true,
};

/** Resource providers that what the library makes needs, and `core` lacks; written as Azure lists them, since the provider compares them so. */
const BEYOND_CORE = [
  'microsoft.insights',
  'Microsoft.OperationalInsights',
  'Microsoft.KeyVault',
  'Microsoft.DBforPostgreSQL',
  'Microsoft.Sql',
  'Microsoft.DocumentDB',
  'Microsoft.DBforMySQL',
  'Microsoft.RecoveryServices',
  'Microsoft.ContainerRegistry',
  'Microsoft.App',
  'Microsoft.ContainerService',
  'Microsoft.KubernetesConfiguration',
  'Microsoft.NetApp',
] as const;

/** Azure as a cloud of this library: networks, object and file storage, PostgreSQL, MySQL, SQL Server, tables, secrets, images of containers and what runs them, clusters, entrances and the switch of traffic so far. */
export class Azure implements Cloud<AzureGround> {
  /** Short name. */
  readonly name = 'azure';
  /** What nobody has shown of the library on it. */
  readonly unproven =
    "That an apply on azure succeeds: the library checks what it writes against the provider's schema and applies nothing there.";
  /** Where it speaks of its regions in public. What is left out (sovereign partitions) nobody looked up. */
  readonly statusPages = {
    AzureCloud: {
      url: 'https://azure.status.microsoft/en-us/status',
      source: 'https://learn.microsoft.com/en-us/answers/questions/1355103/how-to-get-azure-status-using-rest-api',
      date: '2026-11-29',
    },
  };
  /** Its regions. */
  readonly regions = AZURE_REGIONS;
  /** Names of what lies under the components. */
  readonly groundNames = GROUND_NAMES;
  /** The key of a site. */
  readonly ground = renderGround;
  /** The group and the identity of a site, and who is told there. */
  readonly groundBase = renderGroundBase;
  /** What tells of signals. */
  readonly alarms = alarms;
  /** Grants are seen minutes after they are made. */
  readonly settles = (site: SiteRef, declarations: readonly Declaration[]): readonly Check[] =>
    settles(site as SiteRef<AzureGroundName>, declarations);
  /** Its resource group and its key vault: ids say no region, and one provider serves them all. */
  readonly idsOf = siteIds;
  /** Nothing copies what an architect adds; a group holds nothing by itself: what is in it counts by itself. */
  readonly ownCopies: OwnCopies = { takesIn: ({ terraformResourceType }) => terraformResourceType === 'azurerm_resource_group' };
  /** Its switch of traffic. */
  readonly traffic = traffic;
  /** Front Door, of both generations. Its own guide stands Traffic Manager in front of it: https://learn.microsoft.com/azure/frontdoor/high-availability, 2026-11. */
  readonly edges = ['azurerm_cdn_frontdoor_endpoint', 'azurerm_frontdoor'] as const;
  /** What is asked ahead of the day. */
  readonly doctor = doctor;
  /** The id of the site's key, without a version: a rotation is followed. */
  readonly keyOf = ({ key }: AzureGround): string => key.versionlessId;

  constructor(
    /** Its services. */
    readonly cells: Cells<CloudCell<AzureGround>>,
    /** What is known of the resource types that no cell has for itself. */
    readonly types = AZURE_TYPES,
  ) {}

  /** A region of Azure, in one subscription. Throws `DR-GEO-00` where the region does not exist, with the nearest one that does. */
  site(region: string, props: AzureSiteProps): AzureSite {
    return new AzureSite(this, findRegion(AZURE_REGIONS, region), props);
  }

  /** State in a blob container, in the site it is given to unless a region is named. */
  stateIn(account: string, props: AzureStateProps): AzureState {
    return new AzureState(account, props);
  }

  /** The same cloud with cells of your own, in place of those of the same kind: one a kind, or several of which each takes some. */
  with(cells: Cells<CloudCell<AzureGround>>): Azure {
    const own = replaceCells(this, cells);
    return new Azure(own.cells, own.types);
  }

  /** Changes what was rendered for a component on Azure: runs at every site, before `onEverySite`. */
  customize<R extends TerraformResource = TerraformResource>(
    component: Component,
    change: (customization: Customization<R>) => void,
  ): void {
    addCustomization(component, this.name, change as (customization: Customization) => void);
  }

  /** The site's provider; pinned to its subscription, or to that of whoever has a zone. */
  provide(stack: TerraformStack, site: Site, alias?: string, owner?: ZoneOwner): AzurermProvider {
    return this.providerOf(stack, site, owner?.account ?? site.account, alias);
  }

  /** On each resource: its provider has no tags of its own for all of them. */
  tag(_: TerraformStack, resources: readonly TerraformResource[], tags: Readonly<Record<string, string>>): void {
    tagEach(resources, 'tags', tags);
  }

  /** The provider of the subscription where a state is kept. */
  provideState(stack: TerraformStack, state: StateLocation, near: Site, alias = 'state'): AzurermProvider {
    return this.providerOf(stack, near, (state as AzureState).subscription ?? near.account, alias);
  }

  /**
   * The account that states are kept in, with its group. Registers the resource providers of a new subscription, once, in peace: `core`,
   * and those of the library that are none of it
   * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/resourceproviders/required.go).
   */
  renderState(stack: TerraformStack, states: readonly StateLocation[], near: Site): readonly Adoption[] {
    const [first] = states as readonly AzureState[];
    const subscription = first?.subscription ?? near.account;
    const { resourceProviderRegistrations: own = 'core', resourceProvidersToRegister: more } = (near as AzureSite).provider;
    const provider = this.providerOf(stack, near, subscription);
    provider.resourceProviderRegistrations = own;
    if (own === 'core') provider.resourceProvidersToRegister = more ?? [...BEYOND_CORE];
    return renderStateStore(stack, states as readonly AzureState[], subscription);
  }

  /** The marker of a stack: tags in the resource group of its state. */
  mark(stack: TerraformStack, provider: TerraformProvider | undefined, state: StateLocation, marker: Marker): TerraformResource {
    return renderMarker(stack, provider, state as AzureState, marker);
  }

  /** A command that claims the crossing at a stack: a blob in the container of its state. */
  claim(stack: string, state: StateLocation, near: Site, claim: Claim): readonly string[] {
    return claimCommand(stack, state as AzureState, near, claim);
  }

  private providerOf(stack: TerraformStack, site: Site, subscriptionId: string, alias?: string): AzurermProvider {
    const { environment } = partitionOf(site.region.code);
    const { providerVersion } = site as AzureSite;
    stack.addOverride('terraform.required_providers.azurerm.version', providerVersion ?? BINDING.provider);
    return new AzurermProvider(stack, alias ? `azurerm-${alias}` : 'azurerm', {
      ...DEFAULTS,
      ...(site as AzureSite).provider,
      subscriptionId,
      environment,
      ...(alias ? { alias } : {}),
    });
  }
}

/** Azure: `azure.site('francecentral', …)`, `azure.stateIn('account', …)`. */
export const azure = new Azure({
  'container-images': containerImages,
  'container-service': containerService,
  machine,
  'machine-group': machineGroup,
  'kubernetes-cluster': kubernetesCluster,
  network,
  'object-storage': [objectStorage, geoObjectStorage],
  'file-storage': [fileStorage, netappFiles],
  'relational-database': [relationalDatabase, dumpedDatabase, sqlDatabase, mysqlDatabase],
  secrets,
  table,
  'load-balancer': loadBalancer,
});

/** The same, as the port sees it. */
export const azureCloud: Cloud<AzureGround> = azure;
