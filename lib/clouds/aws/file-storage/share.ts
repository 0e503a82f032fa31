import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system/index.js';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target/index.js';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { kebab } from '../../../plan/names';
import type { Rendered } from '../../../port/cloud';
import { works } from '../../../words/posture';
import type { AwsContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import { hostParameter } from '../published';
import { renderGroup } from '../security-group';
import { takeCopies } from '../vault';
import type { FilesPlacement } from './names';

const NFS = 2049;

/**
 * A file system of one generation, and its addresses in the network of its site. What follows may be overwritten from its birth on, and is read-only while it follows; once that
 * is ended the service protects it again, by itself (https://docs.aws.amazon.com/efs/latest/ug/replicate-existing-destination.html, 2026-11): so nothing that took a write is
 * ever overwritten, and what protects it is no matter of Terraform, which reads `REPLICATING` and would be refused (v6.25.0, file_system.go: `protection` takes the other two).
 */
export function renderFiles(context: AwsContext, placement: FilesPlacement): Rendered {
  const { stack, ground, workload } = context;
  const { id, here, form, attached, current } = placement;
  const files = new EfsFileSystem(stack, id, {
    creationToken: here.names.files,
    encrypted: true,
    kmsKeyId: ground.key.arn,
    // What it is paid for is what is read and written: a small one is not slow, nor one that was restored into.
    throughputMode: 'elastic',
    ...(attached ? { protection: { replicationOverwrite: 'DISABLED' } } : {}),
    tags: { Name: here.names.files },
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['protection'] },
  });
  if (works(form)) takeCopies(context, id, files.arn);
  const guard = renderGuard(context, placement);
  const mounts = form === 'fenced' ? [] : renderMounts(context, placement, files, guard);
  if (!current) return { instance: files, ready: [], waits: [] };
  publish(context, placement, files.dnsName);
  return { instance: files, ready: [files, ...mounts], waits: [files], endpoint: { host: files.dnsName, port: NFS, name: '/' } };
}

/**
 * An address in each private subnet: one a zone, as the service asks. A fence takes them away, which "forcibly breaks any mounts" by them
 * (https://docs.aws.amazon.com/efs/latest/ug/API_DeleteMountTarget.html, 2026-11): a group that admits nobody would leave the connections that it knows, and a policy is asked
 * where somebody connects.
 */
function renderMounts(
  context: AwsContext,
  placement: FilesPlacement,
  { id: fileSystemId }: EfsFileSystem,
  guard: SecurityGroup,
): EfsMountTarget[] {
  return networkOf(context).privateSubnets.map(
    (subnetId, i) =>
      new EfsMountTarget(context.stack, `${placement.id}-mount-${i + 1}`, {
        ...{ fileSystemId, subnetId, securityGroups: [guard.id] },
        dependsOn: [...networkReady(context)],
      }),
  );
}

function renderGuard(context: AwsContext, { id, here, component }: FilesPlacement): SecurityGroup {
  const { vpcId, ranges } = networkOf(context);
  return renderGroup(context.stack, `${id}-guard`, {
    name: here.names.files,
    description: `Whoever mounts ${component} inside the site`,
    vpcId,
    ingress: [{ from_port: NFS, to_port: NFS, protocol: 'tcp', cidr_blocks: ranges, description: 'NFS from inside the site' }],
    egress: [],
    tags: { Workload: context.workload.id },
  });
}

/** Where applications find it: under a name that no generation changes. */
const publish = ({ stack }: AwsContext, { component, here }: FilesPlacement, value: string): SsmParameter =>
  new SsmParameter(stack, `${kebab(component)}-host`, { name: hostParameter(here, component), type: 'String', value });
