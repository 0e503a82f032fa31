import type { App } from 'cdktf';
import { ContainerImages, type ContainerImagesProps } from '../../../lib';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANCE, GERMANY } from './fixture';

const make =
  (over: Partial<ContainerImagesProps> = {}, tier = Tier.HOT) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    new ContainerImages(workload, 'Images', { repositories: ['acme/api', 'acme/web'], ...over });
    return workload;
  };

function outputAt(story: string, tier = Tier.HOT): Output {
  const situation = afterStory(story, make({}, tier)(appIn(folder())).sides);
  return renderWorkload(make({}, tier)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string, over: Partial<ContainerImagesProps> = {}): readonly Action[] => {
  const situation = afterStory(story, make(over)(appIn(folder())).sides);
  const sheets = sheetsOf(make(over)(appIn(folder(), situation)), situation);
  return (sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? []).filter(({ id }) =>
    id.endsWith('-images'),
  );
};
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id);
const REGISTRY = 'azurerm_container_registry.images';
const OVER = 'standing, lost A, failover B, started, completed';

test.each([Tier.COLD, Tier.WARM, Tier.HOT, Tier.HA, Tier.VITAL])(
  '%s: a registry of its own at each site, over its zones, by Entra ID alone; the same in every situation, and none of it in the other region',
  (tier) => {
    const peace = outputAt('standing', tier);
    const at = ({ stacks }: Output, site: string) => blockAt(stacks[site], REGISTRY);
    for (const site of [FRANCE, GERMANY]) {
      expect(at(peace, site)).toMatchObject({
        sku: 'Premium',
        admin_enabled: false,
        anonymous_pull_enabled: false,
        zone_redundancy_enabled: true,
        lifecycle: { prevent_destroy: true, ignore_changes: ['zone_redundancy_enabled'] },
      });
      expect(at(peace, site)).not.toHaveProperty('georeplications');
      expect(at(peace, site)?.['name']).toMatch(/^[a-z0-9]{5,50}$/);
    }
    expect(at(peace, FRANCE)?.['name']).not.toBe(at(peace, GERMANY)?.['name']);
    for (const story of ['standing, lost A, failover B', `${OVER}, normal A, fenced A, standing`])
      expect(at(outputAt(story, tier), GERMANY)).toEqual(at(peace, GERMANY));
  },
);

test('a registry that is deleted is told of, in the base of its site', () => {
  const alert = blockAt(outputAt('standing').stacks[`${FRANCE}-base`], 'azurerm_monitor_activity_log_alert.lost-registry');
  expect(alert).toMatchObject({ location: 'global', criteria: { operation_name: 'Microsoft.ContainerRegistry/registries/delete' } });
  expect(
    blocksOf(renderedWithout().stacks[`${FRANCE}-base`])
      .map(({ address }) => address)
      .join(),
  ).not.toContain('lost-registry');
});

function renderedWithout(): Output {
  const situation = afterStory('standing', billing()(appIn(folder())).sides);
  return renderWorkload(billing()(appIn(folder(), situation)), situation);
}

describe('images', () => {
  test('are brought to the side that stands by whenever it is brought up to date, and looked for before that is recorded', () => {
    for (const story of ['', 'standing'])
      expect(ids(stepsAt(story, 'establish'))).toEqual(['bring-images', 'registry-images', 'brought-images']);
    const [bring] = stepsAt('standing', 'establish');
    const text = bring?.do === 'command' ? bring.run.join(' ') : '';
    expect(text).toMatch(
      / billing-germanywestcentral billingimages\w+ \S+ billingimages\w+ \/subscriptions\/\S+\/resourceGroups\/billing-francecentral\/providers\/Microsoft.ContainerRegistry\/registries\/\w+ acme\/api acme\/web$/,
    );
    expect(ids(stepsAt(`${OVER}, normal A`, 'reprotect'))).toContain('bring-images');
  });

  test('a pipeline that pushes to both is left to do so', () => {
    expect(ids(stepsAt('standing', 'establish', { copiedBy: 'pipeline' }))).toEqual(['registry-images']);
  });

  test('nothing of them is asked of a region that is lost', () => {
    expect(stepsAt('standing, lost A, failover B', 'failover')).toEqual([]);
  });

  test('ahead of the day: the provider, the registry, its name; and what was pushed and not brought, whoever brings it', () => {
    for (const copiedBy of ['registry', 'pipeline'] as const) {
      const { plan } = make({ copiedBy })(appIn(folder()));
      const asked = (site: string): string[] =>
        (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
      expect(asked('azure:francecentral')).toEqual(
        expect.arrayContaining([
          'registered-microsoft.containerregistry-images',
          'registry-there-images',
          'registry-name-images',
          'images-sent-images',
        ]),
      );
      expect(asked('azure:germanywestcentral')).not.toContain('images-sent-images');
    }
  });
});

test('repositories that exist are refused: their names say no registry', () => {
  const adopting = (app: App): void => {
    const workload = billing()(app);
    ContainerImages.fromExisting(workload, 'Images', { 'azure:francecentral': { ids: ['acme/api'] } });
    void workload.plan;
  };
  expect(refusal(adopting).message).toContain('DR-ADOPT-01');
});
