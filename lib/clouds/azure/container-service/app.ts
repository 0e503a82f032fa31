import {
  ContainerApp,
  type ContainerAppConfig,
  type ContainerAppTemplate,
  type ContainerAppTemplateContainer,
} from '@cdktf/provider-azurerm/lib/container-app/index.js';
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity/index.js';
import type { TerraformResource } from 'cdktf';
import { isOf } from '../../../components/declarations';
import { AIM } from '../../../port/starting';
import { works } from '../../../words/posture';
import type { AzureContext } from '../cell';
import { usesOf } from '../service-environment';
import { identityOf } from '../service-identity';
import { PROFILE, type Apps } from './apps';
import { appEnvironmentOf, type AppEnvironment } from './environment';
import { replicasAt, type AppPlacement } from './names';
import { LARGEST_SIZE, replicaSize } from './sizes';

/** Seconds that a replica has to end what it does, once it is told to stop (the library's own default; Azure's is 30). */
const STOPS_WITHIN = 120;
/** How often a probe of a start may fail at the most, and the longest time between two: the limits of the service, as azurerm 4.55 has them. */
const [TRIES, LONGEST_INTERVAL] = [30, 240];

/** Whether users, or an entrance of the architect's, are led there: an app that nobody calls has no port. */
export const isCalled = ({ placements }: Pick<AzureContext, 'placements'>, { component }: Pick<AppPlacement, 'component'>): boolean =>
  placements.some(({ declaration, retired }) => !retired && isOf('load-balancer', declaration) && declaration.target === component);

/** The app: one revision at a time, and as many replicas as its site wants. */
export function renderApp(
  context: AzureContext,
  placement: AppPlacement,
  { environment, beside }: Apps,
  doors: readonly TerraformResource[],
): ContainerApp {
  const { stack, sitePlan, workload } = context;
  const { id, component, here } = placement;
  const given = appEnvironmentOf(context, placement);
  const identity = identityOf(placement);
  return new ContainerApp(stack, id, {
    name: here.names.app,
    resourceGroupName: sitePlan.ground.group,
    containerAppEnvironmentId: environment.id,
    revisionMode: 'Single',
    workloadProfileName: PROFILE,
    identity: { type: 'UserAssigned', identityIds: [identity] },
    registry: [{ server: registryOf(context, placement), identity }],
    ...(given.secrets.length === 0 ? {} : { secret: given.secrets.map(([, secret]) => ({ ...secret, identity })) }),
    ...(isCalled(context, placement) ? { ingress: ingressOf(placement) } : {}),
    template: templateOf(context, placement, given),
    tags: { workload: workload.id, component },
    // What it is made from is looked up as it is made: its image, its secrets, and the ways to both.
    dependsOn: [...beside, ...doors],
  });
}

/** Within its network, by TLS: the environment has a certificate of its own domain. */
const ingressOf = ({ declaration: { port } }: AppPlacement): ContainerAppConfig['ingress'] => ({
  externalEnabled: true,
  targetPort: port,
  transport: 'auto',
  allowInsecureConnections: false,
  trafficWeight: [{ latestRevision: true, percentage: 100 }],
});

/** The registry that has its repository; else the first one: the image is looked for there before anything is fenced. */
export function registryOf(
  { placements, neighbour }: Pick<AzureContext, 'placements' | 'neighbour'>,
  { declaration: { repository } }: { readonly declaration: { readonly repository: string } },
): string {
  const registries = placements
    .filter(({ kind, current }) => kind === 'container-images' && current)
    .flatMap(({ kind, component }) => neighbour(kind, component) ?? []);
  const found = registries.find(({ named }) => named?.(repository)) ?? registries[0];
  return found?.endpoint?.host ?? '';
}

function templateOf(context: AzureContext, placement: AppPlacement, given: AppEnvironment): ContainerAppTemplate {
  const { form, declaration } = placement;
  const least = replicasAt(placement);
  const most = works(form) ? declaration.instances.most : least;
  return {
    minReplicas: least,
    maxReplicas: most,
    terminationGracePeriodSeconds: STOPS_WITHIN,
    container: [containerOf(context, placement, given)],
    ...(most > least
      ? { customScaleRule: [{ name: 'cpu', customRuleType: 'cpu', metadata: { type: 'Utilization', value: String(AIM) } }] }
      : {}),
  };
}

function containerOf(context: AzureContext, placement: AppPlacement, { texts, secrets }: AppEnvironment): ContainerAppTemplateContainer {
  const { repository, digest, command, size, port, startup } = placement.declaration;
  const env = [
    ...identified(context, placement, texts),
    ...texts.map(([name, value]) => ({ name, value })),
    ...secrets.map(([name, { name: secretName }]) => ({ name, secretName })),
  ];
  return {
    name: 'main',
    image: `${registryOf(context, placement)}/${repository}@${digest}`,
    ...(replicaSize(size) ?? LARGEST_SIZE),
    // What stands behind the entry point of an image is its arguments, as its own command is.
    ...(command ? { args: [...command] } : {}),
    ...(env.length === 0 ? {} : { env }),
    ...(isCalled(context, placement) ? { startupProbe: [probeOf(port, startup)] } : {}),
  };
}

/** It has twice as long as it is declared to take, until it is started again. */
const probeOf = (port: number, startup: number) => ({
  transport: 'TCP',
  port,
  intervalSeconds: Math.min(LONGEST_INTERVAL, Math.max(1, Math.ceil((2 * startup) / TRIES))),
  failureCountThreshold: TRIES,
  timeout: 3,
});

/** Which identity works on blobs or a table has to be said: an app may have several, and there is no other default (https://learn.microsoft.com/azure/container-apps/managed-identity, 2026-11). */
function identified(context: AzureContext, placement: AppPlacement, texts: AppEnvironment['texts']): { name: string; value: string }[] {
  const { stack, sitePlan } = context;
  const { id, here } = placement;
  const asked = (['object-storage', 'table'] as const).some((kind) => usesOf(context, placement, kind).length > 0);
  if (!asked || texts.some(([name]) => name === CLIENT)) return [];
  const found = new DataAzurermUserAssignedIdentity(stack, `${id}-identity`, {
    name: here.names.identity,
    resourceGroupName: sitePlan.ground.group,
  });
  return [{ name: CLIENT, value: found.clientId }];
}

const CLIENT = 'AZURE_CLIENT_ID';
