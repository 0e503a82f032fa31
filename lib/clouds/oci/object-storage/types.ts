import type { TypeRow } from '../../../port/facts';

/** What is known of the types of a bucket. */
export const BUCKET_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_objectstorage_bucket: { holdsData: true, importId: 'n/{namespace}/b/{name}' },
  oci_objectstorage_object_lifecycle_policy: { holdsData: false, importId: 'n/{namespace}/b/{bucket}/l' },
  oci_objectstorage_replication_policy: {
    holdsData: false,
    // https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm, 2026-11.
    drives:
      'a bucket is source or destination, of one policy: a destination is read-only, and the side that stands by is one, so that a second policy of it is refused by the service, or closes it',
    importId:
      '! its id is made by OCI: oci os replication list-replication-policies --bucket-name NAME; the import id is n/NAMESPACE/b/BUCKET/replicationPolicies/ID',
    reach: [
      {
        argument: 'destination_region_name',
        on: 'change',
        source:
          'oracle/terraform-provider-oci, objectstorage_replication_policy_resource.go: read and written at the source; the destination is checked by the service (UNVERIFIED for reads)',
      },
    ],
  },
};
