import { DataAwsKmsAlias } from '@cdktf/provider-aws/lib/data-aws-kms-alias/index.js';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { ownNames, type SecretsDeclaration } from '../../../components/secrets';
import { kebab } from '../../../plan/names';
import type { Endpoint, LinksContext } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { OWN } from '../../../words/figure';
import { awsCell, type AwsLink } from '../cell';
import { AWS_NAMES } from '../facts';
import { secretsDoctor } from './doctor';
import { existingFlaws, replicaSteps, takenForAnArn } from './existing';
import { secretNamed } from './names';
import { secretsSignals } from './signals';

const GUIDE = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html';

const IN_ZONES = {
  seconds: 0,
  source: `a service of the region (https://docs.aws.amazon.com/secretsmanager/latest/userguide/disaster-recovery-resiliency.html); that it loses nothing with a zone is ${OWN}`,
  verified: false,
};

const CUT_LOOSE: Effect = {
  type: 'aws_secretsmanager_secret',
  does: 'swaps',
  terraform: 'ignored',
  how: 'replica',
  source:
    'the side that takes the role makes its replica a secret of its own, and the other one is made a replica of that again: the ARN of each stays (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html), so that Terraform goes on with what is at the first site. UNVERIFIED: not run against AWS',
};

/**
 * Secrets replicated to the other site, each side encrypted with its own site's key. They are made at the site that served first: a replica is read as
 * it is, and nothing waits for its owner. It takes no change, so that a step makes it a secret of its own where the role goes, and the other side's a
 * replica of that behind it (`replicaSteps`).
 */
export const secrets = awsCell({
  kind: 'secrets',
  service: 'AWS Secrets Manager',
  facts: {
    oneAccount: true,
    calls: () => ['secretsmanager'],
    flips: { replica: 'owned' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: IN_ZONES, promotion: IN_ZONES, always: true },
    limits: 'secrets are replicas at every tier',
    fence:
      'none: no application writes there; what somebody changes at the side that was left ends once that follows again, which is asked',
    automatic: true,
    names: { secret: AWS_NAMES.secret },
    oneWay: [],
    refuses: (declaration, site) => [
      ...ownNames(declaration).flatMap((name) => takenForAnArn(`-${kebab(name)}`, name, `'${name}-value'`)),
      ...existingFlaws(declaration, site),
    ],
    adopts: ({ existing }, site) => (existing?.[site] ? {} : undefined),
    effects: [CUT_LOOSE],
    slas: () => [],
    figures: () => ({
      rpo: { seconds: 60, source: `replication of a changed value: no figure in ${GUIDE}; ${OWN}`, verified: false },
      promotion: { seconds: 0, source: `a replica is read as it is, ${GUIDE}`, verified: true },
    }),
  },
  // Other cells make secrets, too: their rows are of the catalogue.
  types: {},
  // Read at the site itself: the name is the same at both, and each secret's own name follows it.
  renderSite: (_, { here, declaration }) => {
    const prefix = here.names.secret;
    const at = (name: string): Endpoint => ({ host: name, name, secretName: name });
    return {
      ready: [],
      waits: [],
      endpoint: at(prefix),
      named: (name) => (declaration.secrets.includes(name) ? at(secretNamed(declaration, prefix, name)) : undefined),
    };
  },
  renderLinks: renderReplicas,
  recovery: replicaSteps,
  signals: secretsSignals,
  doctor: secretsDoctor,
});

function renderReplicas(
  { stack, workload, provider }: LinksContext,
  { declaration, owner, guest, elder, id }: AwsLink<SecretsDeclaration, 'secret'>,
): undefined {
  // What came from a site that is gone stands at the elder of the two, and is made by nothing any more: steps hand it on.
  if (owner.existing || elder.site !== owner.site) return;
  // By its ARN: what the service answers of a key that is named by an alias is not said, and another text is a change at each plan.
  const [key, guestKey] = [owner, guest].map(
    ({ site, region, ground }) =>
      new DataAwsKmsAlias(stack, `${id}-key-${region}`, { name: `alias/${ground.alias}`, provider: provider(site) }).targetKeyArn,
  ) as [string, string];
  for (const secret of declaration.secrets) {
    new SecretsmanagerSecret(stack, `${id}-${kebab(secret)}`, {
      provider: provider(owner.site),
      name: `${owner.names.secret}-${kebab(secret)}`,
      kmsKeyId: key,
      recoveryWindowInDays: workload.durable ? 30 : 0,
      replica: [{ region: guest.region, kmsKeyId: guestKey }],
      // A move makes the replica a secret of its own, behind Terraform's back, and this one a replica of it: nothing else of it is changed here any more.
      lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['replica'] },
    });
  }
}
