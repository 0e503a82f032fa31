import type { App } from 'cdktf';
import { PlayedDay } from '../../../support/day/day';
import type { Program } from '../../../support/day/door';
import { terraformOf } from '../../../support/day/terraform';
import { build, GROUPS, STATES, ZONE } from './app';
import { SUBSCRIPTION } from './arm';
import { azOf } from './az';
import { Caller } from './caller';
import { SERVICES } from './services';
import { helm, invoking, kubectl } from './services/inside';
import { curl } from './services/traffic';
import { azurerm } from './terraform';
import { CALLER, World } from './world';

/** An app of a day. */
export interface Declared {
  readonly build: (app: App) => unknown;
  /** The account of states of each region. */
  readonly states: Readonly<Record<string, string>>;
  /** What else is there before. */
  readonly there?: (world: World) => void;
}

/** A day of Azure. */
export class Day extends PlayedDay<World> {
  /** Who calls `az` in it. */
  readonly caller: Caller;

  constructor(
    from?: Day,
    /** What answers for `az`. @default the world itself */
    az: (world: World) => Program = (world) => azOf(world, SERVICES),
    /** What is declared, and where its states are kept. @default the shop of `app.ts` */
    private readonly app: Declared = { build, states: STATES },
  ) {
    const world = from?.world.copy() ?? new World(SERVICES);
    if (!from) {
      exists(world, app.states);
      app.there?.(world);
    }
    const caller = new Caller(from?.called);
    const programs = {
      az: caller.calling(invoking(world, az(world)), world),
      kubectl: kubectl(world),
      helm: helm(world),
      terraform: terraformOf(world, azurerm(SERVICES)),
      curl: (words: readonly string[]) => curl(world, words),
    };
    super({ world, build: app.build, programs }, from);
    this.caller = caller;
  }

  /** Every call of `az`, those of days that went their own way from it among them. */
  get called(): (readonly string[])[] {
    return this.caller.called;
  }

  fork(...broken: readonly string[]): Day {
    const fork = new Day(this, undefined, this.app);
    for (const one of broken) fork.world.broken.add(one);
    return fork;
  }
}

/** What is there before the product is: groups, what states are kept in, and a zone. */
function exists(world: World, states: Declared['states']): void {
  const group = (name: string): string => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
  const put = (id: string, type: string, more: Record<string, unknown> = {}): void =>
    void world.resources.set(id.toLowerCase(), { id, name: id.split('/').at(-1) as string, type, properties: {}, ...more });
  for (const name of GROUPS) put(group(name), 'Microsoft.Resources/resourceGroups', { location: 'germanywestcentral' });
  put(`${group('dns')}/providers/Microsoft.Network/dnsZones/${ZONE}`, 'Microsoft.Network/dnsZones', { location: 'global' });
  for (const [region, account] of Object.entries(states)) {
    put(`${group('certs')}/providers/Microsoft.KeyVault/vaults/certs-${region}`, 'Microsoft.KeyVault/vaults', { location: region });
    put(group(`state-${region}`), 'Microsoft.Resources/resourceGroups', { location: region });
    const id = `${group(`state-${region}`)}/providers/Microsoft.Storage/storageAccounts/${account}`;
    put(id, 'Microsoft.Storage/storageAccounts', { location: region });
    put(`${id}/blobServices/default`, 'Microsoft.Storage/storageAccounts/blobServices');
    put(`${id}/blobServices/default/containers/tfstate`, 'Microsoft.Storage/storageAccounts/blobServices/containers');
    put(`${id}/providers/Microsoft.Authorization/roleAssignments/states`, 'Microsoft.Authorization/roleAssignments', {
      properties: {
        scope: id,
        principalId: CALLER.principals[0],
        roleDefinitionName: 'Storage Blob Data Contributor',
        createdOn: '2026-01-01T00:00:00Z',
      },
    });
  }
}
