import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkloadManifest } from '../../reports/manifest';
import { PROVIDER_LOCK } from '../../words/lock-file';
import { shellLine } from '../../reports/shell-line';
import { directoryOf } from '../project';
import type { Asking } from '../runner/context';
import { dataDirectory, terraformProgram } from '../runner/terraform';

/** Whether what Terraform takes beside itself on the day is known by now, and how it comes to be; nothing where it is. */
export interface Providers {
  readonly why: string;
  readonly fix: string;
}

/** Where providers may be found beside a stack's directory: a cache, or what the configuration of Terraform says. */
const ELSEWHERE = ['TF_PLUGIN_CACHE_DIR', 'TF_CLI_CONFIG_FILE'] as const;

/** What nobody knows of the providers that an apply takes: their version, or whether they can be had then. */
export function unknownProviders({ io, project }: Pick<Asking, 'io' | 'project'>, workload: WorkloadManifest): Providers | undefined {
  const directories = project.manifest.stacks.flatMap((stack) =>
    stack.workload === workload.id ? (directoryOf(project, stack) ?? []) : [],
  );
  const open = directories.find((directory) => !existsSync(join(directory, PROVIDER_LOCK)));
  if (open !== undefined)
    return {
      why: `${open} has no ${PROVIDER_LOCK}: an apply takes the newest version that fits, which nobody tried`,
      fix: `${shellLine([terraformProgram(io), `-chdir=${open}`, 'providers', 'lock', '-platform=linux_amd64', '-platform=darwin_arm64'])}, keep that ${PROVIDER_LOCK} where you synthesize, and commit it: each stack gets it`,
    };
  const away = ELSEWHERE.some((name) => io.env[name])
    ? undefined
    : directories.find((directory) => !existsSync(join(dataDirectory(io, directory), 'providers')));
  return away === undefined
    ? undefined
    : {
        why: `${away} was not initialized here: its providers are downloaded on the day`,
        fix: 'TF_PLUGIN_CACHE_DIR, or a mirror (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation), on the machine that would run',
      };
}
