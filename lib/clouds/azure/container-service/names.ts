import type { ContainerServiceDeclaration } from '../../../components/container-service';
import { instancesAt } from '../../../components/instances';
import type { BasePlacement } from '../../../plan/plan';
import type { AzurePlacement } from '../cell';
import type { AppWords } from '../cli-apps';
import { AZURE_NAMES } from '../facts';
import { environmentName, type AzureGroundName } from '../names';

/** The names that a service takes: the app, and the identity by which it reads its image, its secrets and its data. */
export const APP_NAMES = { app: AZURE_NAMES.containerApp, identity: AZURE_NAMES.identity };

/** One of them. */
type AppName = keyof typeof APP_NAMES;
/** A service at a site. */
export type AppPlacement = AzurePlacement<ContainerServiceDeclaration, AppName>;
/** What is known of it whatever the situation. */
export type AppBase = BasePlacement<ContainerServiceDeclaration, AppName, AzureGroundName>;

/** The app as the command line names it, with what all of a site run in. */
export const appOf = ({ here: { account, ground, names } }: Pick<AppPlacement, 'here'>): AppWords => ({
  subscription: account,
  group: ground.group,
  app: names.app,
  environment: environmentName(ground),
});

/**
 * How many replicas run at a site. Where none do there is no app: at most 0 of them is refused
 * (https://learn.microsoft.com/azure/container-apps/scale-app, 2026-11), at least 0 is no stop, since whoever calls the app wakes one, and what a
 * command stops the next change of its template starts again. Until it stood by once, what it is made with may not be there yet.
 */
export const replicasAt = (placement: AppPlacement): number => (placement.runsLater ? 0 : instancesAt(placement.declaration, placement));
