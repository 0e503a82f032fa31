import type { App } from 'cdktf';
import { Secrets } from '../../../lib';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANKFURT, PARIS } from './fixture';

const make =
  (tier: Tier = Tier.HOT, names: readonly string[] = ['api-token', 'smtp/Password']) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    new Secrets(workload, 'Keys', { names });
    return workload;
  };

function outputAt(story: string, tier?: Tier): Output {
  const situation = afterStory(story, make(tier)(appIn(folder())).sides);
  return renderWorkload(make(tier)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => id.endsWith('-keys'));
const lineOf = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'command' ? step.run.join(' ') : step?.do === 'check' ? step.how.run.join(' ') : '';
};
const OVER = 'standing, lost A, failover B, started, completed';
const VAULTS = ['billing-keys-eu-frankfurt-1', 'billing-keys-eu-paris-1'];

describe('a vault at each site', () => {
  const output = outputAt('standing');

  test.each([
    [FRANKFURT, VAULTS[0]],
    [PARIS, VAULTS[1]],
  ])('%s: of its own, with a key of its own, beside that of the site', (site, name) => {
    const stack = output.stacks[site];
    expect(blockAt(stack, 'oci_kms_vault.keys')).toMatchObject({
      display_name: name,
      vault_type: 'DEFAULT',
      freeform_tags: { workload: 'billing', component: 'Keys' },
      lifecycle: { prevent_destroy: true },
    });
    expect(blockAt(stack, 'oci_kms_key.keys-key')).toMatchObject({
      display_name: name,
      management_endpoint: '${oci_kms_vault.keys.management_endpoint}',
      desired_state: 'ENABLED',
      lifecycle: { prevent_destroy: true },
    });
    expect(blockAt(stack, 'oci_kms_vault.vault')?.['display_name']).not.toBe(name);
    const rule = JSON.parse(String(blockAt(stack, 'oci_events_rule.keys-loss')?.['condition'])) as Record<string, unknown>;
    expect(rule).toMatchObject({ data: { resourceId: ['${oci_kms_vault.keys.id}', '${oci_kms_key.keys-key.id}'] } });
  });

  test.each([Tier.COLD, Tier.WARM, Tier.HOT])('%s: at both sites, the same in every situation', (tier) => {
    const peace = outputAt('standing', tier);
    for (const story of ['standing, lost A, failover B', `${OVER}, normal A, fenced A, standing`, 'standing, switch B']) {
      const { stacks } = outputAt(story, tier);
      for (const site of [FRANKFURT, PARIS])
        for (const one of ['oci_kms_vault.keys', 'oci_kms_key.keys-key'])
          if (stacks[site]) expect(blockAt(stacks[site], one)).toEqual(blockAt(peace.stacks[site], one));
    }
  });

  test('no value is in any stack, and nothing joins the vaults there', () => {
    expect(JSON.stringify(output.stacks)).not.toContain('oci_vault_secret');
    const links = blocksOf(output.stacks['billing-links']).map(({ type }) => type);
    expect(links).toEqual(['oci_objectstorage_replication_policy', 'oci_objectstorage_object']);
  });
});

describe('values', () => {
  test('are carried to the side that stands by, and compared before that is recorded; again whenever it is brought up to date', () => {
    for (const story of ['', 'standing']) {
      const steps = stepsAt(story, 'establish');
      expect(ids(steps)).toEqual(['carry-keys', 'in-step-keys']);
      expect(lineOf(steps, 'carry-keys')).toMatch(/ eu-paris-1 \S+ (\S+) eu-frankfurt-1 \S+ (\S+) api-token smtp-password$/);
    }
  });

  test('go from the side that serves, whichever it is', () => {
    const words = (text: string): string[] => text.split(' ').filter((word) => VAULTS.includes(word));
    expect(words(lineOf(stepsAt('standing', 'establish'), 'carry-keys'))).toEqual([...VAULTS].reverse());
    expect(words(lineOf(stepsAt(`${OVER}, normal A`, 'reprotect'), 'carry-keys'))).toEqual(VAULTS);
  });

  test('a switch carries what was changed since, once the old side is fenced, and proves it; it asks first that each is there', () => {
    const all = stepsAt('standing, switch B', 'switch');
    expect(ids(all)).toEqual(['present-keys', 'carry-keys', 'in-step-keys']);
    const at = (id: string): number => all.findIndex((one) => one.id === id);
    expect(at('carry-keys')).toBeLessThan(at('record-started'));
  });

  test('a failover asks the side that survives alone', () => {
    const steps = stepsAt('standing, lost A, failover B', 'failover');
    expect(ids(steps)).toEqual(['present-keys']);
    expect(lineOf(steps, 'present-keys')).toContain(VAULTS[1]);
    expect(JSON.stringify(steps.filter(({ id }) => id.endsWith('-keys')))).not.toContain(VAULTS[0]);
  });
});

test('what is out of step is told; and that each has a value is asked ahead of the day', () => {
  const { plan } = make()(appIn(folder()));
  const told = Object.values(plan.signals).flat();
  expect(told.filter(({ id }) => id.startsWith('keys')).map(({ id, kind }) => `${id} ${kind}`)).toEqual(['keys-in-step polled']);
  expect(JSON.stringify(plan.doctor['oci:eu-paris-1'])).toContain('filled-keys');
});

test('what exists is not taken', () => {
  const adopting = (app: App): void => {
    Secrets.fromExisting(billing()(app), 'Keys', {
      'oci:eu-frankfurt-1': { ids: { 'api-token': 'ocid1.vaultsecret.oc1.eu-frankfurt-1.x' } },
    });
    app.synth();
  };
  expect(refusal(adopting).message).toMatch(/DR-ADOPT-01/);
});
