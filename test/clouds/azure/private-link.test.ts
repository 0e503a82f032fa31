import type { App } from 'cdktf';
import {
  DatabaseEngine,
  Network,
  ObjectStorage,
  RelationalDatabase,
  Size,
  Table,
  Throughput,
  type ExistingNetwork,
  type NetworkProps,
} from '../../../lib';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { NORMAL } from '../../../lib/situation/facts';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { blocksOf, type Body, type StackJson } from '../../support/json';
import { renderWorkload } from '../../support/synth';
import { billing, FRANCE, GERMANY } from './fixture';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const HUB = '/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/hub-dns';
const PROPS: NetworkProps = { flowLogs: Duration.ZERO };
const net = (region: string, privateZones?: string): ExistingNetwork => {
  const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/${region}`;
  const named = (...names: string[]): string[] => names.map((name) => `${id}/subnets/${name}`);
  const zones = privateZones === undefined ? {} : { privateZones };
  return { id, publicSubnets: named('gate', 'way'), privateSubnets: named('app', 'web'), ...zones };
};

const make =
  (existing: Readonly<Record<string, ExistingNetwork>>, table = false) =>
  (app: App): Workload => {
    const workload = billing(Tier.HOT)(app);
    Network.fromExisting(workload, 'Net', existing, PROPS);
    new ObjectStorage(workload, 'Files', { sizeGiB: 10 });
    new RelationalDatabase(workload, 'Ledger', {
      engine: DatabaseEngine.postgres('16'),
      size: Size.of({ vcpus: 2, memoryGiB: 8 }),
      storageGiB: 100,
    });
    if (table)
      new Table(workload, 'Stock', { partitionKey: { name: 'part' }, throughput: Throughput.onDemand({ reads: 100, writes: 10 }) });
    return workload;
  };
const [PARIS, FRANKFURT] = ['azure:francecentral', 'azure:germanywestcentral'];
const stacksOf = (existing: Readonly<Record<string, ExistingNetwork>>, table = false) =>
  renderWorkload(make(existing, table)(appIn(folder())), NORMAL).stacks;
const bodies = (stack: StackJson | undefined, type: string): Body[] =>
  blocksOf(stack as StackJson).flatMap((one) => (one.type === type ? [one.body] : []));
const zonesIn = (stack: StackJson | undefined): string[] => bodies(stack, 'azurerm_private_dns_zone').map(({ name }) => String(name));

describe('private zones of an adopted network', () => {
  test('are made, as at a site that is made, where nobody says that it has any; what they lack is asked of the internet', () => {
    const stacks = stacksOf({ [PARIS]: net('francecentral') });
    for (const site of [FRANCE, GERMANY]) {
      expect(zonesIn(stacks[site])).toEqual(['privatelink.postgres.database.azure.com']);
      expect(bodies(stacks[site], 'azurerm_private_dns_zone_virtual_network_link')).toEqual([
        expect.objectContaining({ resolution_policy: 'NxDomainRedirect' }),
      ]);
    }
  });

  test('that exist are written into, wherever their group is: none is made, and none is linked', () => {
    const { [FRANCE]: stack, [GERMANY]: other } = stacksOf({ [PARIS]: net('francecentral', HUB) });
    expect(zonesIn(stack)).toEqual([]);
    expect(bodies(stack, 'azurerm_private_dns_zone_virtual_network_link')).toEqual([]);
    expect(bodies(stack, 'azurerm_private_endpoint').map((one) => one['private_dns_zone_group'])).toEqual([
      {
        name: 'default',
        private_dns_zone_ids: [`${HUB}/providers/Microsoft.Network/privateDnsZones/privatelink.postgres.database.azure.com`],
      },
    ]);
    expect(zonesIn(other)).toHaveLength(1);
  });

  test('whose records their owner writes are left to that: an endpoint says nothing of a zone, and what is written of it stays', () => {
    const { [FRANCE]: stack } = stacksOf({ [PARIS]: net('francecentral', 'owner') });
    expect(zonesIn(stack)).toEqual([]);
    const [door] = bodies(stack, 'azurerm_private_endpoint');
    expect(door).not.toHaveProperty('private_dns_zone_group');
    expect(door?.['lifecycle']).toMatchObject({ ignore_changes: ['private_dns_zone_group'] });
  });

  test('are asked about: their group may not die with the other site', () => {
    const asked = (zones?: string): string[] =>
      (make({ [PARIS]: net('francecentral', zones) })(appIn(folder())).plan.doctor[PARIS] ?? []).flatMap((one) =>
        isUnseen(one) ? [] : one.steps.flatMap((step) => (step.id === 'zones-net' && step.do === 'check' ? [step.how.run.join(' ')] : [])),
      );
    expect(asked(HUB)).toEqual([
      "az group show --subscription 00000000-0000-0000-0000-000000000009 --name hub-dns --query (location=='germanywestcentral' && 'dies with germanywestcentral') || 'outlives germanywestcentral' --output tsv",
    ]);
    expect([...asked('owner'), ...asked()]).toEqual([]);
  });

  test('are refused where they are no group, and where both sites of a table know the same ones', () => {
    expect(refusal(() => stacksOf({ [PARIS]: net('francecentral', 'hub-dns') })).message).toMatch(
      /DR-VALUE-01[\s\S]*hub-dns[\s\S]*the id of a resource group/,
    );
    const both = (other: string) => stacksOf({ [PARIS]: net('francecentral', HUB), [FRANKFURT]: net('germanywestcentral', other) }, true);
    expect(refusal(() => both(HUB)).message).toMatch(/DR-VALUE-01[\s\S]*one set of private zones[\s\S]*zones of its own for each site/);
    expect(zonesIn(both(`${HUB}-germany`)[GERMANY])).toEqual([]);
  });
});
