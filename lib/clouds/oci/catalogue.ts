import type { Reach, TypeRow } from '../../port/facts';

const OCID = '! its OCID is made by OCI';
const DOCS = 'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r';

const DATA: TypeRow = { holdsData: true };
const change = (argument: string, page: string): Omit<Reach, 'type'> => ({ argument, on: 'change', source: `${DOCS}/${page}` });

/** What is known of the types of OCI that no cell has for itself. Read 2026-11; sources in each row. */
export const OCI_TYPES: Readonly<Record<string, TypeRow>> = {
  // The ground of a site, and its base.
  oci_kms_vault: { holdsData: true, importId: `${OCID}: oci kms management vault list --compartment-id OCID` },
  oci_kms_key: { holdsData: true, importId: `${OCID}, and its import id names an endpoint: managementEndpoint/ENDPOINT/keys/OCID` },
  oci_identity_policy: { holdsData: false, importId: `${OCID}: oci iam policy list --compartment-id OCID` },
  // What tells of signals.
  oci_ons_notification_topic: { holdsData: false, importId: `${OCID}: oci ons topic list --compartment-id OCID` },
  oci_ons_subscription: { holdsData: false, importId: `${OCID}: oci ons subscription list --compartment-id OCID` },
  oci_events_rule: { holdsData: false, importId: `${OCID}: oci events rule list --compartment-id OCID` },
  oci_monitoring_alarm: { holdsData: false, importId: `${OCID}: oci monitoring alarm list --compartment-id OCID` },
  oci_health_checks_http_monitor: { holdsData: false, importId: `${OCID}: oci health-checks http-monitor list --compartment-id OCID` },
  // Who is let in to an entrance, or to a database.
  oci_core_network_security_group: { holdsData: false, importId: `${OCID}: oci network nsg list --compartment-id OCID` },
  oci_core_network_security_group_security_rule: {
    holdsData: false,
    importId: '! networkSecurityGroups/OCID/securityRules/ID: oci network nsg rules list --nsg-id OCID',
  },
  // Logs of networks and entrances.
  oci_logging_log_group: { holdsData: false, importId: `${OCID}: oci logging log-group list --compartment-id OCID` },
  oci_logging_log: {
    holdsData: false,
    importId: '! logGroupId/GROUP/logId/LOG, by their OCIDs: oci logging log list --log-group-id OCID',
  },
  // Images.
  oci_artifacts_container_repository: {
    holdsData: true,
    importId: '! container/repositories/OCID: oci artifacts container repository list --compartment-id OCID',
  },
  // The switch of traffic.
  oci_dns_rrset: { holdsData: false, importId: 'zoneNameOrId/{zone_name_or_id}/domain/{domain}/rtype/{rtype}' },
  oci_dns_steering_policy: { holdsData: false, importId: `${OCID}: oci dns steering-policy list --compartment-id OCID` },
  oci_dns_steering_policy_attachment: {
    holdsData: false,
    importId: `${OCID}: oci dns steering-policy-attachment list --compartment-id OCID`,
  },
  // Markers.
  oci_objectstorage_object: {
    holdsData: false,
    importId: '! not needed: a marker that was written without being recorded is written again',
  },
  // What architects add.
  oci_kms_vault_replication: { holdsData: false, reach: [change('replica_region', 'kms_vault_replication.html.markdown')] },
  oci_core_volume: DATA,
  oci_core_boot_volume: DATA,
  oci_core_volume_group: DATA,
  oci_nosql_table: DATA,
  oci_nosql_table_replica: { holdsData: false, reach: [change('region', 'nosql_table_replica.html.markdown')] },
  oci_queue_queue: DATA,
  oci_streaming_stream: DATA,
  oci_dns_zone: DATA,
  // Full Stack DR (website/docs/r/disaster_recovery_*.html.markdown): creating an execution runs its plan; a plan stops, moves and ends its members, and fills backend sets.
  oci_disaster_recovery_dr_plan_execution: { holdsData: false, moves: 'Full Stack DR runs the plan once it is created' },
  oci_disaster_recovery_dr_protection_group: {
    holdsData: false,
    drives: 'a plan of Full Stack DR stops, moves and ends its members, and fills their backend sets',
  },
  oci_disaster_recovery_automatic_dr_configuration: {
    holdsData: false,
    drives: 'Full Stack DR moves the role of its members by itself',
  },
  // What is written in the home region, and what has no region.
  'oci_identity_*': {
    holdsData: false,
    reach: [
      {
        region: 'home',
        on: 'change',
        source: 'https://docs.oracle.com/iaas/Content/Identity/Tasks/managingregions.htm: IAM is written in the home region only',
      },
    ],
  },
  'oci_dns_*': {
    holdsData: false,
    reach: [
      {
        region: 'global',
        on: 'read',
        source:
          'DNS of OCI is a global service (docs.oracle.com/iaas/Content/DNS/Concepts/dnszonemanagement.htm): UNVERIFIED which region its control plane needs',
      },
    ],
  },
};
