import type {
  ApplicationGatewayRedirectConfiguration,
  ApplicationGatewayUrlPathMap,
  ApplicationGatewayUrlPathMapPathRule,
} from '@cdktf/provider-azurerm/lib/application-gateway/index.js';
import { AGAIN_PATH, MAINTENANCE_PATH, SERVING_PATH } from '../../../components/load-balancer';
import type { AzureContext } from '../cell';
import type { GatewayPlacement } from './names';

/** What leads to the application. */
export const TARGETS = 'targets';
/** A pool that is empty for ever: whoever is led there gets 502, and the maintenance page with it. */
export const NOBODY = 'nobody';
/** How both are called. */
export const CALLS = 'calls';
/** The table of paths. */
export const PATHS = 'paths';

/**
 * Where an answer of the switch leads, for nobody to follow: the word stands at its end. A gateway has no answer of its own but a redirect
 * (https://learn.microsoft.com/azure/application-gateway/redirect-overview, 2026-11), and Traffic Manager follows none
 * (https://learn.microsoft.com/azure/traffic-manager/traffic-manager-monitoring, 2026-11).
 */
const SAYS = 'https://continuity.invalid';

/** What a path answers: 302 where it says yes, which the switch looks for, and 303 where it says no; each with the word. */
interface Answer {
  readonly name: string;
  readonly path: string;
  readonly yes: boolean;
  readonly words: readonly [yes: string, no: string];
}

const answersOf = ({ form, again }: GatewayPlacement): readonly Answer[] => [
  { name: 'serving', path: SERVING_PATH, yes: form === 'serving', words: ['serving', form === 'closed' ? 'closed' : 'not-serving'] },
  { name: 'again', path: AGAIN_PATH, yes: form === 'serving' && again, words: ['serving-again', 'not-again'] },
];

/** The answers to the switch: each is the gateway's own, whatever is behind it. */
export const redirectsOf = ({ onceOpen }: AzureContext, placement: GatewayPlacement): ApplicationGatewayRedirectConfiguration[] =>
  answersOf(placement).map(({ name, yes, words: [open, shut] }) => ({
    name,
    redirectType: yes ? onceOpen('Found', 'SeeOther') : 'SeeOther',
    targetUrl: yes ? onceOpen(`${SAYS}/${open}`, `${SAYS}/${shut}`) : `${SAYS}/${shut}`,
    includePath: false,
    includeQueryString: false,
  }));

/** The paths of the switch, that of the page, and all others: to the application where the site serves, to nobody elsewhere. */
export function pathsOf({ onceOpen }: AzureContext, placement: GatewayPlacement): ApplicationGatewayUrlPathMap {
  const asked = answersOf(placement).map(({ name, path }): ApplicationGatewayUrlPathMapPathRule => ({
    name,
    paths: [path],
    redirectConfigurationName: name,
  }));
  return {
    name: PATHS,
    defaultBackendAddressPoolName: placement.form === 'serving' ? onceOpen(TARGETS, NOBODY) : NOBODY,
    defaultBackendHttpSettingsName: CALLS,
    pathRule: [
      ...asked,
      { name: 'maintenance', paths: [MAINTENANCE_PATH], backendAddressPoolName: NOBODY, backendHttpSettingsName: CALLS },
    ],
  };
}
