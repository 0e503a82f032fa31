import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret/index.js';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { kebab } from '../../../plan/names';
import type { LinksContext } from '../../../port/cloud';
import type { AwsContext } from '../cell';
import { once } from '../../../port/once';
import type { DatabaseLink, DatabasePlacement } from './names';

/*
 * The administrator's password never stands in a state. Where an instance is created, an ephemeral value goes into the site's secret
 * through a write-only argument, and the instance is given what the secret then holds (an interrupted apply cannot make them differ).
 * A replica and a restored copy keep the password of their source: links carries it to the other site's secret while both are alive.
 */

/** The site's own secret: it outlives the generations. */
export function renderSecret({ stack, ground, workload }: AwsContext, placement: DatabasePlacement): SecretsmanagerSecret {
  const id = `${kebab(placement.component)}-password`;
  return once(
    stack,
    id,
    SecretsmanagerSecret,
    () =>
      new SecretsmanagerSecret(stack, id, {
        name: placement.here.names.password,
        kmsKeyId: ground.key.arn,
        // What may be destroyed is made again under its name, which would be taken as long as it can be recovered.
        recoveryWindowInDays: workload.durable ? 30 : 0,
        lifecycle: { preventDestroy: workload.durable },
      }),
  );
}

const seeds = ({ origin, current }: DatabasePlacement): boolean => origin.how === 'created' && current;

/** Write-only arguments of an instance that is created here, as its type begins them; none for what follows or followed another. */
export function passwordArguments({ stack }: AwsContext, placement: DatabasePlacement, begins = ''): Record<string, unknown> {
  if (!seeds(placement)) return {};
  const id = `${kebab(placement.component)}-password`;
  const version = new SecretsmanagerSecretVersion(stack, `${id}-first`, { secretId: `\${aws_secretsmanager_secret.${id}.id}` });
  version.addOverride('secret_string_wo', `\${ephemeral.aws_secretsmanager_random_password.${id}.random_password}`);
  version.addOverride('secret_string_wo_version', 1);
  stack.addOverride(`ephemeral.aws_secretsmanager_random_password.${id}`, { password_length: 32, exclude_punctuation: true });
  stack.addOverride(`ephemeral.aws_secretsmanager_secret_version.${id}`, {
    secret_id: `\${aws_secretsmanager_secret_version.${version.friendlyUniqueId}.secret_id}`,
  });
  return {
    [`${begins}password_wo`]: `\${ephemeral.aws_secretsmanager_secret_version.${id}.secret_string}`,
    [`${begins}password_wo_version`]: 1,
  };
}

/** Once the other site's password is carried here, the first version is none of Terraform's business: it leaves, undestroyed. */
export function forgetPassword(placement: DatabasePlacement): string[] {
  const created = placement.origin.how === 'created' && !placement.current;
  return created ? [`aws_secretsmanager_secret_version.${kebab(placement.component)}-password-first`] : [];
}

/**
 * Carries the password from the site that data comes from to the other one; again at each turn. One that is changed in between is carried
 * by hand, which the checks of the two say: another version of a write-only value is planned as delete and create (tried with 5.100), and
 * no plan may do that to what holds data.
 */
export function copyPassword({ stack, provider }: LinksContext, link: DatabaseLink): readonly string[] {
  const { from, to, id, turns } = link;
  const source = new DataAwsSecretsmanagerSecret(stack, `${id}-password-${from.region}`, {
    name: from.names.password,
    provider: provider(from.site),
  });
  const target = new DataAwsSecretsmanagerSecret(stack, `${id}-password-${to.region}`, {
    name: to.names.password,
    provider: provider(to.site),
  });
  stack.addOverride(`ephemeral.aws_secretsmanager_secret_version.${id}-password`, {
    provider: provider(from.site).fqn,
    secret_id: `\${data.aws_secretsmanager_secret.${source.friendlyUniqueId}.id}`,
  });
  const copy = new SecretsmanagerSecretVersion(stack, copyId(id, to.region, turns), {
    secretId: target.id,
    provider: provider(to.site),
  });
  copy.addOverride('secret_string_wo', `\${ephemeral.aws_secretsmanager_secret_version.${id}-password.secret_string}`);
  copy.addOverride('secret_string_wo_version', turns + 1);
  // The turn is part of the address: a version is never replaced, it leaves. Also before the first turn, since a reprotect that died
  // before it was recorded may have turned it already.
  const now = copyId(id, to.region, turns);
  const before = Array.from({ length: turns }, (_, turn) => turn).flatMap((turn) =>
    [from, to].map(({ region }) => copyId(id, region, turn)),
  );
  return [...new Set([copyId(id, from.region, 0), ...before])]
    .filter((one) => one !== now)
    .map((one) => `aws_secretsmanager_secret_version.${one}`);
}

const copyId = (id: string, region: string, turn: number): string => `${id}-password-at-${region}${turn > 0 ? `-${turn}` : ''}`;
