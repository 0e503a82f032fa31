import { isOf } from '../../../components/declarations';
import type { OciContext } from '../cell';

/** The backend set that leads to a component at this site. */
export interface Targets {
  readonly balancer: string;
  readonly backendSet: string;
}

/** That of the entrance in front of a component, by the addresses of what is rendered for it: machines put themselves there, so that the entrance is made ahead of them. */
export function targetsFor({ placements }: Pick<OciContext, 'placements'>, component: string): Targets | undefined {
  const found = placements.find(
    ({ declaration, retired }) => !retired && isOf('load-balancer', declaration) && declaration.target === component,
  );
  return (
    found && {
      balancer: `\${oci_load_balancer_load_balancer.${found.id}.id}`,
      backendSet: `\${oci_load_balancer_backend_set.${found.id}-targets.name}`,
    }
  );
}
