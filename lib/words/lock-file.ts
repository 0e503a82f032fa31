/**
 * The file in which Terraform keeps which version of each provider it takes, and by which checksums
 * (https://developer.hashicorp.com/terraform/language/files/dependency-lock). What an architect keeps beside the code, under that name, is
 * written beside each stack: what is applied on the day is then what was tried.
 */
export const PROVIDER_LOCK = '.terraform.lock.hcl';
