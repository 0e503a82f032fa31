import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule } from '@cdktf/provider-oci/core-network-security-group-security-rule';
import { CoreVolumeBackupPolicy } from '@cdktf/provider-oci/core-volume-backup-policy';
import { Fn } from 'cdktf';
import { kebab } from '../../../plan/names';
import type { Rendered } from '../../../port/cloud';
import type { OciContext } from '../cell';
import { networkOf } from '../network/cell';
import { KEEP_DAYS } from './figures';
import { KEY_TAG, type MachinePlacement } from './names';

/**
 * What steps find by name at a site: the policy by which volumes are copied there, and who is let in to the machine that is made. The machine, the group of its volumes and its replica are in no
 * state: of a volume group the whole source is force-new, `Read` takes it from the service, and `Delete` is refused while it is replicated (v7.29.0,
 * https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/core/core_volume_group_resource.go).
 */
export function renderMachine(context: OciContext, placement: MachinePlacement): Rendered {
  const policy = policyAt(context, placement);
  if (placement.here.existing) return { ready: [policy], waits: [] };
  const guard = renderGuard(context, placement);
  return { instance: guard, ready: [policy, guard], waits: [] };
}

/** One for all generations: a copy a day, kept as long as the library keeps any. It says the key of its site, too. */
function policyAt({ stack, site, workload, ground }: OciContext, { component, here }: MachinePlacement): CoreVolumeBackupPolicy {
  const id = `${kebab(component)}-copies`;
  const there = stack.node.tryFindChild(id) as CoreVolumeBackupPolicy | undefined;
  return (
    there ??
    new CoreVolumeBackupPolicy(stack, id, {
      compartmentId: site.account,
      displayName: here.names.copies,
      schedules: [
        {
          ...{ backupType: 'INCREMENTAL', period: 'ONE_DAY', retentionSeconds: KEEP_DAYS * 24 * 3600 },
          ...{ offsetType: 'STRUCTURED', hourOfDay: 1, timeZone: 'UTC' },
        },
      ],
      freeformTags: { workload: workload.id, component, [KEY_TAG]: ground.keyId },
    })
  );
}

/** What is like no other says no port: it is reached from the network of its site, and reaches whatever that has a way to. */
function renderGuard(context: OciContext, { id, here, component }: MachinePlacement): CoreNetworkSecurityGroup {
  const { stack, site, workload } = context;
  const { vpcId, ranges } = networkOf(context);
  const group = new CoreNetworkSecurityGroup(stack, `${id}-guard`, {
    compartmentId: site.account,
    vcnId: vpcId,
    displayName: here.names.guard,
    freeformTags: { workload: workload.id, component },
  });
  const all = { networkSecurityGroupId: group.id, protocol: 'all' };
  const within = new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-within`, {
    ...{ ...all, direction: 'INGRESS', description: 'from inside the site', source: '${each.value}', sourceType: 'CIDR_BLOCK' },
  });
  within.addOverride('for_each', Fn.toset(ranges as string[]));
  new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-reaches`, {
    ...{ ...all, direction: 'EGRESS', description: 'what it works with', destination: '0.0.0.0/0', destinationType: 'CIDR_BLOCK' },
  });
  return group;
}
