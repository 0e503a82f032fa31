import { TerraformStack } from 'cdktf';
import { RootConstruct } from 'constructs';
import type { Placement } from '../../lib/plan/plan';
import { asItStood, leavingOf } from '../../lib/render/retired';
import type { BuiltinKind } from '../../lib/words/kinds';
import { afterStory, take } from '../support/history';
import { FakeResource } from '../clouds/fourth-cloud';
import { cloudNamed } from '../support/clouds';
import { declareApp, render } from '../support/synth';

/** What leaves the stack of the first site once its old generation is retired. */
function left(name: string, kinds: readonly BuiltinKind[], component: string): string[] {
  const declared = { cloud: cloudNamed(name), kinds, tier: 'hot' } as const;
  const { sides } = declareApp(declared).workload;
  const [a] = declared.cloud.sites;
  const over = 'standing, lost A, failover B, started, completed, normal A, fenced A, standing';
  const retired = { op: 'retire', workload: 'billing', generation: `${component}@${a}#0` } as const;
  const situation = take(afterStory(over, sides), retired, [sides]);
  const { removed = [] } = render(declared, situation).stacks[`billing-${a.split(':')[1]}`] ?? {};
  return (removed as readonly { readonly from: string; readonly lifecycle: object }[]).map(({ from, lifecycle }) => {
    expect(lifecycle).toEqual({ destroy: false });
    return from;
  });
}

describe('a generation that is retired leaves Terraform, and is not destroyed', () => {
  test('an instance goes alone: what its generations share stays', () => {
    expect(left('aws', ['network', 'relational-database'], 'Ledger')).toEqual(['aws_db_instance.ledger']);
  });

  test('an account goes with its container', () => {
    expect(left('azure', ['object-storage'], 'Invoices')).toEqual([
      'azurerm_storage_account.invoices',
      'azurerm_storage_container.invoices-data',
      'azurerm_storage_management_policy.invoices-versions',
    ]);
  });

  test('a bucket goes with its gate, which a command closes', () => {
    expect(left('oci', ['object-storage'], 'Invoices')).toEqual([
      'oci_objectstorage_bucket.invoices',
      'oci_objectstorage_bucket.invoices-gate',
      'oci_objectstorage_object_lifecycle_policy.invoices-uploads',
    ]);
  });
});

test('what leaves is what the stack that is never written has alone, each once', () => {
  const stack = new TerraformStack(new RootConstruct(), 'billing-north');
  new FakeResource(stack, 'fake_group', 'shared', {});
  const before = stack.node.findAll().length;
  const leaves = leavingOf(stack, [{} as Placement], (never) => {
    expect(never.node.id).toBe(stack.node.id);
    new FakeResource(never, 'fake_group', 'shared', {});
    new FakeResource(never, 'fake_bucket', 'invoices', {});
    new FakeResource(never, 'fake_policy', 'invoices-fence', {});
  });
  expect(leaves).toEqual(['fake_bucket.invoices', 'fake_policy.invoices-fence']);
  expect(stack.node.findAll()).toHaveLength(before);
});

test('one that was begun and never stood is rendered as if it had: a copy that was restored halfway may hold an instance', () => {
  const begun = { id: 'ledger-g1', posture: 'backup', attached: true, current: false } as Placement;
  expect(asItStood(begun)).toEqual({ ...begun, posture: 'active', attached: false });
});
