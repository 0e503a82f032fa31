import { isOf } from '../../../components/declarations';
import type { AzureContext } from '../cell';
import { TARGETS } from './paths';

/**
 * The pool of the gateway that leads to a component at this site, by the address of what is rendered for it: machines are in it by their network interfaces, so
 * that the gateway is made ahead of them, and knows none of them itself.
 */
export function poolFor({ placements }: Pick<AzureContext, 'placements'>, component: string): string | undefined {
  const found = placements.find(
    ({ declaration, retired }) => !retired && isOf('load-balancer', declaration) && declaration.target === component,
  );
  return found && `\${azurerm_application_gateway.${found.id}.id}/backendAddressPools/${TARGETS}`;
}
