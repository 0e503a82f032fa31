import type { Declaration } from './component';
import type { ContainerImagesDeclaration } from './container-images';
import type { ContainerServiceDeclaration } from './container-service';
import type { FileStorageDeclaration } from './file-storage';
import type { KubernetesClusterDeclaration } from './kubernetes-cluster';
import type { LoadBalancerDeclaration } from './load-balancer';
import type { MachineDeclaration } from './machine';
import type { MachineGroupDeclaration } from './machine-group';
import type { NetworkDeclaration } from './network';
import type { ObjectStorageDeclaration } from './object-storage';
import type { RelationalDatabaseDeclaration } from './relational-database';
import type { SecretsDeclaration } from './secrets';
import type { TableDeclaration } from './table';

/** How each kind is declared: what a cell of that kind is told. */
export interface Declarations {
  /** Of a `Network`. */
  readonly network: NetworkDeclaration;
  /** Of an `ObjectStorage`. */
  readonly 'object-storage': ObjectStorageDeclaration;
  /** Of a `FileStorage`. */
  readonly 'file-storage': FileStorageDeclaration;
  /** Of a `RelationalDatabase`. */
  readonly 'relational-database': RelationalDatabaseDeclaration;
  /** Of a `Table`. */
  readonly table: TableDeclaration;
  /** Of `Secrets`. */
  readonly secrets: SecretsDeclaration;
  /** Of `ContainerImages`. */
  readonly 'container-images': ContainerImagesDeclaration;
  /** Of a `ContainerService`. */
  readonly 'container-service': ContainerServiceDeclaration;
  /** Of a `Machine`. */
  readonly machine: MachineDeclaration;
  /** Of a `MachineGroup`. */
  readonly 'machine-group': MachineGroupDeclaration;
  /** Of a `KubernetesCluster`. */
  readonly 'kubernetes-cluster': KubernetesClusterDeclaration;
  /** Of a `LoadBalancer`. */
  readonly 'load-balancer': LoadBalancerDeclaration;
}

/** Whether something is declared as that kind. */
export function isOf<K extends keyof Declarations>(kind: K, declaration: Declaration): declaration is Declarations[K] {
  return declaration.kind === kind;
}
