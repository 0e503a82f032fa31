import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ObjectStorage, Workload } from '../../lib';
import { Tier } from '../../lib/objectives/tier';
import { OLDEST_TERRAFORM } from '../../lib/words/version';
import { appIn, folder, PATIENT } from '../declared';
import { cloudNamed } from '../support/clouds';
import { render } from '../support/synth';

const CLOUDS = ['aws', 'azure', 'oci'] as const;

test.each(CLOUDS)('%s: every stack says which Terraform it needs, in a file beside it, and nothing of it in JSON', (cloud) => {
  const outdir = folder();
  const app = appIn(outdir);
  new ObjectStorage(
    new Workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, topology: cloudNamed(cloud).topology() }),
    'Invoices',
  );
  app.synth();
  const { stacks } = JSON.parse(readFileSync(join(outdir, 'out', 'manifest.json'), 'utf8')) as {
    stacks: Record<string, { workingDirectory: string }>;
  };
  const directories = Object.values(stacks).map(({ workingDirectory }) => join(outdir, 'out', workingDirectory));
  expect(directories.length).toBeGreaterThan(3);
  for (const directory of directories) {
    expect(readFileSync(join(directory, 'versions.tf'), 'utf8')).toBe(`terraform {\n  required_version = ">= ${OLDEST_TERRAFORM}"\n}\n`);
    // A text in that block is what checkov 3.3 does not parse: https://github.com/bridgecrewio/checkov/blob/main/checkov/terraform_json/parser.py
    expect(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')).not.toContain('required_version');
  }
});

test('a lock of the providers that stands where it is synthesized is written beside every stack', () => {
  const [outdir, here] = [folder(), process.cwd()];
  const app = appIn(outdir);
  new ObjectStorage(
    new Workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, topology: cloudNamed('aws').topology() }),
    'Invoices',
  );
  const lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "6.25.0"\n}\n';
  writeFileSync(join(outdir, '.terraform.lock.hcl'), lock);
  process.chdir(outdir);
  try {
    app.synth();
  } finally {
    process.chdir(here);
  }
  const stacks = readdirSync(join(outdir, 'out', 'stacks'));
  expect(stacks.length).toBeGreaterThan(3);
  for (const stack of stacks) expect(readFileSync(join(outdir, 'out', 'stacks', stack, '.terraform.lock.hcl'), 'utf8')).toBe(lock);
});

test.each([
  ['aws', 'aws', '~> 6.25'],
  ['azure', 'azurerm', '~> 4.55'],
  ['oci', 'oci', '~> 7.29'],
])(
  '%s: every stack takes the minor version of its provider that the bindings are made from, or a later one',
  (cloud, provider, version) => {
    const { cdktf } = JSON.parse(readFileSync(join('node_modules', '@cdktf', `provider-${provider}`, 'package.json'), 'utf8')) as {
      cdktf: { provider: { version: string } };
    };
    expect(version).toBe(`~> ${cdktf.provider.version.split('.').slice(0, 2).join('.')}`);
    const { stacks } = render({ cloud: cloudNamed(cloud), kinds: ['object-storage'], tier: 'hot' });
    for (const stack of Object.values(stacks)) expect(stack.terraform?.required_providers).toMatchObject({ [provider]: { version } });
  },
);
