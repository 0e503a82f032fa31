import { byName, saidToService } from '../../components/environment';
import type { ServiceDeclaration } from '../../components/service';
import type { AwsContext, AwsPlacement } from './cell';
import { secretArn } from './grants';

/** What runs is given: texts, and ARNs of secrets of its own site, each by its variable. */
export interface Environment {
  readonly texts: readonly (readonly [name: string, value: string])[];
  readonly secrets: readonly (readonly [name: string, arn: string])[];
}

/** What a service finds in its environment: of what it works on, at its own site, and what its architect adds. */
export function environmentOf(
  context: Pick<AwsContext, 'placements' | 'neighbour'>,
  { declaration, here }: Pick<AwsPlacement<ServiceDeclaration, string>, 'declaration' | 'here'>,
): Environment {
  const { texts, secrets } = saidToService(context, declaration);
  return {
    texts: byName({ ...texts, ...declaration.environment }),
    secrets: byName(secrets).map(([name, { secretName }]) => [name, secretArn(here, secretName)]),
  };
}
