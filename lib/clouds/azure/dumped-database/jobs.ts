import { ContainerAppJob, type ContainerAppJobConfig } from '@cdktf/provider-azurerm/lib/container-app-job/index.js';
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity/index.js';
import type { TerraformResource } from 'cdktf';
import { kebab } from '../../../plan/names';
import { once } from '../../../port/once';
import { works } from '../../../words/posture';
import type { AzureContext } from '../cell';
import { PROFILE, renderApps, type Apps } from '../container-service/apps';
import { registryOf } from '../container-service/app';
import { identityIn } from '../ids';
import { keyVaultName } from '../names';
import { partitionOf } from '../partition';
import { endpointOf } from '../relational-database/base';
import { isMade } from '../restored';
import { renderDoors } from '../service-doors';
import { cronOf, jobLimit } from './figures';
import { DUMPS, jobName, storeName, type DumpedPlace, type DumpedPlacement, type JobDoes } from './names';
import { COPY, LAST, OPEN, RESTORE } from './script';

/** What each job runs. */
const RUNS: Readonly<Record<JobDoes, string>> = { copy: COPY, last: LAST, open: OPEN, back: RESTORE };

/**
 * Whether its jobs are there: where it was made, and the other side has copies alone; once that stood by, since an image that is not there refuses its job. What closes it and opens it stays where
 * it is fenced, where it reaches nothing: whether somebody closed it is known by what ran, and a job that is made anew forgets that.
 */
const isDumped = (placement: DumpedPlacement): boolean =>
  isMade(placement) && !isRestored(placement) && placement.joined === 'backup' && !placement.runsLater;

/** Whether it is restored by a job: made on the day, on the server that the same apply makes. */
export const isRestored = ({ origin, form }: Pick<DumpedPlacement, 'origin' | 'form'>): boolean =>
  origin.how === 'restored' && !origin.done && works(form);

/** The jobs of a database at its site, in what they run in, with the ways to what they need. That stands at both sites, and costs nothing while nothing runs. */
export function renderJobs(context: AzureContext, placement: DumpedPlacement, waits: readonly TerraformResource[]): TerraformResource[] {
  const { component, form } = placement;
  const apps = renderApps(context);
  const doors = renderDoors(context, { form, declaration: { uses: [component] } }, { pulls: true });
  const all: readonly JobDoes[] = [
    ...(isDumped(placement) ? (['last', 'open'] as const) : []),
    // While the other site is out, nothing is sent there.
    ...(isDumped(placement) && works(form) && !context.sitePlan.peerWithheld ? (['copy'] as const) : []),
    ...(isRestored(placement) ? (['back'] as const) : []),
  ];
  return [
    apps.environment,
    ...apps.beside,
    ...doors,
    ...all.map((does) => jobAt(context, placement, apps, { does, waits: [...doors, ...waits] })),
  ];
}

const PASSWORD = 'password';

/** One of them: of its image, with the password that the vault of its site has, and never twice at a time. */
function jobAt(
  context: AzureContext,
  placement: DumpedPlacement,
  { environment, beside }: Apps,
  { does, waits }: { readonly does: JobDoes; readonly waits: readonly TerraformResource[] },
): ContainerAppJob {
  const { stack, site, sitePlan, workload } = context;
  const { component, here, declaration } = placement;
  const { repository, digest } = declaration.dumps ?? { repository: '', digest: '' };
  const identity = identityIn(here, here.names.identity);
  const registry = registryOf(context, { declaration: { repository } });
  const vault = `${keyVaultName(sitePlan.ground)}.${partitionOf(site.region.code).vaultSuffix}`;
  const triggers: Pick<ContainerAppJobConfig, 'scheduleTriggerConfig' | 'manualTriggerConfig'> =
    does === 'copy'
      ? { scheduleTriggerConfig: { cronExpression: cronOf(sitePlan.copies.every), parallelism: 1, replicaCompletionCount: 1 } }
      : { manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 } };
  return new ContainerAppJob(stack, `${kebab(component)}-${does}`, {
    name: jobName(here.names, does),
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    containerAppEnvironmentId: environment.id,
    workloadProfileName: PROFILE,
    replicaTimeoutInSeconds: jobLimit(declaration.gib),
    replicaRetryLimit: 0,
    ...triggers,
    identity: { type: 'UserAssigned', identityIds: [identity] },
    registry: [{ server: registry, identity }],
    secret: [{ name: PASSWORD, identity, keyVaultSecretId: `https://${vault}/secrets/${here.names.password}` }],
    template: {
      container: [
        {
          name: 'main',
          image: `${registry}/${repository}@${digest}`,
          cpu: 2,
          memory: '4Gi',
          command: ['bash', '-c', RUNS[does]],
          env: [...saidTo(context, placement, does), { name: 'PGPASSWORD', secretName: PASSWORD }],
        },
      ],
    },
    tags: { workload: workload.id, component },
    dependsOn: [...beside, ...waits],
  });
}

/** What it is told: its server, the account (of the other site, but where it restores), who it is, and what is restored. */
function saidTo(context: AzureContext, placement: DumpedPlacement, does: JobDoes): { name: string; value: string }[] {
  const { here, declaration, origin } = placement;
  const peer = placement.peer as DumpedPlace;
  const { host, port } = endpointOf(placement, partitionOf(here.region).postgresSuffix);
  const at = does === 'back' ? here : peer;
  const point = origin.how === 'restored' ? origin.point : undefined;
  const identity = once(
    context.stack,
    `${kebab(placement.component)}-jobs`,
    DataAzurermUserAssignedIdentity,
    () =>
      new DataAzurermUserAssignedIdentity(context.stack, `${kebab(placement.component)}-jobs`, {
        name: here.names.identity,
        resourceGroupName: context.sitePlan.ground.group,
      }),
  );
  const texts = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: declaration.username,
    PGSSLMODE: 'require',
    STORE: `https://${storeName(at)}.${partitionOf(at.region).blobSuffix}/${DUMPS}`,
    CLIENT: identity.clientId,
    ...(does === 'back' ? { POINT: point ?? '' } : {}),
  };
  return Object.entries(texts).map(([name, value]) => ({ name, value }));
}
