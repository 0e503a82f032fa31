import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ObjectStorage, Tier, type OnSite, type Workload } from '../../lib';
import { appIn, database, folder, network, PATIENT, refusal, workload } from '../declared';
import type { StackJson } from '../support/json';

const parameter = (scope: Construct, id: string, more: object = {}) =>
  new SsmParameter(scope, id, { name: `/${id}`, type: 'String', value: 'x', ...more });

/** A network, a database that is promoted, and a bucket. */
function books(w: Workload) {
  network(w);
  return { ledger: database(w), invoices: new ObjectStorage(w, 'Invoices') };
}

/** What a parameter of the standby's stack waits for. */
function waited(render: (parts: ReturnType<typeof books>) => OnSite, id: RegExp): unknown {
  const dir = folder();
  const app = appIn(dir);
  const w = workload(app, 'billing', { tier: Tier.HOT });
  const parts = books(w);
  w.onEverySite(render(parts));
  app.synth();
  const json = JSON.parse(readFileSync(join(dir, 'out', 'stacks', 'billing-eu-central-1', 'cdk.tf.json'), 'utf8')) as StackJson;
  return Object.entries(json.resource?.['aws_ssm_parameter'] ?? {}).find(([name]) => id.test(name))?.[1]['depends_on'];
}

describe('own resources join the waves', () => {
  test('one that waits for a component waits for what makes it ready in this stack', () => {
    const render =
      ({ ledger }: ReturnType<typeof books>): OnSite =>
      ({ stack }) => {
        parameter(stack, 'mine').node.addDependency(ledger);
      };
    expect(waited(render, /^mine$/)).toEqual(['aws_db_instance.ledger']);
  });

  test('so does all that is under a construct that waits, and what it waited for already stays', () => {
    const render =
      ({ ledger, invoices }: ReturnType<typeof books>): OnSite =>
      ({ stack }) => {
        const service = new Construct(stack, 'service');
        const inner = parameter(service, 'inner', { dependsOn: [parameter(stack, 'first')] });
        service.node.addDependency(ledger, invoices);
        expect(inner.dependsOn).toHaveLength(1);
      };
    const found = waited(render, /inner/);
    expect(found).toEqual([
      'aws_ssm_parameter.first',
      'aws_db_instance.ledger',
      'aws_s3_bucket.invoices',
      'aws_s3_bucket_versioning.invoices-versioning',
    ]);
  });

  test('what waits for something that is no component is left alone', () => {
    const render =
      (): OnSite =>
      ({ stack }) => {
        parameter(stack, 'mine').node.addDependency(
          parameter(stack, 'first'),
          new TerraformStack(stack.node.root, `other-${stack.node.id}`),
        );
      };
    expect(waited(render, /^mine$/)).toBeUndefined();
  });

  test('a component of another workload is refused', () => {
    const said = refusal((app) => {
      const other = new ObjectStorage(workload(app, 'shop', { tier: Tier.HOT }), 'Orders');
      const w = workload(app, 'billing', { tier: Tier.HOT });
      books(w);
      w.onEverySite(({ stack }) => {
        parameter(stack, 'mine').node.addDependency(other);
      });
    });
    expect(said.message).toMatch(/DR-WAVE-02[\s\S]*mine of aws:eu-\S+ waits for a component of another workload[\s\S]*shop\/Orders/);
  });

  test('one that does not stand here now is refused; whenActive is the way', () => {
    const declare = (wrap: boolean) => (app: Parameters<Parameters<typeof refusal>[0]>[0]) => {
      const w = workload(app, 'billing', { tier: Tier.WARM, objectives: PATIENT });
      const { ledger } = books(w);
      w.onEverySite(({ stack, whenActive }) => {
        const render = () => {
          parameter(stack, 'mine').node.addDependency(ledger);
        };
        if (wrap) whenActive(render);
        else render();
      });
    };
    expect(refusal(declare(false)).message).toMatch(/DR-AT-01[\s\S]*mine waits for Ledger, which does not stand at aws:eu-central-1 now/);
    const app = appIn(folder());
    declare(true)(app);
    expect(() => {
      app.synth();
    }).not.toThrow();
  });
});
