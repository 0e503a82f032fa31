import type { SecretsDeclaration } from '../../../components/secrets';
import type { Signal } from '../../../port/signals';
import type { AwsPlacement } from '../cell';
import { secretsOutOfStep } from '../cli-doctor';
import { secretNamed } from './names';

/**
 * Whether each secret is in step with its replica: Secrets Manager says it where it is asked, of the secret that is copied, and publishes
 * no metric of it (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicationStatusType.html).
 */
export function secretsSignals({ id, here, peer, component, declaration }: AwsPlacement<SecretsDeclaration, 'secret'>): readonly Signal[] {
  const { secret } = here.names;
  return [
    {
      kind: 'polled',
      id: `${id}-in-step`,
      name: `${secret}-in-step`,
      title: `A secret of ${component} at ${here.region} is not in step with ${peer.region}, or nobody knows`,
      watches: 'replica',
      run: secretsOutOfStep(
        here.region,
        peer.region,
        declaration.secrets.map((name) => secretNamed(declaration, secret, name)),
      ),
      endpoint: peer.region,
      every: 3600,
      above: 0,
    },
  ];
}
