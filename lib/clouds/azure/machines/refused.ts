import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { toldFlaws } from '../../../port/user-data';
import { IMAGE_ID, IMAGE_VERSION } from '../facts';
import { isIdIn } from '../ids';
import { MACHINE_SIZES, machineSize } from './sizes';

/** Bytes of custom data: https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-sets/create-or-update (`osProfile.customData`), 2026-11. */
const MOST_BYTES = 65_535;
/** Machines of a scale set at the most, made of images of one's own: https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-placement-groups, 2026-11. */
const MOST = 600;

/** What a scale set does not take of a group at a site. */
export const refusedOf = (declaration: MachineGroupDeclaration, site: SiteFacts): Flaw[] => [
  ...sizeFlaws(declaration),
  ...(declaration.image === undefined ? idFlaws(declaration.images, site) : versionFlaws(declaration.image)),
  ...countFlaws(declaration),
  ...agentFlaws(declaration),
  ...toldFlaws(declaration, 'Azure', MOST_BYTES),
];

function sizeFlaws({ size, processor }: MachineGroupDeclaration): Flaw[] {
  if (machineSize({ size, processor })) return [];
  const all = MACHINE_SIZES[processor];
  const [vcpus, gib] = [Math.max(...all.map(([, one]) => one)), Math.max(...all.map(([, , one]) => one))];
  return [
    {
      of: 'size',
      value: `${size.vcpus} vCPU, ${size.memoryGiB} GiB`,
      allowed: `at most ${vcpus} vCPU or ${gib} GiB, as a size of ${processor} has them`,
      fix: 'more of a smaller size, or azure.customize(group, …) with a size of your own',
    },
  ];
}

const versionFlaws = (image: string): Flaw[] =>
  IMAGE_VERSION.shape.test(image) ? [] : [{ of: 'image', value: image, allowed: IMAGE_VERSION.allowed, fix: "image: '1.4.0'" }];

/** One in the gallery of the other site would need its region: whatever it is replicated to, a gallery answers where it stands. */
function idFlaws(images: Readonly<Record<string, string>>, { key, account }: SiteFacts): Flaw[] {
  const image = images[key];
  const flaw = (value: string, allowed: string, fix?: string): Flaw[] => [{ of: 'images', value, allowed, ...(fix ? { fix } : {}) }];
  if (image === undefined)
    return flaw(
      `none at ${key}`,
      'an image at each site, in a gallery of its own region',
      `bring it there, and give its id: '${key}': '…'`,
    );
  if (!isIdIn(account, IMAGE_ID, image)) return flaw(`${image} at ${key}`, `${IMAGE_ID.allowed}, in ${account}`);
  const elsewhere = Object.entries(images).find(([other, id]) => other !== key && id.toLowerCase() === image.toLowerCase());
  if (!elsewhere) return [];
  return flaw(
    `${image} at ${key} and at ${elsewhere[0]}`,
    'an image of each region: that of a gallery in the other one cannot be relied on while that is out',
    'the id that it has in a gallery of that region',
  );
}

const countFlaws = ({ instances: { most } }: MachineGroupDeclaration): Flaw[] =>
  most > MOST
    ? [{ of: 'instances', value: most, allowed: `at most ${MOST} machines of an image of one's own`, fix: 'fewer of a larger size' }]
    : [];

/** What needs more than the network of a site has, or a door that the library does not make. */
function agentFlaws({ logs, sessions }: MachineGroupDeclaration): Flaw[] {
  return [
    ...(logs
      ? [
          {
            of: 'logs',
            value: 'true',
            allowed:
              'false: the agent that sends logs is told what to send by a rule, and reaches where they go, by addresses that no network of the library lets out; one of your own by azure.customize and onEverySite (azurerm_monitor_data_collection_rule)',
            fix: 'logs: false',
          },
        ]
      : []),
    ...(sessions
      ? [
          {
            of: 'sessions',
            value: 'true',
            allowed:
              'false: Azure opens sessions through a bastion of your own. Commands are run by the agent of any machine, by whoever has a role with Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action: az vmss run-command invoke',
            fix: 'sessions: false',
          },
        ]
      : []),
  ];
}
