import type { TerraformStack } from 'cdktf';
import { z } from 'zod';
import { DnsFailover } from '../../../traffic/dns-failover';
import { declared, faultsIn } from '../../../words/checked';
import { refuseAll, type ContinuityErrorProps } from '../../../words/errors';
import { HOST_NAME, isHostName } from '../../../words/host-name';
import { flag, instance, word } from '../../../words/shapes';
import { GROUP_NAME } from '../facts';

/** What a {@link FrontDoor} takes. */
export interface FrontDoorProps {
  /** The switch that it stands in front of: its name is the one origin. The certificates of the entrances have `hostName`, too. */
  readonly before: DnsFailover;
  /** What profile and endpoint are called: 2 to 46 letters, digits and hyphens, no hyphen at an end. The name of the endpoint is completed by Azure. */
  readonly name: string;
  /** A resource group that exists, in the region of neither site: what is in a group can only be changed while its region answers. That of the witness's state will do. */
  readonly resourceGroup: string;
  /** The name that users know: below the zone, and not that of the switch. */
  readonly hostName: string;
  /** The zone of Azure DNS that has it, in the subscription of the site whose base this is rendered in. */
  readonly zone: { readonly name: string; readonly resourceGroup: string };
  /** The certificate of `hostName` in a key vault, without a version: `https://VAULT.vault.azure.net/certificates/NAME`. Front Door reads it itself, and is let in there once. */
  readonly certificate: string;
  /** With managed rules of a firewall, and private origins. @default false: Standard */
  readonly premium?: boolean;
}

// https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/cdn/validate (endpoints 2 to 46, profiles 1 to 90)
const NAME = '2 to 46 letters, digits and hyphens, none of these at an end';
const CERTIFICATE = 'a certificate of a key vault, without a version: https://VAULT.vault.azure.net/certificates/NAME';
const TAKES = declared<FrontDoorProps>(
  {
    before: instance(DnsFailover, 'the switch of the workload: a service of the whole world never lets users in alone'),
    name: word(NAME, /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/i, 46),
    resourceGroup: word(GROUP_NAME.allowed, GROUP_NAME.shape),
    hostName: word(HOST_NAME, isHostName, 253),
    zone: z.strictObject({ name: word(HOST_NAME, isHostName, 253), resourceGroup: word(GROUP_NAME.allowed, GROUP_NAME.shape) }),
    certificate: word(CERTIFICATE, /^https:\/\/[a-z0-9-]{3,24}\.vault\.[a-z.]+\/certificates\/[a-z0-9-]{1,127}$/i, 300),
    premium: flag.optional(),
  },
  {
    before: "new DnsFailover(workload, 'Dns', { record: 'origin', … })",
    name: "'acme'",
    resourceGroup: "'edge'",
    hostName: "'www.acme.example'",
    zone: "{ name: 'acme.example', resourceGroup: 'dns' }",
    certificate: "'https://acme-certs.vault.azure.net/certificates/www'",
    premium: 'true',
  },
);
const WHOSE = { subject: 'FrontDoor', id: 'DR-EDGE-01' };

/** Throws `DR-EDGE-01` with every fault; gives the scope where there is none. */
export function refuseFrontDoor(scope: TerraformStack, props: FrontDoorProps): TerraformStack {
  const wrong = faultsIn(props, TAKES, WHOSE);
  refuseAll(wrong.length > 0 ? wrong : nameFaults(props));
  return scope;
}

/** Users have to be led to it, and past it to the switch: by a CNAME, which the zone itself takes none of, and which no two names of one are. */
function nameFaults({ hostName, zone, before }: FrontDoorProps): ContinuityErrorProps[] {
  const { name: origin, aliases } = before.declaration();
  const own = [origin, ...aliases].map((one) => one.toLowerCase());
  const below = hostName.toLowerCase().endsWith(`.${zone.name.toLowerCase()}`);
  if (!below)
    return [
      {
        id: 'DR-EDGE-01',
        what: 'The name of users that FrontDoor answers is not below its zone',
        value: hostName,
        allowed: `a name below ${zone.name}: it is a CNAME`,
        fix: `hostName: 'www.${zone.name}'`,
      },
    ];
  if (!own.includes(hostName.toLowerCase())) return [];
  return [
    {
      id: 'DR-EDGE-01',
      what: 'The name of users that FrontDoor answers is one of the switch: it would lead to itself',
      value: hostName,
      allowed: `another name than ${own.join(', ')}`,
      fix: "record: 'origin', of the DnsFailover",
    },
  ];
}
