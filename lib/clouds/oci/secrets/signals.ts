import type { Signal } from '../../../port/signals';
import { secretsDiffer, vaultOf } from '../cli-secrets';
import { secretNames, type SecretsPlacement } from './names';

/** Whether a value was changed at one site alone: nothing publishes it. That its vault or its key is lost is told beside them, at both sites. */
export const secretsSignals = ({ id, here, peer, component, declaration }: SecretsPlacement): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${id}-in-step`,
    name: `${here.names.vault}-in-step`,
    title: `A secret of ${component} at ${here.region} is not in step with ${peer.region}, or nobody knows`,
    watches: 'replica',
    run: secretsDiffer(vaultOf(here), vaultOf(peer), secretNames(declaration)),
    endpoint: peer.region,
    every: 3600,
    above: 0,
  },
];
