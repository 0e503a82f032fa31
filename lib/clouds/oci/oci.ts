import './binding';
import type { OciProvider } from '@cdktf/provider-oci/provider';
import type { TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { Component } from '../../components/component';
import type { SiteRef } from '../../words/place';
import type { Check } from '../../words/steps';
import { findRegion } from '../../regions/geography';
import { OCI_REGIONS } from '../../regions/oci';
import type { Site } from '../../port/site';
import type { StateLocation } from '../../port/state-location';
import { replaceCells } from '../../port/known-types';
import type { Adoption } from '../../port/adoption';
import type { Cells, Cloud, CloudCell } from '../../port/cloud';
import { tagEach } from '../../port/tagged';
import type { Claim, Marker } from '../../port/marker';
import { addCustomization, type Customization } from '../../port/customize';
import { alarms } from './alarm';
import { domainsOf } from './availability-domains';
import { OCI_TYPES } from './catalogue';
import { doctor } from './doctor';
import { baseDatabase } from './base-database/cell';
import { containerImages } from './container-images/cell';
import { GROUND_NAMES, renderGround, renderGroundBase, type OciGround, type OciGroundName } from './ground';
import { claimCommand, renderMarker } from './marker';
import { kubernetesCluster } from './kubernetes-cluster/cell';
import { fileStorage } from './file-storage/cell';
import { leftOut } from './left-out';
import { loadBalancer } from './load-balancer/cell';
import { machine } from './machine/cell';
import { machineGroup } from './machines/cell';
import { mysqlDatabase } from './mysql/cell';
import { network } from './network/cell';
import { objectStorage } from './object-storage/cell';
import { postgresDatabase } from './postgresql/cell';
import { autonomousDatabase } from './relational-database/cell';
import { providerOf } from './provider';
import { secrets } from './secrets/cell';
import { settles } from './settles';
import { traffic } from './traffic/cell';
import { OciSite, type OciSiteProps } from './site';
import { OciState, type OciStateProps } from './state';
import { renderStateStore } from './state-store';

export { ociCell } from './cell';
export { FullStackDr, type FullStackDrProps, type FullStackDrSide } from './full-stack-dr';
export type { OciGround, OciGroundName } from './ground';
export type { OciProviderArguments, OciSiteProps } from './site';
export type { OciStateProps } from './state';
export { OciSite, OciState };

/** OCI as a cloud of this library: networks, object storage, files, databases, secrets, machines, entrances and the switch of traffic so far. */
export class Oci implements Cloud<OciGround> {
  /** Short name. */
  readonly name = 'oci';
  /** What nobody has shown of the library on it. */
  readonly unproven =
    "That an apply on oci succeeds: the library checks what it writes against the provider's schema and applies nothing there.";
  /** Where it speaks of its regions in public. What is left out (sovereign partitions) nobody looked up. */
  readonly statusPages = {
    oc1: {
      url: 'https://ocistatus.oraclecloud.com/',
      source: 'https://docs.oracle.com/en-us/iaas/Content/General/Concepts/status-service.htm (a dashboard for each realm)',
      date: '2026-11-29',
    },
  };
  /** Its regions. */
  readonly regions = OCI_REGIONS;
  /** Names of what lies under the components. */
  readonly groundNames = GROUND_NAMES;
  /** The key of a site. */
  readonly ground = renderGround;
  /** The grants to Object Storage. */
  readonly groundBase = renderGroundBase;
  /** Its region, which OCIDs and endpoints have as a part; and its availability domains. */
  readonly idsOf = ({ region }: SiteRef): readonly string[] => [region, ...domainsOf(region)];
  /** What tells of an event, at the topic of its site. */
  readonly alarms = alarms;
  /** A policy is seen some time after it is made, and later in another region than the home one. */
  readonly settles = (site: SiteRef): readonly Check[] => settles(site as SiteRef<OciGroundName>);
  /** The switch of traffic. */
  readonly traffic = traffic;
  /** What is asked ahead of the day. */
  readonly doctor = doctor;
  /** Engines without a cell, and why. */
  readonly leftOut = leftOut;
  /** The OCID of the site's key. */
  readonly keyOf = ({ keyId }: OciGround): string => keyId;

  constructor(
    /** Its services. */
    readonly cells: Cells<CloudCell<OciGround>>,
    /** What is known of the resource types that no cell has for itself. */
    readonly types = OCI_TYPES,
  ) {}

  /** A region of OCI, in one compartment. Throws `DR-GEO-00` where the region does not exist, with the nearest one that does. */
  site(region: string, props: OciSiteProps): OciSite {
    return new OciSite(this, findRegion(OCI_REGIONS, region), props);
  }

  /** State in a bucket, in the site it is given to unless a region is named. */
  stateIn(bucket: string, props: OciStateProps): OciState {
    return new OciState(bucket, props);
  }

  /** The same cloud with cells of your own, in place of those of the same kind: one a kind, or several of which each takes some. */
  with(cells: Cells<CloudCell<OciGround>>): Oci {
    const own = replaceCells(this, cells);
    return new Oci(own.cells, own.types);
  }

  /** Changes what was rendered for a component on OCI: runs at every site, before `onEverySite`. */
  customize<R extends TerraformResource = TerraformResource>(
    component: Component,
    change: (customization: Customization<R>) => void,
  ): void {
    addCustomization(component, this.name, change as (customization: Customization) => void);
  }

  /** The site's provider. */
  provide(stack: TerraformStack, site: Site, alias?: string): OciProvider {
    return providerOf(stack, site, site.region.code, alias);
  }

  /** On each resource: its provider has no tags of its own for all of them. */
  tag(_: TerraformStack, resources: readonly TerraformResource[], tags: Readonly<Record<string, string>>): void {
    tagEach(resources, 'freeformTags', tags);
  }

  /** The provider of the region where a state is kept. */
  provideState(stack: TerraformStack, state: StateLocation, near: Site, alias = 'state'): OciProvider {
    return providerOf(stack, near, state.region ?? near.region.code, alias);
  }

  /** The bucket that states are kept in, with its key and the grant to use it, in the compartment of the site that it belongs to. */
  renderState(stack: TerraformStack, states: readonly StateLocation[], near: Site): readonly Adoption[] {
    const own = near as OciSite;
    providerOf(stack, near, (states[0] as OciState).region as string);
    return renderStateStore(stack, states as readonly OciState[], own, providerOf(stack, near, own.homeRegion, 'home'));
  }

  /** The marker of a stack: names of empty objects in the bucket of its state. */
  mark(stack: TerraformStack, provider: TerraformProvider | undefined, state: StateLocation, marker: Marker): TerraformResource {
    return renderMarker(stack, provider, state as OciState, marker);
  }

  /** A command that claims the crossing at a stack: an object in the bucket of its state. */
  claim(stack: string, state: StateLocation, near: Site, claim: Claim): readonly string[] {
    return claimCommand(stack, state as OciState, near, claim);
  }
}

/** OCI: `oci.site('eu-frankfurt-1', …)`, `oci.stateIn('bucket', …)`. */
export const oci = new Oci({
  network,
  'object-storage': objectStorage,
  'file-storage': fileStorage,
  'relational-database': [autonomousDatabase, baseDatabase, mysqlDatabase, postgresDatabase],
  secrets,
  'container-images': containerImages,
  'kubernetes-cluster': kubernetesCluster,
  machine,
  'machine-group': machineGroup,
  'load-balancer': loadBalancer,
});

/** The same, as the port sees it. */
export const ociCloud: Cloud<OciGround> = oci;
