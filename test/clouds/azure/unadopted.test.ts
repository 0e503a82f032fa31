import type { App } from 'cdktf';
import {
  ContainerService,
  DatabaseEngine,
  Duration,
  LoadBalancer,
  Network,
  ObjectStorage,
  RelationalDatabase,
  Size,
  Tier,
  type Workload,
} from '../../../lib';
import { IMAGE } from '../../support/components';
import { refusal } from '../../declared';
import { billing } from './fixture';

const PARIS = 'azure:francecentral';
const RUNNING = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running/providers';
const NET = `${RUNNING}/Microsoft.Network/virtualNetworks/running-net`;
const SERVER = {
  id: `${RUNNING}/Microsoft.DBforMySQL/flexibleServers/running-ledger`,
  secret: `${RUNNING}/Microsoft.KeyVault/vaults/running-vault/secrets/ledger-admin`,
  guards: ['public'],
};

const beside =
  (add: (workload: Workload) => void) =>
  (app: App): void => {
    const workload = billing(Tier.HOT)(app);
    const net = { id: NET, publicSubnets: [`${NET}/subnets/gate`], privateSubnets: [`${NET}/subnets/app`, `${NET}/subnets/apps`] };
    Network.fromExisting(workload, 'Net', { [PARIS]: net }, { flowLogs: Duration.ZERO });
    add(workload);
    void workload.plan;
  };
const size = Size.of({ vcpus: 2, memoryGiB: 8 });

test.each<[string, (workload: Workload) => void, RegExp]>([
  [
    'a MySQL server: what follows it would stand in the group of its own region',
    (w) =>
      void RelationalDatabase.fromExisting(
        w,
        'Ledger',
        { [PARIS]: SERVER },
        { engine: DatabaseEngine.mysql('8.4'), size, storageGiB: 100 },
      ),
    /Ledger[\s\S]*in its own resource group[\s\S]*fill it by a dump/,
  ],
  [
    'an application gateway: it is one resource with all its paths',
    (w) => void LoadBalancer.fromExisting(w, 'Web', { [PARIS]: { id: 'running-web', targets: 'running-pool' } }, { plainHttp: true }),
    /Web[\s\S]*one resource with all its listeners and paths[\s\S]*pointed at the switch/,
  ],
  [
    'containers: a fence takes them away',
    (w) =>
      void ContainerService.fromExisting(
        w,
        'Api',
        { [PARIS]: { id: 'running-api', cluster: 'running-apps' } },
        { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 2, standby: 1, most: 4 } },
      ),
    /Api[\s\S]*its fence takes the app away[\s\S]*with its image/,
  ],
  [
    'an account over both regions: its group is in one of them',
    (w) => void ObjectStorage.fromExisting(w, 'Archive', { [PARIS]: { id: 'runningarchive' } }, { redundancy: 'geo' }),
    /Archive[\s\S]*one account over both regions[\s\S]*redundancy: 'regional'/,
  ],
])('what exists is refused with its reason, and with how it comes into what is made: %s', (_, add, says) => {
  const { id, message } = refusal(beside(add));
  expect(id).toBe('DR-ADOPT-01');
  expect(message).toMatch(says);
});
