import { kebab } from '../../../words/kebab';
import type { AzureContext } from '../cell';
import { hash } from '../names';
import { environmentOf, type ServiceEnvironment } from '../service-environment';
import type { AppPlacement } from './names';

/** A secret of an app: its name there, and where Key Vault has it. */
export interface AppSecret {
  readonly name: string;
  readonly keyVaultSecretId: string;
}

/** What an app is given: texts, and secrets of its own site, each by its variable. */
export interface AppEnvironment extends Pick<ServiceEnvironment, 'texts'> {
  readonly secrets: readonly (readonly [variable: string, secret: AppSecret])[];
}

/** The command line takes no more than 20 letters of a secret's name: `az containerapp secret set --help`, 2026-11. */
const LONGEST = 20;
const nameOf = (variable: string): string => {
  const name = kebab(variable);
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 9).replace(/-+$/, '')}-${hash(variable)}`;
};

/** What an app finds in its environment; a new value of a secret is read within half an hour (https://learn.microsoft.com/azure/container-apps/manage-secrets, 2026-11). */
export function appEnvironmentOf(context: AzureContext, placement: AppPlacement): AppEnvironment {
  const { texts, secrets } = environmentOf(context, placement);
  return { texts, secrets: secrets.map(([variable, id]) => [variable, { name: nameOf(variable), keyVaultSecretId: id }]) };
}
