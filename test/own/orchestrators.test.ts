import { TerraformResource, type App, type TerraformStack } from 'cdktf';
import { Duration, FileStorage, LoadBalancer, Network, ObjectStorage, Tier, Workload } from '../../lib';
import { cloudNamed } from '../support/clouds';
import { appIn, folder, PATIENT, refusal } from '../declared';

/* A service that fails over by itself, beside the runner: Full Stack DR of OCI. */

const PLAN_EXECUTION = 'oci_disaster_recovery_dr_plan_execution';
const GROUP = 'oci_disaster_recovery_dr_protection_group';

/** What no binding is needed for: its type, and what it says. */
function own(stack: TerraformStack, type: string, says: Record<string, unknown>): void {
  const one = new TerraformResource(stack, 'mine', { terraformResourceType: type });
  for (const [name, value] of Object.entries(says)) one.addOverride(name, value);
}

function register(app: App) {
  const one = new Workload(app, 'register', { tier: Tier.HOT, objectives: PATIENT, topology: cloudNamed('oci').topology() });
  new Network(one, 'Net', { flowLogs: Duration.days(180) });
  const documents = new ObjectStorage(one, 'Documents');
  new LoadBalancer(one, 'Web', { plainHttp: true });
  return { one, documents };
}
const members = (id: string) => ({ display_name: 'mine', members: [{ member_id: id, member_type: 'OBJECT_STORAGE_BUCKET' }] });

test.each(['a recovery stack', 'a base stack'])('an execution of a plan is in %s of no workload: making it is the failover', (where) => {
  const error = refusal((app) => {
    const { one } = register(app);
    if (where === 'a base stack') one.onEveryBase(({ stack }) => own(stack, PLAN_EXECUTION, { plan_id: 'ocid1.drplan.oc1..x' }));
    else one.onEverySite(({ stack }) => own(stack, PLAN_EXECUTION, { plan_id: 'ocid1.drplan.oc1..x' }));
  });
  expect(error.message).toMatch(/DR-OWN-08[\s\S]*oci_disaster_recovery_dr_plan_execution\.mine would move a role by an apply/);
});

test.each([
  ['the bucket', ({ documents }: ReturnType<typeof register>) => documents, /is given oci_objectstorage_bucket\.documents,/],
  ['the entrance', ({ one }: ReturnType<typeof register>) => one.node.findChild('Web') as LoadBalancer, /is given oci_\w+\.web[\w-]*,/],
])('a protection group is not given %s of the library: its plan would move what continuity run moves', (_, which, address) => {
  const error = refusal((app) => {
    const made = register(app);
    made.one.onEverySite(({ stack, rendered }) => {
      const instance = rendered(which(made))?.instance as TerraformResource;
      own(stack, GROUP, members(instance.getStringAttribute('id')));
    });
  });
  expect(error.id).toBe('DR-OWN-07');
  expect(error.message).toMatch(address);
});

test('nor is a backend set, which a plan would fill: with a load balancer that is the architect’s, too', () => {
  const error = refusal((app) => {
    const { one } = register(app);
    one.onEverySite(({ stack, rendered }) => {
      const balancer = rendered(one.node.findChild('Web') as LoadBalancer)?.instance as TerraformResource;
      own(stack, GROUP, {
        members: [
          {
            ...{ member_id: 'ocid1.loadbalancer.oc1..mine', member_type: 'LOAD_BALANCER' },
            destination_load_balancer_id: balancer.getStringAttribute('id'),
            backend_set_mappings: [{ source_backend_set_name: 'mine', destination_backend_set_name: 'web' }],
          },
        ],
      });
    });
  });
  expect(error.message).toMatch(/DR-OWN-07[\s\S]*fills their backend sets/);
});

test('one of members that are the architect’s alone is theirs', () => {
  const app = appIn(folder());
  const { one } = register(app);
  one.onEverySite(({ stack }) => own(stack, GROUP, members('ocid1.instance.oc1..mine')));
  expect(() => app.synth()).not.toThrow();
});

test.each(['bucket', 'destination_bucket_name'])(
  'a bucket of the library is source or destination of its own policy: a second one that has it as %s is refused',
  (as) => {
    const error = refusal((app) => {
      const { one, documents } = register(app);
      one.onEverySite(({ stack, rendered, site }) => {
        const bucket = rendered(documents)?.instance as TerraformResource;
        const names = { bucket: 'archive', destination_bucket_name: 'archive', destination_region_name: site.split(':')[1], name: 'mine' };
        own(stack, 'oci_objectstorage_replication_policy', { ...names, [as]: bucket.getStringAttribute('name') });
      });
    });
    expect(error.message).toMatch(/DR-OWN-07[\s\S]*oci_objectstorage_bucket\.documents[\s\S]*source or destination/);
  },
);

describe('files', () => {
  const replicated = (argument: 'source_id' | 'target_id') => (app: App) => {
    const { one } = register(app);
    const scans = new FileStorage(one, 'Scans', { protocol: 'nfs' });
    one.onEverySite(({ stack, rendered }) => {
      const share = rendered(scans)?.instance as TerraformResource;
      const other = argument === 'source_id' ? 'target_id' : 'source_id';
      own(stack, 'oci_file_storage_replication', { [argument]: share.getStringAttribute('id'), [other]: 'ocid1.filesystem.oc1..mine' });
    });
  };

  test('what is exported, or was once, is refused as a target', () =>
    expect(refusal(replicated('target_id')).message).toMatch(/DR-OWN-07[\s\S]*target_id names oci_file_storage_file_system\.scans/));

  test('to a place of the architect’s they may be sent, too', () => {
    const app = appIn(folder());
    replicated('source_id')(app);
    expect(() => app.synth()).not.toThrow();
  });
});
