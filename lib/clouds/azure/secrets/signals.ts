import type { Signal } from '../../../port/signals';
import { secretsDiffer, secretsExpiring, vaultUnanswered } from '../cli-secrets';
import { secretNames, vaultNameOf, vaultOf, type SecretsPlacement } from './names';

/** Of a hundred calls (the library's own figure). */
const UNANSWERED = 1;

/** As Key Vault itself tells it of a subscription of Event Grid: https://learn.microsoft.com/azure/event-grid/event-schema-key-vault, 2026-11. */
const DAYS_AHEAD = 30;

/**
 * Whether a value was changed at one site alone, whether one ends soon, and whether the vault answers (its metric Availability,
 * https://learn.microsoft.com/azure/key-vault/general/monitor-key-vault-reference, 2026-11): Azure's alarms of this library are events alone, so these are asked. A vault that is deleted is told
 * by its group (`lost-vault`). Event Grid tells of the second one, too, by a subscription of your own (`onEverySite`): action groups take no
 * events of it.
 */
export function secretsSignals(placement: SecretsPlacement): readonly Signal[] {
  const { id, here, peer, component, declaration } = placement;
  return [
    {
      kind: 'polled',
      id: `${id}-in-step`,
      name: `${vaultNameOf(here)}-in-step`,
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

/** A value that has ended is still read: what it opens may refuse it. */
export const secretsServingSignals = ({ id, here, component, declaration }: SecretsPlacement): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${id}-expiring`,
    name: `${vaultNameOf(here)}-expiring`,
    title: `A secret of ${component} at ${here.region} ends within ${DAYS_AHEAD} d: give a new value where it serves, and carry it`,
    watches: 'service',
    run: secretsExpiring(vaultOf(here), DAYS_AHEAD, secretNames(declaration)),
    endpoint: here.region,
    every: 86400,
    above: 0,
  },
  {
    kind: 'polled',
    id: `${id}-answers`,
    name: `${vaultNameOf(here)}-answers`,
    title: `The vault of ${component} at ${here.region} leaves calls unanswered`,
    watches: 'service',
    run: vaultUnanswered(vaultOf(here)),
    endpoint: here.region,
    every: 3600,
    above: UNANSWERED,
  },
];
