import { planCommand, terraform, type Applied } from '../../lib/reports/runbook-by-hand';

const stack = (environment?: Record<string, string>): Applied =>
  ({ directory: 'stacks/a', state: { region: 'x', key: 'a.tfstate', ...(environment ? { environment } : {}) } }) as unknown as Applied;

test('each call of Terraform stands for itself, with what the place of the state asks of the environment', () => {
  expect(planCommand(stack({ AWS_A: 'b' }))).toBe(
    'env AWS_A=b terraform -chdir=stacks/a init -input=false && env AWS_A=b terraform -chdir=stacks/a plan -input=false -out=tfplan && env AWS_A=b terraform -chdir=stacks/a show tfplan',
  );
  expect(terraform(stack(), 'apply')).toEqual(['terraform', '-chdir=stacks/a', 'apply']);
});
