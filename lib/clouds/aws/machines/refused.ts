import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { toldFlaws } from '../../../port/user-data';
import { MACHINE_IMAGE } from '../facts';
import { INSTANCE_TYPES, instanceType } from './sizes';
import { MOST_BYTES } from './user-data';

/** What EC2 does not take of a group at a site. */
export const refusedOf = (declaration: MachineGroupDeclaration, site: SiteFacts): Flaw[] => [
  ...sizeFlaws(declaration),
  ...(declaration.image === undefined ? idFlaws(declaration.images, site) : nameFlaws(declaration.image)),
  ...toldFlaws(declaration, 'EC2', MOST_BYTES),
];

function sizeFlaws({ size, processor }: MachineGroupDeclaration): Flaw[] {
  if (instanceType({ size, processor })) return [];
  const all = INSTANCE_TYPES[processor];
  const [vcpus, gib] = [Math.max(...all.map(([, one]) => one)), Math.max(...all.map(([, , one]) => one))];
  return [
    {
      of: 'size',
      value: `${size.vcpus} vCPU, ${size.memoryGiB} GiB`,
      allowed: `at most ${vcpus} vCPU and ${gib} GiB`,
      fix: 'more of a smaller size, or aws.customize(group, …) with a type of your own',
    },
  ];
}

const nameFlaws = (image: string): Flaw[] =>
  MACHINE_IMAGE.name.shape.test(image) ? [] : [{ of: 'image', value: image, allowed: MACHINE_IMAGE.name.allowed }];

/** An id says nothing of its region, but that it is of one alone. */
function idFlaws(images: Readonly<Record<string, string>>, { key }: SiteFacts): Flaw[] {
  const flaw = (value: string, allowed: string, fix?: string): Flaw[] => [{ of: 'images', value, allowed, ...(fix ? { fix } : {}) }];
  const image = images[key];
  if (image === undefined)
    return flaw(`none at ${key}`, 'an image at each site, of its region and account', `copy it there, and give its id: '${key}': 'ami-…'`);
  if (!MACHINE_IMAGE.id.shape.test(image)) return flaw(`${image} at ${key}`, MACHINE_IMAGE.id.allowed);
  const elsewhere = Object.entries(images).find(([other, id]) => other !== key && id === image);
  if (!elsewhere) return [];
  return flaw(`${image} at ${key} and at ${elsewhere[0]}`, 'an id of each region: an image is in one', 'the id that the copy has there');
}
