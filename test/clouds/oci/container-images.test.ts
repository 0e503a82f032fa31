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
import { billing, FRANKFURT, PARIS } from './fixture';

type Build = (app: App) => Workload;
const make =
  (over: Partial<ContainerImagesProps> = {}, tier = Tier.HOT): Build =>
  (app) => {
    const workload = billing(tier)(app);
    new ContainerImages(workload, 'Images', { repositories: ['acme/api', 'acme/web'], ...over });
    return workload;
  };
const outputAt = (story: string, build: Build): Output => {
  const situation = afterStory(story, build(appIn(folder())).sides);
  return renderWorkload(build(appIn(folder(), situation)), situation);
};
const stepsAt = (story: string, transition: string, build: Build = make()): readonly Action[] => {
  const situation = afterStory(story, build(appIn(folder())).sides);
  const sheets = sheetsOf(build(appIn(folder(), situation)), situation);
  return (sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? []).filter(({ id }) =>
    id.includes('-images'),
  );
};
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id);
const REPOSITORY = 'oci_artifacts_container_repository.images-acme-api';
const OVER = 'standing, lost A, failover B, started, completed';

test.each([Tier.COLD, Tier.WARM, Tier.HOT])('%s: repositories of both sites, alike in every situation, private and immutable', (tier) => {
  const peace = outputAt('standing', make({}, tier));
  for (const site of [FRANKFURT, PARIS]) {
    expect(blocksOf(peace.stacks[site]).filter(({ type }) => type === 'oci_artifacts_container_repository')).toHaveLength(2);
    expect(blockAt(peace.stacks[site], REPOSITORY)).toMatchObject({
      compartment_id: 'ocid1.compartment.oc1..acme',
      display_name: 'acme/api',
      is_immutable: true,
      is_public: false,
      freeform_tags: { workload: 'billing', component: 'Images' },
      lifecycle: { prevent_destroy: true },
    });
  }
  for (const story of ['standing, lost A, failover B', `${OVER}, normal A, fenced A, standing`])
    expect(blockAt(outputAt(story, make({}, tier)).stacks[PARIS], REPOSITORY)).toEqual(blockAt(peace.stacks[PARIS], REPOSITORY));
});

describe('images', () => {
  test('are brought to the side that stands by whenever it is brought up to date, and looked for before that is recorded', () => {
    for (const story of ['', 'standing'])
      expect(ids(stepsAt(story, 'establish'))).toEqual(['bring-images', 'repositories-stand-images', 'brought-images']);
    const [bring] = stepsAt('standing', 'establish');
    expect(bring?.do === 'command' ? bring.run.join(' ') : '').toMatch(
      / eu-paris-1 ocid1\S+ ocir\.eu-paris-1\.oci\.oraclecloud\.com eu-frankfurt-1 ocid1\S+ ocir\.eu-frankfurt-1\.oci\.oraclecloud\.com acme\/api acme\/web$/,
    );
    expect(ids(stepsAt(`${OVER}, normal A`, 'reprotect'))).toContain('bring-images');
  });

  test('are compared ahead of the crossing of a planned switch', () => {
    expect(ids(stepsAt('standing, switch B, fenced A', 'switch'))).toEqual(
      expect.arrayContaining(['repositories-images', 'bring-images', 'brought-images']),
    );
  });

  test('a pipeline that pushes to both is left to do so, and doctor compares all the same', () => {
    expect(ids(stepsAt('standing', 'establish', make({ copiedBy: 'pipeline' })))).toEqual(['repositories-stand-images']);
    const { plan } = make({ copiedBy: 'pipeline' })(appIn(folder()));
    const asked = (site: string): string[] =>
      (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
    expect(asked('oci:eu-frankfurt-1')).toEqual(expect.arrayContaining(['repositories-serve-images', 'images-sent-images']));
    expect(asked('oci:eu-paris-1')).not.toContain('images-sent-images');
  });

  test('of a region that is lost nothing is asked', () => {
    const asked = stepsAt('standing, lost A, failover B', 'failover');
    expect(ids(asked)).toEqual(['repositories-images']);
    expect(JSON.stringify(asked)).not.toContain('frankfurt');
  });

  test('that nothing but a question tells of one that lacks is a finding', () => {
    const { findings } = make()(appIn(folder())).plan;
    expect(findings.filter(({ id }) => id === 'DR-SIGNAL-01').map(({ subject }) => subject)).toContain('oci:eu-paris-1 images images-sent');
  });
});

describe('repositories that exist', () => {
  const adopt =
    (registry?: string): Build =>
    (app) => {
      const workload = billing()(app);
      ContainerImages.fromExisting(workload, 'Images', { 'oci:eu-frankfurt-1': { ids: ['acme/api'], ...(registry ? { registry } : {}) } });
      return workload;
    };

  test('are in no state; they are made at the other site, and brought what those have', () => {
    const { stacks } = outputAt('', adopt());
    expect(blockAt(stacks[FRANKFURT], REPOSITORY)).toBeUndefined();
    expect(blockAt(stacks[PARIS], REPOSITORY)).toBeDefined();
    expect(ids(stepsAt('', 'establish', adopt()))).toContain('bring-images');
  });

  test('in a registry of their own are refused: a tenancy has one a region', () => {
    expect(refusal((app) => adopt('mine')(app).plan).message).toMatch(/DR-VALUE-01[\s\S]*mine[\s\S]*leave registry out/);
  });
});
