import { DataAwsAmiIds } from '@cdktf/provider-aws/lib/data-aws-ami-ids/index.js';
import { DataAwsAmi } from '@cdktf/provider-aws/lib/data-aws-ami/index.js';
import { TerraformCount, Token } from 'cdktf';
import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { AwsContext } from '../cell';
import type { MachinePlacement } from './names';

/** An image at a site, by what its region is asked for. */
export interface ImageAt {
  /** What images are filtered by. */
  readonly by: 'name' | 'image-id';
  /** Its name, or its id. */
  readonly value: string;
}

/** The image of a group at a site: by its name, which is one image of an account in a region, or by the id that it has there. */
export const imageAt = ({ image, images }: Pick<MachineGroupDeclaration, 'image' | 'images'>, site: string): ImageAt =>
  image === undefined ? { by: 'image-id', value: images[site] ?? '' } : { by: 'name', value: image };

/** What a person does where the image is missing, or cannot be read: a copy that outlived its key is in the way of another of its name. */
export const missingImage = (placement: MachinePlacement): string =>
  `where its key is not Enabled: aws ec2 deregister-image --region ${placement.here.region} --image-id ID. Where it is missing: ${laidBy(placement)}`;

const laidBy = ({ here, peer, declaration: { image } }: MachinePlacement): string =>
  image !== undefined && here.account === peer.account
    ? `copy it while ${peer.region} answers: continuity run --transition establish --execute; else build it at ${here.region} under that name, or declare the name of one that is there`
    : `have it at ${here.region}, of that account: build it there, or share and copy it (aws ec2 copy-image)`;

/** An image as a template takes it: expressions. */
interface FoundImage {
  /** Its id; null where it is not there. */
  readonly id: string;
  /** What its first volume is called. */
  readonly rootDevice: string;
}

/**
 * The image of the account, looked up in its own region. Where it is missing nothing is planned for it, and the group alone is refused by
 * AWS: a look-up that fails, or a precondition, would hold up all that is recovered by the same apply. So a check says it at plan, with what to
 * do: what AWS says of it later does not name the image.
 */
export function findImage({ stack, site }: AwsContext, placement: MachinePlacement): FoundImage {
  const { id, component, here, form, declaration } = placement;
  const { by, value } = imageAt(declaration, site.key);
  const asked = {
    owners: ['self'],
    filter: [
      { name: by, values: [value] },
      { name: 'state', values: ['available'] },
    ],
  };
  const known = new DataAwsAmiIds(stack, `${id}-images`, asked);
  const count = TerraformCount.of(Token.asNumber(`\${min(length(${known.fqn}.ids), 1)}`));
  const found = new DataAwsAmi(stack, `${id}-image`, { ...asked, count, mostRecent: true });
  const said = `No image ${value} of ${component} is available at ${here.region}: its machines are not made. Fix: ${missingImage(placement)}.`;
  if (form !== 'fenced')
    stack.addOverride(`check.${id}-image`, { assert: { condition: `\${length(${known.fqn}.ids) > 0}`, error_message: said } });
  const of = (attribute: string, missing: string): string => `\${try(${found.fqn}[0].${attribute}, ${missing})}`;
  return { id: of('id', 'null'), rootDevice: of('root_device_name', '"/dev/xvda"') };
}
