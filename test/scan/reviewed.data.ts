import type { Reviewed } from './verdict';

const PLAIN = 'the quickstart has no certificate of yours: it answers in clear text, and says so (plainHttp), with a finding';

/** Checks of checkov that fail, each with the reason why what it asks for is not done. A row that speaks of nothing any more is a fault. */
export const REVIEWED: readonly Reviewed[] = [
  {
    check: 'CKV2_AWS_18',
    types: ['aws_efs_file_system'],
    why: 'a plan of copies that the scanner does not follow names it by its ARN, where the file system serves; what follows is copied at the other site',
  },
  {
    check: 'CKV2_AWS_8',
    types: ['aws_rds_cluster'],
    why: 'a plan of copies that the scanner does not follow names it by its ARN, where the cluster serves; what follows is copied at the other site',
  },
  {
    check: 'CKV2_AWS_27',
    types: ['aws_rds_cluster'],
    why: 'queries hold what is in the data: who wants them in a log says so in its parameters',
  },
  {
    check: 'CKV_AWS_226',
    types: ['aws_rds_cluster_instance'],
    why: 'both sides of a global database are of one minor version, or no role is moved: it is declared, and moved at both',
  },
  {
    check: 'CKV_AWS_37',
    types: ['aws_eks_cluster'],
    why: 'what the scheduler and the controllers say is no evidence, and costs by the gigabyte: who needs it adds it by customize',
  },
  {
    check: 'CKV_AWS_61',
    types: ['aws_iam_role'],
    names: /-recovery$/,
    why: 'whoever recovers takes that role, by a policy of the account that says who may: no service does',
  },
  {
    check: 'CKV2_OCI_2',
    types: ['oci_core_network_security_group_security_rule'],
    names: /-within$/,
    why: 'it lets in what is in the same group of the site, and nobody from outside of it',
  },
  { check: 'CKV2_AWS_20', types: ['aws_lb'], names: /^web$/, why: PLAIN },
  { check: 'CKV_AWS_2', types: ['aws_lb_listener'], names: /^web-listener$/, why: PLAIN },
  { check: 'CKV_AWS_103', types: ['aws_lb_listener'], names: /^web-listener$/, why: PLAIN },
  {
    check: 'CKV_AWS_378',
    types: ['aws_lb_target_group'],
    why: 'TLS ends at the load balancer, where there is a certificate: what is behind it is reached inside of the network of its site alone',
  },
  {
    check: 'CKV2_AWS_28',
    types: ['aws_lb'],
    why: 'rules of a firewall are their owner’s, who names it in `firewalls`; no example has one',
  },
  {
    check: 'CKV_AWS_91',
    types: ['aws_lb'],
    why: 'the store of access logs is its owner’s, who names it in `accessLogs`; no example has one',
  },
  {
    check: 'CKV_AWS_18',
    types: ['aws_s3_bucket'],
    why: 'the store of access logs is its owner’s, who names it in `accessLogs`; no example has one',
  },
  {
    check: 'CKV2_AWS_62',
    types: ['aws_s3_bucket'],
    why: 'nobody in the examples listens to events of objects; who does adds it on the bucket that the handle gives',
  },
  {
    check: 'CKV_AWS_144',
    types: ['aws_s3_bucket'],
    why: 'the rule of replication stands in the stack that joins the sites, which a look at single stacks does not see; at ha there are copies',
  },
  {
    check: 'CKV2_AWS_34',
    types: ['aws_ssm_parameter'],
    why: 'markers and host names are no secrets, and whoever plans reads them without a key of the site',
  },
  {
    check: 'CKV2_AWS_5',
    types: ['aws_security_group'],
    why: 'of the open and the closed group one is attached: the other one is the fence, or waits behind it',
  },
  {
    check: 'CKV2_AWS_57',
    types: ['aws_secretsmanager_secret'],
    why: 'who rotates a secret is who changes it at the service; that both sites have the same is asked by steps and by doctor',
  },
  {
    check: 'CKV2_AWS_64',
    types: ['aws_kms_key'],
    why: 'the default policy leaves it to the policies of the account, which the library writes for the roles that it makes',
  },
  {
    check: 'CKV_AWS_157',
    types: ['aws_db_instance'],
    why: 'hot is declared in one zone, with what the loss of it takes said; `zonal`, ha and vital have two',
  },
  {
    check: 'CKV_AWS_158',
    types: ['aws_cloudwatch_log_group'],
    why: 'logs are encrypted with a key of the service; a key of the site would have to outlive what it logs',
  },
  {
    check: 'CKV_AWS_226',
    types: ['aws_db_instance'],
    why: 'where a replica follows, it is upgraded first, by a person (docs/databases-on-aws.md); elsewhere minor versions are taken automatically by default, which the check does not know',
  },
  {
    check: 'CKV_AWS_319',
    types: ['aws_cloudwatch_metric_alarm'],
    why: 'what watches a side that is closed or out is quiet until it is watched again: it would ring without end',
  },
  {
    check: 'CKV_AWS_394',
    types: ['aws_availability_zones'],
    why: 'subnets ignore a change of their zone, so that a zone that is added moves nothing',
  },
  {
    check: 'CKV_AWS_150',
    types: ['aws_lb'],
    why: 'where nothing of it stands by (cold, ha) it goes with the role of its site, and a protected one is not deleted',
  },
  {
    check: 'CKV2_AZURE_21',
    types: ['azurerm_storage_container'],
    why: 'who reads and writes is in the logs of a diagnostic setting, whose place is its owner’s: added in onEverySite',
  },
  {
    check: 'CKV_AZURE_33',
    types: ['azurerm_storage_account'],
    why: 'the library makes no queue in its accounts: there is nothing to log',
  },
  {
    check: 'CKV2_AZURE_33',
    types: ['azurerm_storage_account'],
    why: 'an account is reached from the subnets of its site by service endpoints, and else from where the pipeline runs; a private endpoint is added in onEverySite',
  },
  {
    check: 'CKV_AZURE_206',
    types: ['azurerm_storage_account'],
    why: 'in all zones of its region (ZRS), and in the other region by object replication: geo-redundancy goes to the paired region alone',
  },
  {
    check: 'CKV2_AZURE_32',
    types: ['azurerm_key_vault'],
    why: 'services that read the key are trusted by the vault, and whoever applies comes from where the pipeline runs; a private endpoint is added in onEverySite',
  },
  {
    check: 'CKV_AZURE_59',
    types: ['azurerm_storage_account'],
    why: 'nobody is let in but the subnets of its site, and whoever applies from where the pipeline runs (default action Deny); shut for all, no planned switch could see whether everything was sent',
  },
  {
    check: 'CKV_AZURE_112',
    types: ['azurerm_key_vault_key'],
    why: 'keys of an HSM are of the premium vault, which is dearer: who needs one changes it in onEverySite',
  },
  {
    check: 'CKV_AZURE_40',
    types: ['azurerm_key_vault_key'],
    why: 'it is rotated every year by its policy; one that ends would close the data of its site',
  },
  {
    check: 'CKV_AZURE_41',
    types: ['azurerm_key_vault_secret'],
    why: 'the password of a database does not end by itself: a secret that does would close nothing, and hide it',
  },
  {
    check: 'CKV_AZURE_136',
    types: ['azurerm_postgresql_flexible_server'],
    why: 'a replica in the other region follows, and none may have geo-redundant backups; below a replica they are on (docs/databases-on-azure.md)',
  },
  {
    check: 'CKV2_AZURE_57',
    types: ['azurerm_postgresql_flexible_server'],
    why: 'the private endpoint is the only way to a server, and a fence takes it away: so it is with the side that was left',
  },
  {
    check: 'CKV2_AZURE_2',
    types: ['azurerm_mssql_server'],
    why: 'it needs an account of storage with a key: who needs assessments adds them in onEverySite (docs/databases-on-azure.md)',
  },
  {
    check: 'CKV2_AZURE_27',
    types: ['azurerm_mssql_server'],
    why: 'who administers by Entra ID is the architect’s to say, in onEverySite; the password of the other administrator is in the vault of its site alone',
  },
  {
    check: 'CKV2_AZURE_45',
    types: ['azurerm_mssql_server'],
    why: 'the private endpoint is the only way to a server, and a fence takes it away: so it is with the side that was left',
  },
  {
    check: 'CKV2_AZURE_56',
    types: ['azurerm_mysql_flexible_server'],
    why: 'the private endpoint is the only way to a server, and a fence takes it away: so it is with the side that was left',
  },
  {
    check: 'CKV_AZURE_224',
    types: ['azurerm_mssql_database'],
    why: 'a ledger is of tables that an application makes so, and cannot be taken back: it is the architect’s, by customize',
  },
  {
    check: 'CKV_AZURE_229',
    types: ['azurerm_mssql_database'],
    why: 'over zones where the tier spreads it (vital); at hot a replica in the other region follows',
  },
  {
    check: 'CKV_AZURE_23',
    types: ['azurerm_mssql_server'],
    why: 'where audits go is their owner’s to say, in onEverySite (docs/databases-on-azure.md)',
  },
  {
    check: 'CKV_AZURE_24',
    types: ['azurerm_mssql_server'],
    why: 'where audits go, and how long they are kept, is their owner’s to say, in onEverySite (docs/databases-on-azure.md)',
  },
  {
    check: 'CKV_AZURE_53',
    types: ['azurerm_mysql_flexible_server'],
    why: 'it is off (`public_network_access` is Disabled): the check reads an argument that the provider no longer has',
  },
  {
    check: 'CKV_AZURE_94',
    types: ['azurerm_mysql_flexible_server'],
    why: 'a replica in the other region follows; below a replica geo-redundant backups are on (docs/databases-on-azure.md)',
  },
  {
    check: 'CKV_AZURE_100',
    types: ['azurerm_cosmosdb_account'],
    why: 'an account over two regions has one key: that of a site would go with its region, and the data of the other one with it (docs/tables-on-azure.md)',
  },
  {
    check: 'CKV_AZURE_97',
    types: ['azurerm_linux_virtual_machine_scale_set'],
    why: 'its disks hold nothing that is kept, and Azure encrypts them where they lie; at the host it asks for a feature of the subscription (EncryptionAtHost), and is added by azure.customize',
  },
  {
    check: 'CKV_AZURE_120',
    types: ['azurerm_application_gateway'],
    why: 'it asks for the gateway’s own configuration of a firewall: a policy of its owner does it (`firewalls`, and WAF_v2 then), which the check does not read',
  },
  {
    check: 'CKV_AZURE_160',
    types: ['azurerm_network_security_rule'],
    why: 'the gateway answers there with a redirect to HTTPS alone, where it has a certificate',
  },
  {
    check: 'CKV_AZURE_139',
    types: ['azurerm_container_registry'],
    why: 'pipelines push to it from outside of the network, and the service pulls by Entra ID: it has no admin user and no anonymous pull. A private endpoint is your own',
  },
  {
    check: 'CKV_AZURE_164',
    types: ['azurerm_container_registry'],
    why: 'images are named by digest; Microsoft ends content trust in 2028: https://learn.microsoft.com/cli/azure/acr/config/content-trust',
  },
  {
    check: 'CKV_AZURE_165',
    types: ['azurerm_container_registry'],
    why: 'there are two registries: what replicates one is managed in its home region, which may be the one that is lost',
  },
  {
    check: 'CKV_AZURE_166',
    types: ['azurerm_container_registry'],
    why: 'what an image is worth is checked where it is built: both sites hold the same digests',
  },
  {
    check: 'CKV_AZURE_167',
    types: ['azurerm_container_registry'],
    why: 'a digest that the other site still runs has no tag any more: nothing deletes it by age',
  },
  {
    check: 'CKV_AZURE_237',
    types: ['azurerm_container_registry'],
    why: 'they are for firewalls on the way out that name the registry alone; no example has one',
  },
  {
    check: 'CKV_OCI_8',
    types: ['oci_objectstorage_bucket'],
    why: 'a bucket that others replicate into takes no versions, and either side may become one; the bucket of states has them',
  },
  {
    check: 'CKV_OCI_7',
    types: ['oci_objectstorage_bucket'],
    names: /-gate$/,
    why: 'the bucket that fences another one stays empty: nothing happens to its objects, and what is done to itself is told',
  },
  {
    check: 'CKV_OCI_7',
    types: ['oci_objectstorage_bucket'],
    names: /-images$/,
    why: 'an image passes it on its way to the other site, and is deleted there: nothing of it is kept',
  },
  {
    check: 'CKV_OCI_9',
    types: ['oci_objectstorage_bucket'],
    names: /-images$/,
    why: 'an image is built again, and passes it: the key of the site comes with the stack that the image has to precede',
  },
  {
    check: 'CKV_OCI_21',
    types: ['oci_core_network_security_group_security_rule'],
    why: 'users are let in by connections: without state, a rule that lets answers out to everybody would stand beside it',
  },
  {
    check: 'CKV2_OCI_2',
    types: ['oci_core_network_security_group_security_rule'],
    names: /-(?:reaches|out)$/,
    why: 'a way out, which lets nobody in: the check asks every rule without ports',
  },
  {
    check: 'CKV2_OCI_2',
    types: ['oci_core_network_security_group_security_rule'],
    names: /-among$/,
    why: 'nodes and the API of one cluster let each other in, by their group, and nobody else',
  },
  {
    check: 'CKV2_OCI_6',
    types: ['oci_containerengine_cluster'],
    why: 'Kubernetes has had no pod security policy since 1.25: who runs there labels namespaces (Pod Security Admission)',
  },
  {
    check: 'CKV2_AZURE_1',
    types: ['azurerm_storage_account'],
    names: /^files$/,
    why: 'an account over two regions has one key, and that of a site would be lost with it: keys of Microsoft',
  },
  {
    check: 'CKV2_AZURE_35',
    types: ['azurerm_recovery_services_vault'],
    names: /^files-vault$/,
    why: 'snapshots stay in the account: the vault encrypts nothing with a key of its own, and needs nobody to be',
  },
  {
    check: 'CKV2_AZURE_38',
    types: ['azurerm_storage_account'],
    names: /^files$/,
    why: 'that is of blobs; the account has shares alone, which have it',
  },
  {
    check: 'CKV2_AZURE_40',
    types: ['azurerm_storage_account'],
    names: /^files$/,
    why: 'files are mounted by SMB with the key of the account, unless they are given a directory of their owner',
  },
  {
    check: 'CKV2_AZURE_41',
    types: ['azurerm_storage_account'],
    names: /^files$/,
    why: 'nobody is given a shared access signature; its owner who gives one gives it an end',
  },
  {
    check: 'CKV_AZURE_116',
    types: ['azurerm_kubernetes_cluster'],
    why: 'policies of what runs in a cluster are its owner’s',
  },
  {
    check: 'CKV_AZURE_168',
    types: ['azurerm_kubernetes_cluster', 'azurerm_kubernetes_cluster_node_pool'],
    why: 'how many pods a node holds is left to the service: its default fits the addresses of the subnet',
  },
  {
    check: 'CKV_AZURE_172',
    types: ['azurerm_kubernetes_cluster'],
    why: 'the driver of secrets is not installed by the library: what runs in a cluster is its owner’s',
  },
  {
    check: 'CKV_AZURE_226',
    types: ['azurerm_kubernetes_cluster'],
    why: 'sizes without room for ephemeral disks would be refused; what is on a disk of the system is built again',
  },
  {
    check: 'CKV_AZURE_227',
    types: ['azurerm_kubernetes_cluster', 'azurerm_kubernetes_cluster_node_pool'],
    why: 'encryption at the host is a feature that a subscription has to register first: its owner asks for it by `azure.customize`',
  },
  {
    check: 'CKV_AZURE_4',
    types: ['azurerm_kubernetes_cluster'],
    why: 'logs of what runs in a cluster are its owner’s; what tells that it fails is an alert of its site',
  },
];
