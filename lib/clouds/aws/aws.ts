import './binding';
import { AwsProvider, type AwsProviderDefaultTags } from '@cdktf/provider-aws/lib/provider/index.js';
import type { TerraformResource, TerraformStack } from 'cdktf';
import type { Component } from '../../components/component';
import { findRegion } from '../../regions/geography';
import { AWS_REGIONS } from '../../regions/aws';
import type { CloudPlace } from '../../port/cloud-place';
import type { Site } from '../../port/site';
import type { StateLocation } from '../../port/state-location';
import { replaceCells } from '../../port/known-types';
import type { Adoption } from '../../port/adoption';
import type { Cells, Cloud, CloudCell } from '../../port/cloud';
import type { Claim } from '../../port/marker';
import type { ZoneOwner } from '../../traffic/dns-failover';
import { addCustomization, type Customization } from '../../port/customize';
import { alarms } from './alarm';
import { aurora } from './aurora/cell';
import { AWS_TYPES } from './catalogue';
import { AwsCopyPlace, type AwsCopyPlaceProps } from './copy-place';
import { copyPlaces } from './copy-vault';
import { containerImages } from './container-images/cell';
import { containerService } from './containers/cell';
import { doctor } from './doctor';
import { GROUND_NAMES, renderGround, renderGroundBase, type AwsGround } from './ground';
import { kubernetesCluster } from './kubernetes-cluster/cell';
import { fileStorage } from './file-storage/cell';
import { leftOut } from './left-out';
import { loadBalancer } from './load-balancer/cell';
import { machineGroup } from './machines/cell';
import { claimCommand, renderMarker } from './marker';
import { network } from './network/cell';
import { objectStorage } from './object-storage/cell';
import { ownCopies } from './own-copies';
import { relationalDatabase } from './relational-database/cell';
import { table } from './table/cell';
import { secrets } from './secrets/cell';
import { providerOf } from './provider';
import { AwsSite, type AwsSiteProps } from './site';
import { AwsState, type AwsStateProps } from './state';
import { renderStateStore } from './state-store';
import { traffic } from './traffic';

export type { AwsProviderArguments, AwsSiteProps } from './site';
export { awsCell } from './cell';
export type { AwsGround, AwsGroundName } from './ground';
export { AwsCopyPlace, AwsSite, AwsState };
export type { AwsCopyPlaceProps };
export type { AwsStateProps };

/** AWS as a cloud of this library. */
export class Aws implements Cloud<AwsGround> {
  /** Short name. */
  readonly name = 'aws';
  /** What nobody has shown of the library on it. */
  readonly unproven =
    'That AWS itself behaves as the emulator that the library is tried against; nor that what gets a name when it is made on the day (a restored database, endpoints, a load balancer that does not stand before) is made while the control planes of Route 53 do not answer: they are in us-east-1 in the public regions, and no stack of a site names them among what must answer. Hot and vital make them ahead.';
  /** Where it speaks of its regions in public. What is left out (sovereign partitions) nobody looked up. */
  readonly statusPages = {
    aws: {
      url: 'https://health.aws.amazon.com/health/status',
      source: 'https://docs.aws.amazon.com/health/latest/ug/first-time-user.html (Service health: without an account)',
      date: '2026-11-29',
    },
  };
  /** Its regions. */
  readonly regions = AWS_REGIONS;
  /** Names of what lies under the components. */
  readonly groundNames = GROUND_NAMES;
  /** Its switch of traffic. */
  readonly traffic = traffic;
  /** The key, the vault and the schedule of copies of a site. */
  readonly ground = renderGround;
  /** Copies in a place that is no site. */
  readonly copyPlaces = copyPlaces;
  /** Copies of what an architect adds. */
  readonly ownCopies = ownCopies;
  /** What none of its services takes. */
  readonly leftOut = leftOut;
  /** The role of the copies. */
  readonly groundBase = renderGroundBase;
  /** What tells of a signal, at the topic of its site. */
  readonly alarms = alarms;
  /** What is asked ahead of the day. */
  readonly doctor = doctor;
  /** The ARN of the site's key. */
  readonly keyOf = ({ key }: AwsGround): string => key.arn;

  constructor(
    /** Its services. */
    readonly cells: Cells<CloudCell<AwsGround>>,
    /** What is known of the resource types that no cell has for itself. */
    readonly types = AWS_TYPES,
  ) {}

  /** A region of AWS, in one account. Throws `DR-GEO-00` where the region does not exist, with the nearest one that does. */
  site(region: string, props: AwsSiteProps): AwsSite {
    return new AwsSite(this, findRegion(AWS_REGIONS, region), props);
  }

  /**
   * An account and a region that are no site, where copies go, too (`copiesIn` of a workload): a vault that is locked, of a key of its own, that
   * takes copies from the accounts of the sites alone. Throws `DR-GEO-00` where the region does not exist, `DR-COPY-02`, `DR-LOCK-03`.
   */
  copyPlace(props: AwsCopyPlaceProps): AwsCopyPlace {
    const { region } = (props ?? {}) as Partial<AwsCopyPlaceProps>;
    return new AwsCopyPlace(this, findRegion(AWS_REGIONS, region as string), props);
  }

  /** State in an S3 bucket, in the site it is given to unless a region is named. */
  stateIn(bucket: string, props: AwsStateProps = {}): AwsState {
    return new AwsState(bucket, props);
  }

  /** The same cloud with cells of your own, in place of those of the same kind: one a kind, or several of which each takes some. */
  with(cells: Cells<CloudCell<AwsGround>>): Aws {
    const own = replaceCells(this, cells);
    return new Aws(own.cells, own.types);
  }

  /** Changes what was rendered for a component on AWS: runs at every site, before `onEverySite`. */
  customize<R extends TerraformResource = TerraformResource>(
    component: Component,
    change: (customization: Customization<R>) => void,
  ): void {
    addCustomization(component, this.name, change as (customization: Customization) => void);
  }

  /** The provider of a place; pinned to its account. */
  provide(stack: TerraformStack, place: CloudPlace, alias?: string, owner?: ZoneOwner): AwsProvider {
    return providerOf(stack, place, place.region.code, alias, owner);
  }

  /** By the providers of a stack: they tag what they make. */
  tag(stack: TerraformStack, _: readonly TerraformResource[], tags: Readonly<Record<string, string>>): void {
    for (const provider of stack.node.findAll().filter((one) => one instanceof AwsProvider)) {
      const given = provider.defaultTagsInput;
      const [own] = Array.isArray(given) ? (given as AwsProviderDefaultTags[]) : [];
      provider.defaultTags = [{ ...own, tags: { ...tags, ...own?.tags } }];
    }
  }

  /** The provider of the region where a state is kept. */
  provideState(stack: TerraformStack, state: StateLocation, near: Site, alias = 'state'): AwsProvider {
    return providerOf(stack, near, state.region ?? near.region.code, alias);
  }

  /** The bucket that states are kept in, with its key, in the account of the site that it belongs to. */
  renderState(stack: TerraformStack, states: readonly StateLocation[], near: CloudPlace): readonly Adoption[] {
    providerOf(stack, near, (states[0] as AwsState).region as string);
    return renderStateStore(stack, states as readonly AwsState[]);
  }

  /** The marker of a stack: an SSM parameter in the region of its state. */
  mark(...[stack, provider, , marker]: Parameters<Cloud['mark']>): TerraformResource {
    return renderMarker(stack, provider, marker);
  }

  /** A command that claims the crossing at a stack: an SSM parameter beside its marker. */
  claim(stack: string, state: StateLocation, near: Site, claim: Claim): readonly string[] {
    return claimCommand(stack, state.region ?? near.region.code, claim);
  }
}

/** AWS: `aws.site('eu-west-3', …)`, `aws.stateIn('bucket')`. */
export const aws = new Aws({
  network,
  'object-storage': objectStorage,
  'file-storage': fileStorage,
  'relational-database': [relationalDatabase, aurora],
  table,
  secrets,
  'container-images': containerImages,
  'container-service': containerService,
  'machine-group': machineGroup,
  'kubernetes-cluster': kubernetesCluster,
  'load-balancer': loadBalancer,
});
