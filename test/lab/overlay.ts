import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A gap of the emulator: a resource type that it does not have, left out of the lab by name. */
export const GAPS = ['aws_backup_selection'] as const;

interface Stack {
  terraform: { backend?: Record<string, Record<string, unknown>>; required_providers?: Record<string, { version?: string }> };
  provider?: Record<string, Record<string, unknown>[]>;
  resource?: Record<string, Record<string, unknown>>;
}

/**
 * Points a synthesized output at the emulator: credentials of providers and backends, endpoints of backends, any provider version. The
 * resources are the product's own bytes, but for the types of GAPS. Providers get their endpoint from the environment
 * (`AWS_ENDPOINT_URL`): a block of `endpoints` is two thirds of what a provider costs, all of it the check of that block.
 */
export function overlay(outdir: string, endpoint: string): void {
  for (const name of readdirSync(join(outdir, 'stacks'))) {
    const file = join(outdir, 'stacks', name, 'cdk.tf.json');
    const stack = JSON.parse(readFileSync(file, 'utf8')) as Stack;
    for (const provider of stack.provider?.['aws'] ?? []) Object.assign(provider, PROVIDER);
    const s3 = stack.terraform.backend?.['s3'];
    if (s3) Object.assign(s3, backendSettings(endpoint));
    for (const required of Object.values(stack.terraform.required_providers ?? {})) required.version = '>= 5.100';
    for (const type of GAPS) delete stack.resource?.[type];
    writeFileSync(file, JSON.stringify(stack, null, 2));
  }
}

const credentials = { access_key: 'lab', secret_key: 'lab' };

/** Credentials are validated on purpose: only so does the provider stay in its own region (STS) instead of asking IAM in us-east-1. */
const PROVIDER = { ...credentials, skip_metadata_api_check: 'true', s3_use_path_style: true, max_retries: 2 };

function backendSettings(endpoint: string): Record<string, unknown> {
  return {
    ...credentials,
    use_path_style: true,
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: true,
    encrypt: false,
    max_retries: 2,
    endpoints: { s3: endpoint, sts: endpoint, iam: endpoint },
  };
}
