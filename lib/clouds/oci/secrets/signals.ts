import type { Signal } from '../../../port/signals';
import { secretsDiffer } from '../cli-secrets';
import { secretNames, vaultOf, type SecretsPlacement } from './names';

/** Whether a value was changed at one site alone, and whether the vault is to be deleted. */
export function secretsSignals(placement: SecretsPlacement): readonly Signal[] {
  const { id, here, peer, component, declaration } = placement;
  return [
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
    ...secretsServingSignals(placement),
  ];
}

/**
 * A vault or a key that waits for its deletion, and a key that is disabled, open nothing meanwhile, and each of them can be taken back
 * (https://docs.oracle.com/iaas/Content/Events/Reference/eventsproducers.htm, 2026-11). UNVERIFIED: that such an event has the name of its vault, or of its key.
 */
export const secretsServingSignals = ({ id, here, component }: SecretsPlacement): readonly Signal[] => [
  {
    kind: 'event',
    id: `${id}-lost`,
    name: `${here.names.vault}-lost`,
    title: `The vault of ${component} at ${here.region} or its key is to be deleted, or its key is disabled: cancel that, or enable it`,
    watches: 'service',
    pattern: {
      eventType: ['schedulevaultdeletion', 'schedulekeydeletion', 'disablekey'].map(
        (what) => `com.oraclecloud.keymanagementservice.${what}.begin`,
      ),
      data: { resourceName: [here.names.vault] },
    },
  },
];
