export { ContinuityError } from './words/errors';
export { Duration } from './objectives/duration';
export { Objectives, SCOPES, type Clock, type ObjectivesProps, type Scope, type ScopeObjectives } from './objectives/objectives';
export { Tier, type Commitment, type TierBounds, type TierName } from './objectives/tier';
export { Topology, type ActivePassiveProps } from './port/topology';
export { COPY_PLACE, COPY_PLACE_FIXES, CopyPlace, type CopyPlaceProps } from './port/copy-place';
export type { CopyPlaceContext, CopyPlaces } from './port/copy-places';
export { CloudPlace } from './port/cloud-place';
export type { CopiedAway, CopyPlacePlan, WayBack } from './words/copies';
export { Site, SITE, SITE_FIXES, type SiteProps } from './port/site';
export { StateLocation } from './port/state-location';
export { Workload, type WorkloadProps } from './workload';
export type { OwnCheckProps } from './own/checks';
export type { BaseHandle, OnBase, OnSite, SiteHandle } from './own/on-site';
export { Component, componentTakes, type ComponentProps, type Declaration } from './components/component';
export type { Declarations } from './components/declarations';
export { Network, type ExistingNetwork, type NetworkProps } from './components/network';
export { ObjectStorage, type ExistingStorage, type ObjectStorageProps, type Redundancy } from './components/object-storage';
export { FileStorage, type FileProtocol, type FileStorageProps } from './components/file-storage';
export { DatabaseEngine } from './components/database-engine';
export {
  RelationalDatabase,
  type ExistingDatabase,
  type ExistingDatabaseProps,
  type RelationalDatabaseProps,
} from './components/relational-database';
export { Table, type TableKey, type TableProps } from './components/table';
export { Throughput, type ThroughputProps } from './components/throughput';
export type { DatabaseWindows } from './components/windows';
export { Secrets, type ExistingSecrets, type SecretsProps } from './components/secrets';
export { ContainerImages, type ContainerImagesProps, type ExistingImages } from './components/container-images';
export { ContainerService, type ContainerServiceProps, type ExistingService } from './components/container-service';
export { Machine, type ExistingMachine, type MachineProps } from './components/machine';
export { MachineGroup, type ExistingMachines, type MachineGroupProps } from './components/machine-group';
export type { Instances } from './components/instances';
export type { Service, ServiceProps } from './components/service';
export {
  KubernetesCluster,
  type ClusterBackup,
  type GitOps,
  type KubernetesClusterProps,
  type NodePool,
} from './components/kubernetes-cluster';
export { LoadBalancer, type ExistingBalancer, type LoadBalancerProps } from './components/load-balancer';
export { Size, type SizeProps } from './components/size';
export { DnsFailover, type DnsFailoverProps } from './traffic/dns-failover';
export { BusinessMetric, type BusinessMetricProps } from './observation/business-metric';
export type { Aggregation } from './observation/declarations';
export { WebTest, type WebTestProps } from './observation/web-test';
export type { Geography } from './regions/residency';
export type { Acknowledgement } from './plan/input';
export type { BasePlacement, LinkPlan, Origin, Placement, TrafficPlan, WorkloadPlan } from './plan/plan';
export type { Manifest } from './reports/manifest';
export type { Situation } from './situation/schema';
export type { Effect } from './words/effect';
export type { Figure, Recovery, Zonal } from './words/figure';
export type { BuiltinKind, Kind, KindRow, OwnKind, Stage } from './words/kinds';
export type { Place, SiteRef } from './words/place';
export type { Flip, Form, Nature, Posture, Spread } from './words/posture';
export { declared, type Declared, type Shape } from './words/checked';
export { Profile, type Asked } from './words/profile';
export type { Contact, Contacts } from './words/contacts';
export type { Credentials, Secret } from './words/credentials';
export {
  checkStep,
  commandStep,
  crossingStep,
  findStep,
  found,
  script,
  type Check,
  type Command,
  type CommandProps,
  type Crossing,
  type Find,
  type FindProps,
} from './words/steps';
export * from './port/cell';
export * from './port/cloud';
export * from './port/bounds';
export * from './port/facts';
export * from './port/known-types';
export * from './port/marker';
export * from './port/marker-messages';
export * from './port/phases';
export * from './port/signals';
