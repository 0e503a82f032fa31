import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';

/** What is known of the types of a network. */
export const NETWORK_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_core_vcn: { holdsData: false, importId: `${OCID}: oci network vcn list --compartment-id OCID` },
  oci_core_default_security_list: { holdsData: false, importId: '! it comes with its network: oci network vcn get --vcn-id OCID' },
  oci_core_security_list: { holdsData: false, importId: `${OCID}: oci network security-list list --compartment-id OCID` },
  oci_core_subnet: { holdsData: false, importId: `${OCID}: oci network subnet list --compartment-id OCID` },
  oci_core_route_table: { holdsData: false, importId: `${OCID}: oci network route-table list --compartment-id OCID` },
  oci_core_internet_gateway: { holdsData: false, importId: `${OCID}: oci network internet-gateway list --compartment-id OCID` },
  oci_core_nat_gateway: { holdsData: false, importId: `${OCID}: oci network nat-gateway list --compartment-id OCID` },
  oci_core_service_gateway: { holdsData: false, importId: `${OCID}: oci network service-gateway list --compartment-id OCID` },
  oci_core_drg: { holdsData: false, importId: `${OCID}: oci network drg list --compartment-id OCID` },
  oci_core_drg_attachment: { holdsData: false, importId: `${OCID}: oci network drg-attachment list --compartment-id OCID` },
  oci_core_remote_peering_connection: {
    holdsData: false,
    importId: `${OCID}: oci network remote-peering-connection list --compartment-id OCID`,
    reach: [
      {
        argument: 'peer_region_name',
        on: 'change',
        source:
          'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/core/core_remote_peering_connection_resource.go: it is made and read in its own region, and connects to the other one',
      },
    ],
  },
};
