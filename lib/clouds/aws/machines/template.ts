import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template/index.js';
import type { AwsContext } from '../cell';
import { environmentOf } from '../environment';
import { findImage } from './image';
import { machineKeyArn, type MachinePlacement } from './names';
import { takenType } from './sizes';
import { userDataOf } from './user-data';

/** What a machine is made from: no public address, encrypted volumes, its own role, and metadata by session alone. */
export function renderTemplate(context: AwsContext, placement: MachinePlacement, guard: string): LaunchTemplate {
  const { id, here, declaration } = placement;
  const { storageGiB, logs } = declaration;
  const name = here.names.machines;
  const image = findImage(context, placement);
  const told = userDataOf(declaration, environmentOf(context, placement), logs ? [['LOG_GROUP', here.names.logs]] : []);
  const tags = { Name: name };
  return new LaunchTemplate(context.stack, `${id}-template`, {
    name,
    imageId: image.id,
    instanceType: takenType(declaration)[0],
    iamInstanceProfile: { name: here.names.role },
    ...(told === undefined ? {} : { userData: told }),
    // Version 2 of it: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
    metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
    networkInterfaces: [{ associatePublicIpAddress: 'false', deleteOnTermination: 'true', securityGroups: [guard] }],
    blockDeviceMappings: [
      {
        deviceName: image.rootDevice,
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateEbsBlockDeviceRequest.html
        ebs: {
          ...{ encrypted: 'true', kmsKeyId: machineKeyArn(placement), volumeType: 'gp3', deleteOnTermination: 'true' },
          ...(storageGiB === undefined ? {} : { volumeSize: storageGiB }),
        },
      },
    ],
    monitoring: { enabled: true },
    tagSpecifications: [
      { resourceType: 'instance', tags },
      { resourceType: 'volume', tags },
    ],
    tags,
  });
}
