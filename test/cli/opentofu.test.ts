import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { FAILED_OVER, Lab, action, procedure } from './fixture';

jest.setTimeout(30_000);

const APPLY = action({ do: 'apply', id: 'apply-b', stack: 'billing-frankfurt', timeout: 20 });

/** A lab whose only Terraform has another name. */
function labOf(program: string): Lab {
  const lab = new Lab(FAILED_OVER(), [procedure([APPLY])]);
  renameSync(join(lab.dir, 'bin', 'terraform'), join(lab.dir, 'bin', program));
  lab.env.PATH = `${join(lab.dir, 'bin')}:/usr/bin:/bin`;
  return lab;
}

test('OpenTofu by the option, and by the variable that cdktf reads', async () => {
  const named = labOf('tofu');
  expect([await named.execute('--terraform', 'tofu'), named.stderr]).toEqual([0, '']);
  expect(named.verbs).toEqual(['init', 'plan', 'show', 'apply']);
  const variable = labOf('tofu');
  variable.env.TERRAFORM_BINARY_NAME = 'tofu';
  expect([await variable.execute(), variable.stderr]).toEqual([0, '']);
});

test('the option goes before the variable, and may be a path; what goes on is the whole line', async () => {
  const lab = labOf('tofu');
  const path = join(lab.dir, 'mine');
  copyFileSync(join(lab.dir, 'bin', 'tofu'), path);
  lab.env.TERRAFORM_BINARY_NAME = 'nothing-of-that-name';
  lab.world = { ...lab.world, planError: 'no' };
  expect(await lab.execute('--terraform', path)).toBe(1);
  expect(lab.stderr).toContain(`--execute --out ${join(lab.dir, 'cdktf.out')} --terraform ${path} --yes --by Ada`);
});

test('one that is not there, or too old, is named', async () => {
  const lab = labOf('tofu');
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toContain('DR-RUN-01: `terraform` does not answer');
  lab.world = { ...lab.world, version: '1.10.9' };
  expect(await lab.execute('--terraform', 'tofu')).toBe(1);
  expect(lab.stderr).toMatch(/DR-RUN-01.*1\.10\.9/);
});
