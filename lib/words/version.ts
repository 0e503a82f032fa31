/** Version of this library, printed on everything that it writes for people. */
export const VERSION = '0.1.0';

/**
 * The oldest Terraform that what is written is for: arguments that are only written (https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only)
 * are of 1.11, ephemeral values and locks of a state in S3 itself of 1.10.
 */
export const OLDEST_TERRAFORM = '1.11';
