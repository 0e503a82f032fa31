import { askedRoom } from '../../../port/room-words';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { gatewayRoom, gatewayState, labelNamed, locationOf } from '../cli-gateway';
import { addressRoom } from '../cli-room';
import { registered } from '../doctor';
import { OURS_OR_FREE } from '../name-words';
import { inVault } from '../vault-region';
import type { GatewayPlacement as Entrance } from './names';

/** Whether a gateway is there, or could be made on the day; whether its name is free; and whether what it is given stands in its region. */
export function gatewayDoctor(entrance: Entrance): DoctorItem[] {
  const { id, here, posture } = entrance;
  return [
    registered(here.account, here.region, 'Microsoft.Network', id),
    ...(posture === 'none' ? hasRoom(entrance) : [stands(entrance)]),
    labelFree(entrance),
    ...nearOf(entrance),
  ];
}

const stands = ({ id, component, here: { region, account, ground, names } }: Entrance): DoctorItem =>
  asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${region} is there, and runs`,
    run: gatewayState(account, ground.group, names.gateway),
    matches: 'Succeeded Running',
    endpoint: region,
    fix: APPLY,
  });

function hasRoom({ id, component, here: { region, account } }: Entrance): DoctorItem[] {
  const fix = 'ask for more: https://learn.microsoft.com/azure/quotas/networking-quota-requests; it may take days';
  const room = (what: string, name: string, run: string[]): DoctorItem =>
    askedRoom({
      id: `quota-${name}-${id}`,
      title: `${region} has room for ${MORE} ${what} more: that of ${component} is made on the day`,
      of: what,
      more: 1,
      run,
      endpoint: region,
      fix,
    });
  return [room('gateways', 'gateway', gatewayRoom(account, region)), room('public addresses', 'address', addressRoom(account, region))];
}

/** A label is unique in its region, whoever has it: one that somebody else has fails the apply. */
const labelFree = ({ id, component, here: { region, account, names } }: Entrance): DoctorItem =>
  asked({
    about: 'standby',
    id: `label-${id}`,
    title: `The name ${names.label} of the address of ${component} is ours at ${region}, or free`,
    run: labelNamed(account, region, names.label),
    matches: OURS_OR_FREE,
    endpoint: region,
    fix: 'another id of the workload or of the component: its names are made of both',
  });

/** What a gateway is given and an id does not say the region of: lost with another region, it would be lost with both. */
function nearOf({ id, component, here: { region, site }, declaration }: Entrance): DoctorItem[] {
  const certificate = declaration.certificates[site];
  const given: readonly (readonly [what: string, of: string | undefined])[] = [
    ['vault', certificate && inVault(certificate).vault],
    ['firewall', declaration.firewalls[site]],
    ['logs', declaration.accessLogs[site]],
  ];
  return given.flatMap(([what, of]) =>
    of === undefined
      ? []
      : [
          asked({
            about: 'standby',
            id: `${what}-${id}`,
            title: `${of.split('/').at(-1)}, which ${component} at ${region} is given, stands in ${region}`,
            run: locationOf(of),
            matches: region,
            endpoint: region,
            fix: `one of ${region}, in its place`,
          }),
        ],
  );
}
