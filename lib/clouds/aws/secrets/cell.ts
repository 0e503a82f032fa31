import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import type { SecretsDeclaration } from '../../../components/secrets';
import { kebab } from '../../../plan/names';
import type { Endpoint, LinksContext } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { OWN } from '../../../words/figure';
import { awsCell, type AwsLink } from '../cell';
import { AWS_NAMES } from '../facts';
import { secretsDoctor } from './doctor';
import { secretsSignals } from './signals';

const GUIDE = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html';

const CUT_LOOSE: Effect = {
  type: 'aws_secretsmanager_secret',
  does: 'swaps',
  terraform: 'ignored',
  how: 'replica',
  source:
    'who must write the replica in a disaster makes it a secret of its own, https://docs.aws.amazon.com/secretsmanager/latest/userguide/standalone-secret.html',
};

/**
 * Secrets replicated to the other site, each side encrypted with its own site's key. They are owned by the site that served first,
 * since a replica cannot change direction: recovery reads it as it is.
 */
export const secrets = awsCell({
  kind: 'secrets',
  service: 'AWS Secrets Manager',
  facts: {
    oneAccount: true,
    flips: { replica: 'owned' },
    spreads: ['single', 'zonal'],
    limits: 'secrets are replicas at every tier',
    fence: 'none: a replica takes no write',
    automatic: true,
    names: { secret: AWS_NAMES.secret },
    oneWay: [],
    effects: [CUT_LOOSE],
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
      named: (name) => (declaration.secrets.includes(name) ? at(`${prefix}-${kebab(name)}`) : undefined),
    };
  },
  renderLinks: renderReplicas,
  signals: secretsSignals,
  doctor: secretsDoctor,
});

function renderReplicas(
  { stack, workload, provider }: LinksContext,
  { declaration, owner, guest, id }: AwsLink<SecretsDeclaration, 'secret'>,
): undefined {
  for (const secret of declaration.secrets) {
    new SecretsmanagerSecret(stack, `${id}-${kebab(secret)}`, {
      provider: provider(owner.site),
      name: `${owner.names.secret}-${kebab(secret)}`,
      kmsKeyId: `alias/${owner.ground.alias}`,
      recoveryWindowInDays: 30,
      replica: [{ region: guest.region, kmsKeyId: `alias/${guest.ground.alias}` }],
      // Whoever needs to write the replica in a disaster cuts it loose, behind Terraform's back (AWS user guide: promote a replica, https://docs.aws.amazon.com/secretsmanager/latest/userguide/standalone-secret.html).
      lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['replica'] },
    });
  }
}
