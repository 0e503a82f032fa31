import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';

/** What is known of the types of an entrance. */
export const BALANCER_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_core_public_ip: { holdsData: false, importId: `${OCID}: oci network public-ip list --compartment-id OCID --scope REGION` },
  oci_load_balancer_load_balancer: { holdsData: false, importId: `${OCID}: oci lb load-balancer list --compartment-id OCID` },
  oci_load_balancer_backend_set: { holdsData: false, importId: '! loadBalancers/OCID/backendSets/NAME' },
  oci_load_balancer_backend: { holdsData: false, importId: '! loadBalancers/OCID/backendSets/NAME/backends/ADDRESS:PORT' },
  oci_load_balancer_rule_set: { holdsData: false, importId: '! loadBalancers/OCID/ruleSets/NAME' },
  oci_load_balancer_listener: { holdsData: false, importId: '! loadBalancers/OCID/listeners/NAME' },
  oci_waf_web_app_firewall_policy: { holdsData: false, importId: `${OCID}: oci waf web-app-firewall-policy list --compartment-id OCID` },
  oci_waf_web_app_firewall: { holdsData: false, importId: `${OCID}: oci waf web-app-firewall list --compartment-id OCID` },
};
