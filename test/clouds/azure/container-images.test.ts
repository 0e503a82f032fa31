import type { App } from 'cdktf';
import { ContainerImages, ContainerService, Network, Size, type ContainerImagesProps } from '../../../lib';
import { Duration } from '../../../lib/objectives/duration';
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

describe('a registry that exists', () => {
  const ID =
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shared/providers/Microsoft.ContainerRegistry/registries/AcmeRunning';
  const adopt =
    (registry: string | undefined = ID, ids = ['acme/api'], site = 'azure:francecentral', service = false) =>
    (app: App): Workload => {
      const workload = billing(Tier.HOT, { appliedFrom: ['203.0.113.7'] })(app);
      const images = ContainerImages.fromExisting(workload, 'Images', {
        [site]: { ids, ...(registry === undefined ? {} : { registry }) },
      });
      expect(images.kind).toBe('container-images');
      if (!service) return workload;
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      const image = `acme/api@sha256:${'5e'.repeat(32)}`;
      new ContainerService(workload, 'Api', { image, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 2 } });
      return workload;
    };
  const rendered = (story: string, build: (app: App) => Workload): Output & { readonly steps: readonly Action[] } => {
    const situation = afterStory(story, build(appIn(folder())).sides);
    const workload = build(appIn(folder(), situation));
    const due = sheetsOf(build(appIn(folder(), situation)), situation).find((one) => one.due);
    return { ...renderWorkload(workload, situation), steps: due?.waves.flatMap(({ actions }) => actions) ?? [] };
  };
  const line = (steps: readonly Action[], id: string): string => {
    const step = steps.find((one) => one.id === id);
    return step?.do === 'check' ? step.how.run.join(' ') : step?.do === 'command' ? step.run.join(' ') : '';
  };

  test('is in no state; one is made at the other site, and brought what it has', () => {
    const { stacks, steps } = rendered('', adopt());
    expect(blockAt(stacks[FRANCE], REGISTRY)).toBeUndefined();
    expect(blockAt(stacks[GERMANY], REGISTRY)).toBeDefined();
    expect(line(steps, 'bring-images')).toMatch(new RegExp(` AcmeRunning ${ID} acme/api$`));
    const back = rendered(`${OVER}, normal A, fenced A`, adopt()).steps;
    expect(line(back, 'bring-images')).toContain(' shared AcmeRunning ');
    expect(line(back, 'registry-images')).toBe(
      "az acr show --subscription 00000000-0000-0000-0000-000000000001 --resource-group shared --name AcmeRunning --query join(' ', [provisioningState, sku.name]) --output tsv",
    );
  });

  test('a service of its site pulls from it, by a grant of its own and no way of ours, and looks for its image there', () => {
    const { stacks, steps } = rendered('standing', adopt(ID, ['acme/api'], 'azure:francecentral', true));
    const grants = (site: string): unknown[] =>
      blocksOf(stacks[`${site}-base`]).flatMap(({ type, body }) =>
        type === 'azurerm_role_assignment' && body['role_definition_name'] === 'AcrPull' ? [body['scope']] : [],
      );
    expect(grants(FRANCE)).toContain(ID);
    expect(grants(GERMANY)).toHaveLength(1);
    expect(JSON.stringify(blockAt(stacks[FRANCE], 'azurerm_container_app.api'))).toContain(`AcmeRunning.azurecr.io/acme/api@`);
    expect(blocksOf(stacks[FRANCE]).filter(({ address }) => address.startsWith('azurerm_private_endpoint.door-'))).toEqual([]);
    expect(line(steps, 'image-there-api')).toMatch(/ acme\/api sha256:\w+ billingimages\w+$/);
    const back = rendered(`${OVER}, normal A, fenced A`, adopt(ID, ['acme/api'], 'azure:francecentral', true)).steps;
    expect(line(back, 'image-there-api')).toMatch(/ AcmeRunning$/);
  });

  test('doctor looks for it, and asks for no name', () => {
    const items = (site: string): string[] =>
      (adopt()(appIn(folder())).plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
    expect(items('azure:francecentral')).toContain('registry-there-images');
    expect(items('azure:francecentral')).not.toContain('registry-name-images');
    expect(items('azure:germanywestcentral')).toContain('registry-name-images');
  });

  test.each([
    ['no registry', adopt('acmerunning'), /acmerunning[\s\S]*the id of a container registry/],
    ['one of another subscription', adopt(ID.replace('0001', '0002')), /0002[\s\S]*in 00000000-0000-0000-0000-000000000001/],
  ])('is refused with %s', (_, build, says) => {
    expect(refusal((app) => build(app).plan).message).toMatch(says);
  });

  test('is refused without its id, since a registry of Azure is a thing of its own', () => {
    const bare = (app: App): Workload => {
      const workload = billing(Tier.HOT)(app);
      ContainerImages.fromExisting(workload, 'Images', { 'azure:francecentral': { ids: ['acme/api'] } });
      return workload;
    };
    expect(refusal((app) => bare(app).plan).message).toMatch(/DR-VALUE-01[\s\S]*none[\s\S]*registry: '/);
  });
});
