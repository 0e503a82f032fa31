import type { ContainerServiceDeclaration } from '../../../components/container-service';
import type { BasePlacement } from '../../../plan/plan';
import type { AwsPlacement } from '../cell';
import type { ServiceAt } from '../cli-containers';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground-names';

/** The names that a service asks for. */
export const SERVICE_NAMES = {
  service: AWS_NAMES.service,
  cluster: AWS_NAMES.service,
  executionRole: AWS_NAMES.executionRole,
  taskRole: AWS_NAMES.taskRole,
  logs: AWS_NAMES.logs,
  group: AWS_NAMES.securityGroup,
};

type Name = keyof typeof SERVICE_NAMES;
/** A service at a site. */
export type ServicePlacement = AwsPlacement<ContainerServiceDeclaration, Name>;
/** What is known of a service at a site whatever the situation. */
export type ServiceBase = BasePlacement<ContainerServiceDeclaration, Name, AwsGroundName>;

/** A service has a cluster of its own, of the same name: a cluster costs nothing, and nothing is shared then. */
export const serviceAt = ({ here: { region, names } }: Pick<ServicePlacement, 'here'>): ServiceAt => ({
  region,
  cluster: names.cluster,
  service: names.service,
});
