import type { BaseContext, Rendered } from '../../../port/cloud';
import type { Flaw } from '../../../port/facts';
import { startOf } from '../../../port/starting';
import { OWN, type Figure } from '../../../words/figure';
import type { ContainerServiceDeclaration } from '../../../components/container-service';
import { DOOR_LOSSES, renderLossAlerts, type Loss } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import type { AzureGroundName } from '../names';
import { renderDoors } from '../service-doors';
import { grantPulls, renderIdentity } from '../service-identity';
import { APPS_SLA } from '../slas';
import { renderApp, isCalled } from './app';
import { renderApps } from './apps';
import { appDoctor } from './doctor';
import { APP_NAMES, replicasAt, type AppBase, type AppPlacement } from './names';
import { appSignals } from './signals';
import { LARGEST, replicaSize } from './sizes';
import { appRecovery } from './steps';
import { APP_TYPES } from './types';

const NOTHING: Figure = { seconds: 0, source: 'holds no data', verified: true };

const IN_ZONES: Figure = {
  seconds: 180,
  source: `replicas are spread over the zones, and those that stop are replaced (https://learn.microsoft.com/azure/reliability/reliability-container-apps, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** Seconds until a replica that is wanted runs, its image pulled; and until what all run in is made. */
const [PLACED, MADE] = [180, 900];
/** Seconds: the provider's own limit of each of the two that may be made after another (its source: half an hour). */
const LONGEST = 60 * 60;
/** Replicas of an app at the most: the limit of azurerm 4.55. */
const MOST = 300;

/** What a role may delete of what all run in; an app itself goes wherever its site is fenced. */
const LOSSES: Readonly<Record<string, Loss>> = {
  environment: {
    operation: 'Microsoft.App/managedEnvironments/delete',
    what: 'What containers run in was deleted: none of them runs',
  },
};

/** Container Apps: an app at a site where replicas of it run, in an environment that stands at both. */
export const containerService = azureCell({
  kind: 'container-service',
  service: 'Azure Container Apps',
  facts: {
    needs: ['network', 'container-images'],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: IN_ZONES, always: true },
    made: {
      why: 'its fence takes the app away, which nobody may do to what exists, and a least number of 0 stops none',
      instead: 'with its image: it holds nothing, and stands beside the old one until users are sent to it',
    },
    limits:
      'replicas are spread over the zones of their region by the service itself. An app that exists is not adopted: an apply writes the whole of it. Its image and a value of each secret that it names have to be there when it is made, or Azure refuses it: so it is made once the standby stood by, by the apply behind that',
    fence:
      'there is no app any more: one with no replica at the least would be woken by whoever calls it. UNVERIFIED: that its last replica has ended, which takes 120 s at the most, by the time that it is gone',
    standsLate: true,
    automatic: false,
    names: APP_NAMES,
    oneWay: [],
    refuses: (declaration) => refusedOf(declaration),
    longest: () => LONGEST,
    slas: () => [APPS_SLA],
    figures: (declaration, posture) => ({
      rpo: NOTHING,
      promotion: startOf(declaration, posture, { placed: PLACED, one: 'a replica', made: MADE, byApply: true }),
    }),
  },
  types: APP_TYPES,
  recovery: appRecovery,
  signals: appSignals,
  servingSignals: appSignals,
  doctor: appDoctor,
  renderBase: renderAppBase,
  renderSite: renderService,
});

function refusedOf({ size, processor, instances: { most } }: ContainerServiceDeclaration): Flaw[] {
  const { vcpus, memoryGiB } = size;
  return [
    ...(replicaSize(size)
      ? []
      : [
          {
            of: 'size',
            value: `${vcpus} vCPU, ${memoryGiB} GiB`,
            allowed: `at most ${LARGEST}, as a replica of Consumption has`,
            fix: 'more of a smaller size',
          },
        ]),
    // https://learn.microsoft.com/azure/container-apps/containers#limitations, 2026-11.
    ...(processor === 'arm64'
      ? [{ of: 'processor', value: processor, allowed: 'images for x86-64 alone', fix: "processor: 'x86-64'" }]
      : []),
    ...(most > MOST ? [{ of: 'instances', value: most, allowed: `at most ${MOST} replicas`, fix: 'fewer of a larger size' }] : []),
  ];
}

function renderAppBase(context: BaseContext<AzureGroundName>, placement: AppBase): void {
  // Who pulls the image, too.
  grantPulls(context, placement.id, renderIdentity(context, placement));
  renderLossAlerts(context, { ...LOSSES, ...DOOR_LOSSES });
}

/** What all run in and the ways to what an app needs stand in every form; the app, where replicas of it run. */
function renderService(context: AzureContext, placement: AppPlacement): Rendered {
  const { here, declaration } = placement;
  const apps = renderApps(context);
  const doors = renderDoors(context, placement, { pulls: true });
  const { environment, beside } = apps;
  const app = replicasAt(placement) > 0 ? renderApp(context, placement, apps, doors) : undefined;
  const host = `${here.names.app}.${environment.defaultDomain}`;
  return {
    ...(app ? { instance: app } : {}),
    ready: [environment, ...beside, ...doors, ...(app ? [app] : [])],
    waits: app ? [app] : [],
    endpoint: isCalled(context, placement)
      ? { host, port: 443, name: here.names.app }
      : { host: here.names.app, port: declaration.port, name: here.names.app },
  };
}
