import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { unless } from '../../../port/flaws';
import { toldFlaws } from '../../../port/user-data';
import { isOcidIn } from '../facts';
import { isOffered, SHAPES } from './sizes';

/** Bytes of metadata are 32 000 (https://docs.oracle.com/iaas/api/#/en/iaas/20160918/datatypes/LaunchInstanceDetails, 2026-11), as base64, which is a third longer. */
const MOST_BYTES = 23_900;

/** GiB of a boot volume: 50 to 32 768 (https://docs.oracle.com/iaas/Content/Block/Concepts/bootvolumes.htm, 2026-11). */
const LEAST_GIB = 50;

/** Machines of a pool at the most, behind a load balancer or not (UNVERIFIED: a limit of the service that Oracle raises). */
const MOST = 500;

/** What a pool does not take of a group at a site. */
export const refusedOf = (declaration: MachineGroupDeclaration, site: SiteFacts): Flaw[] => [
  ...sizeFlaws(declaration),
  ...(declaration.image === undefined ? idFlaws(declaration.images, site) : nameFlaws(declaration.image)),
  ...reservedFlaws(declaration, site),
  ...agentFlaws(declaration),
  ...toldFlaws(declaration, 'OCI', MOST_BYTES),
];

function sizeFlaws({ size, processor, storageGiB, instances: { most } }: MachineGroupDeclaration): Flaw[] {
  const { shape, ocpus, vcpus, gib } = SHAPES[processor];
  return [
    ...unless(isOffered({ size, processor }), {
      of: 'size',
      value: `${size.vcpus} vCPU, ${size.memoryGiB} GiB`,
      allowed: `at most ${ocpus * vcpus} vCPU and ${gib} GiB, as ${shape} has them`,
      fix: 'more of a smaller size, or oci.customize(group, …) with a shape of your own',
    }),
    ...unless(storageGiB === undefined || storageGiB >= LEAST_GIB, {
      of: 'storageGiB',
      value: storageGiB,
      allowed: `${LEAST_GIB} GiB or more: a boot volume is not smaller`,
      fix: `storageGiB: ${LEAST_GIB}, or leave it out`,
    }),
    ...unless(most <= MOST, { of: 'instances', value: most, allowed: `at most ${MOST} machines of a pool`, fix: 'fewer of a larger size' }),
  ];
}

/** It names an object on the way, too. */
const IMAGE_NAME = /^[\w][\w.-]{0,126}$/;

const nameFlaws = (image: string): Flaw[] =>
  unless(IMAGE_NAME.test(image), {
    of: 'image',
    value: image,
    allowed: 'the name of a custom image: letters, digits, dots, hyphens and underscores, which no platform image bears',
    fix: "image: 'acme-api-2026-11-29'",
  });

/** An image is of one region, and of the realm that its OCID says. */
function idFlaws(images: Readonly<Record<string, string>>, { key, region }: SiteFacts): Flaw[] {
  const image = images[key];
  if (image === undefined)
    return [
      {
        of: 'images',
        value: `none at ${key}`,
        allowed: 'an image at each site, of its own region',
        fix: `import it there, and give its OCID: '${key}': '…'`,
      },
    ];
  return unless(isOcidIn('image', region, image), {
    of: 'images',
    value: `${image} at ${key}`,
    allowed: `the OCID of an image of ${region.code}`,
  });
}

/**
 * A configuration names one reservation, which is of one availability domain; and whatever is launched by it takes its place from there alone (UNVERIFIED: what OCI does once
 * it is full), so that there has to be one for each machine that may ever run.
 */
function reservedFlaws({ reserved, instances: { most } }: MachineGroupDeclaration, { key, region }: SiteFacts): Flaw[] {
  const kept = reserved[key];
  if (kept === undefined) return [];
  if (region.zones > 1)
    return [
      {
        of: 'reserved',
        value: `${kept} at ${key}`,
        allowed: `none in ${region.code}: a pool over its availability domains names one reservation, and a reservation is of one of them`,
        fix: `leave ${key} out: what room there is is asked by continuity doctor`,
      },
    ];
  return unless(kept === most, {
    of: 'reserved',
    value: `${kept} at ${key}`,
    allowed: `${most}, the most of its instances: a machine is launched from the reservation alone`,
    fix: `reserved: { '${key}': ${most} }`,
  });
}

/** What needs more than the network of a site has, or a door that the library does not make. */
const agentFlaws = ({ logs, sessions }: MachineGroupDeclaration): Flaw[] => [
  ...unless(!logs, {
    of: 'logs',
    value: 'true',
    allowed:
      'false: the agent that sends logs is told what to send by a configuration, for a dynamic group of the tenancy; one of your own by onEverySite (oci_logging_unified_agent_configuration)',
    fix: 'logs: false',
  }),
  ...unless(!sessions, {
    of: 'sessions',
    value: 'true',
    allowed: 'false: OCI opens sessions through a bastion of your own, by onEverySite (oci_bastion_bastion)',
    fix: 'sessions: false',
  }),
];
