import { DataOciCoreSubnet } from '@cdktf/provider-oci/data-oci-core-subnet';
import { DataOciCoreVcn } from '@cdktf/provider-oci/data-oci-core-vcn';
import { Fn } from 'cdktf';
import type { ExistingNetwork } from '../../../components/network';
import type { Rendered } from '../../../port/cloud';
import type { OciContext } from '../cell';
import type { NetworkPlacement } from './names';

/**
 * A network that exists: nothing of it is changed. It is read at its site, so that what stands in it is let in from the ranges that it really
 * has, and what no component could work without is refused at plan: a subnet of another network, of one availability domain, or that takes
 * no public address and is said to be reached.
 */
export function adoptNetwork({ stack, site }: OciContext, { id, declaration }: NetworkPlacement): Rendered {
  const found = declaration.existing?.[site.key] as ExistingNetwork;
  const { id: vcnId, publicSubnets, privateSubnets } = found;
  const vcn = new DataOciCoreVcn(stack, id, { vcnId });
  for (const [kind, subnets] of Object.entries({ public: publicSubnets, private: privateSubnets }))
    subnets.forEach((subnetId, i) => {
      new DataOciCoreSubnet(stack, `${id}-${kind}-${i + 1}`, { subnetId, lifecycle: { postcondition: asked(kind, subnetId, vcnId) } });
    });
  const cidr = Fn.element(vcn.cidrBlocks, 0) as string;
  return {
    ready: [],
    waits: [],
    network: { vpcId: vcnId, cidr, ranges: vcn.cidrBlocks, publicSubnets, privateSubnets },
    endpoint: { host: cidr, name: vcnId },
  };
}

const asked = (kind: string, subnet: string, vcn: string) => [
  { condition: `\${self.vcn_id == "${vcn}"}`, errorMessage: `${subnet} is not in ${vcn}` },
  {
    condition: '${self.availability_domain == null || self.availability_domain == ""}',
    errorMessage: `${subnet} is of one availability domain, and is lost with it: a regional one is asked for`,
  },
  ...(kind === 'public'
    ? [
        {
          condition: '${!self.prohibit_public_ip_on_vnic}',
          errorMessage: `${subnet} takes no public address: nothing in it is reached from the internet`,
        },
      ]
    : []),
];
