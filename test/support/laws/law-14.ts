import { knownTypes } from '../../../lib/port/known-types';
import type { CloudUnderTest } from '../clouds';
import { blocksOf } from '../json';
import type { Output } from '../synth';
import type { Action, Procedure } from '../../../lib/words/actions';
import { kebab } from '../../../lib/plan/names';
import { CATALOGUE } from './law-07';
import { presentIn, type Violations } from './reading';

/** Types that hold no data: made again from the code, they are what they were. One row for each that is rendered. */
const BUILT_AGAIN: Readonly<Record<string, string>> = {
  aws: `appautoscaling_policy appautoscaling_target autoscaling_group autoscaling_policy backup_plan backup_selection
    backup_vault_lock_configuration backup_vault_policy cloudwatch_event_rule cloudwatch_event_target cloudwatch_log_group
    cloudwatch_metric_alarm db_parameter_group db_subnet_group default_security_group ec2_capacity_reservation ecs_cluster ecs_service
    ecs_task_definition efs_mount_target efs_replication_configuration eip eks_access_entry eks_access_policy_association eks_addon eks_node_group eks_pod_identity_association flow_log iam_instance_profile iam_role iam_role_policy iam_role_policy_attachment internet_gateway
    kms_alias launch_template lb lb_listener lb_listener_rule lb_target_group lb_target_group_attachment nat_gateway route route53_health_check route53_record
    route_table route_table_association s3_bucket_lifecycle_configuration s3_bucket_logging s3_bucket_ownership_controls s3_bucket_policy
    s3_bucket_public_access_block s3_bucket_replication_configuration s3_bucket_server_side_encryption_configuration
    s3_bucket_versioning security_group sns_topic sns_topic_policy sns_topic_subscription ssm_parameter subnet vpc vpc_endpoint
    wafv2_web_acl_association rds_cluster_instance rds_cluster_parameter_group`,
  azure: `application_gateway application_insights application_insights_standard_web_test application_security_group capacity_reservation capacity_reservation_group backup_container_storage_account backup_policy_file_share backup_policy_vm site_recovery_fabric site_recovery_protection_container site_recovery_protection_container_mapping site_recovery_replication_policy container_app container_app_environment container_app_job cosmosdb_sql_role_assignment disk_encryption_set dns_a_record dns_cname_record federated_identity_credential kubernetes_cluster_extension kubernetes_cluster_node_pool kubernetes_flux_configuration linux_virtual_machine_scale_set log_analytics_workspace management_lock monitor_autoscale_setting monitor_action_group monitor_activity_log_alert
    monitor_diagnostic_setting monitor_metric_alert monitor_scheduled_query_rules_alert_v2 mssql_failover_group mysql_flexible_server_configuration nat_gateway nat_gateway_public_ip_association netapp_snapshot_policy network_security_group network_security_rule postgresql_flexible_server_configuration
    postgresql_flexible_server_virtual_endpoint private_dns_a_record private_dns_zone private_dns_zone_virtual_network_link private_endpoint public_ip role_assignment
    storage_container_immutability_policy storage_management_policy storage_object_replication subnet subnet_nat_gateway_association subnet_network_security_group_association
    traffic_manager_external_endpoint traffic_manager_nested_endpoint traffic_manager_profile user_assigned_identity virtual_network`,
  oci: `autoscaling_auto_scaling_configuration bastion_bastion containerengine_node_pool core_compute_capacity_reservation core_volume_backup_policy
    core_default_security_list core_drg core_drg_attachment core_instance_configuration core_instance_pool core_internet_gateway
    core_nat_gateway core_network_security_group core_network_security_group_security_rule core_public_ip core_remote_peering_connection
    core_route_table core_security_list core_service_gateway core_subnet core_vcn dns_rrset dns_steering_policy
    dns_steering_policy_attachment events_rule file_storage_export file_storage_filesystem_snapshot_policy file_storage_mount_target
    file_storage_replication health_checks_http_monitor identity_policy load_balancer_backend load_balancer_backend_set
    load_balancer_listener load_balancer_load_balancer load_balancer_rule_set logging_log logging_log_group monitoring_alarm
    mysql_mysql_configuration psql_configuration
    ons_notification_topic objectstorage_object objectstorage_object_lifecycle_policy
    objectstorage_replication_policy waf_web_app_firewall waf_web_app_firewall_policy`,
  fake: 'alarm check copy entrance marker path record',
};

const PREFIX: Readonly<Record<string, string>> = { aws: 'aws_', azure: 'azurerm_', oci: 'oci_', fake: 'fake_' };

/**
 * Law 14: tables are closed. Every type that is rendered is known to hold data or to hold none; and what holds data has a row of what a
 * failover changes of it, and of how it is found again where an apply died before it wrote it down.
 */
export function lawFourteen(output: Output, { name, cloud }: Pick<CloudUnderTest, 'name' | 'cloud'>): Violations {
  const none = new Set((BUILT_AGAIN[name] ?? '').split(/\s+/).map((type) => `${PREFIX[name]}${type}`));
  const { stateful, importIds, has } = knownTypes(cloud);
  const known = (type: string): string[] => {
    if (!has(type)) return ['nobody says whether it holds data'];
    if (none.has(type)) return stateful.includes(type) ? ['is said to hold data, and to hold none'] : [];
    if (!stateful.includes(type)) return ['nobody says whether it holds data'];
    return [
      ...(CATALOGUE[type] ? [] : ['nobody says what a failover changes of it']),
      ...(importIds[type] === undefined ? ['nobody says how it is imported'] : []),
    ];
  };
  return presentIn(output).flatMap(({ id, json }) =>
    [...new Set(blocksOf(json).map(({ type }) => type))].flatMap((type) => known(type).map((fault) => `${id}: ${type}: ${fault}`)),
  );
}

/** Law 14: whoever promotes, restores or rejoins by a command, or switches roles, says what that does behind Terraform. */
export function lawFourteenEffects(
  output: Output,
  procedures: readonly Procedure[],
  under: Pick<CloudUnderTest, 'name' | 'cloud'>,
): Violations {
  const known = knownTypes(under.cloud);
  const commands = procedures.flatMap(({ waves }) =>
    waves.flatMap(({ name, actions }) => actions.filter((one) => one.do === 'command' && (one.pointOfNoReturn || name === 'rejoin'))),
  );
  return output.manifest.workloads.flatMap(({ components }) =>
    components.flatMap(({ component, flip, effects }) => {
      const touches = flip === 'switch' || commands.some((one) => isOf(one, component));
      return [
        ...(touches && effects.length === 0 ? [`${component}: nobody says what its promotion does behind Terraform`] : []),
        ...effects
          .filter(({ type, terraform }) => terraform === 'not ours' && known.has(type))
          .map(({ type }) => `${component}: ${type} is said to be not ours, and is rendered`),
        ...effects
          .filter(({ terraform }) => terraform === 'ignored')
          .flatMap(({ type, how }) => unignored(output, component, type, how.split(/,\s*/)).map((fault) => `${component}: ${fault}`)),
      ];
    }),
  );
}

/** Whether a step is of a component: its id ends with that, whatever its generation and its site. */
const isOf = ({ id }: Action, component: string): boolean => new RegExp(`^[a-z]+(-[a-z]+)*-${kebab(component)}(-g\\d+)?(-|$)`).test(id);

/** What a component's resources of a type do not ignore. */
function unignored(output: Output, component: string, type: string, args: readonly string[]): string[] {
  const own = new RegExp(`^${type}\\.${kebab(component)}(-|$)`);
  return presentIn(output).flatMap(({ id, json }) =>
    blocksOf(json)
      .filter(({ address }) => own.test(address))
      .flatMap(({ address, body }) => {
        const ignored = (body['lifecycle'] as { ignore_changes?: string | readonly string[] } | undefined)?.ignore_changes ?? [];
        return args
          .filter((one) => !ignored.includes(one) && !ignored.includes('all'))
          .map((one) => `${id}: ${address} does not ignore ${one}`);
      }),
  );
}
