import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A gap of the emulator: a resource type that it does not have, left out of the lab by name. */
export const GAPS = ['aws_backup_selection'] as const;

/** Arguments that the provider of the lab is too old for, by type and block. */
const TOO_NEW = [['aws_s3_bucket_server_side_encryption_configuration', 'rule', 'blocked_encryption_types']] as const;

interface Stack {
  terraform: { backend?: Record<string, Record<string, unknown>>; required_providers?: Record<string, { version?: string }> };
  provider?: Record<string, Record<string, unknown>[]>;
  resource?: Record<string, Record<string, unknown>>;
  data?: Record<string, unknown>;
  ephemeral?: Record<string, unknown>;
}

/**
 * Points a synthesized output at the emulator: credentials of providers and backends, endpoints of backends, any provider version. The
 * resources are the product's own bytes, but for the types of GAPS. Providers get their endpoint from the environment
 * (`AWS_ENDPOINT_URL`): a block of `endpoints` is two thirds of what a provider costs, all of it the check of that block.
 * Returns the types of all that is in a stack.
 */
export function overlay(outdir: string, endpoint: string): ReadonlySet<string> {
  const types = new Set<string>();
  for (const directory of directoriesIn(outdir)) {
    const file = join(directory, 'cdk.tf.json');
    const stack = JSON.parse(readFileSync(file, 'utf8')) as Stack;
    for (const provider of stack.provider?.['aws'] ?? []) Object.assign(provider, PROVIDER);
    const s3 = stack.terraform.backend?.['s3'];
    if (s3) Object.assign(s3, backendSettings(endpoint));
    for (const required of Object.values(stack.terraform.required_providers ?? {})) required.version = '>= 5.100';
    for (const type of GAPS) delete stack.resource?.[type];
    withoutNews(stack);
    if (directory.includes(STATES)) withoutTls(stack);
    for (const { [0]: type } of [stack.resource, stack.data, stack.ephemeral].flatMap((blocks) => Object.entries(blocks ?? {})))
      types.add(type);
    writeFileSync(file, JSON.stringify(stack, null, 2));
  }
  return types;
}

/** The same for whoever asks the provider of the lab. */
export function withoutNews({ resource }: Pick<Stack, 'resource'>): void {
  for (const [type, block, argument] of TOO_NEW)
    for (const body of Object.values(resource?.[type] ?? {}) as Record<string, Record<string, unknown>[]>[])
      for (const one of body[block] ?? []) delete one[argument];
}

/** The emulator speaks no TLS: a state bucket that refuses anything else would refuse it. What else its policy says stays. */
function withoutTls(stack: Stack): void {
  for (const policy of Object.values(stack.resource?.['aws_s3_bucket_policy'] ?? {}) as { policy: string }[]) {
    const { Statement, ...rest } = JSON.parse(policy.policy) as { Statement: { Sid: string }[] };
    policy.policy = JSON.stringify({ ...rest, Statement: Statement.filter(({ Sid }) => !Sid.startsWith('Tls')) });
  }
}

const STATES = 'continuity-state';

/** Where stacks are synthesized, and those that make what states are kept in. */
const directoriesIn = (outdir: string): string[] =>
  ['stacks', STATES]
    .map((folder) => join(outdir, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

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
