import { askedRoom } from '../../port/room-words';
import { MORE, type DoctorItem } from '../../words/doctor';
import { databaseRoom, vcpuRoom, type VcpuQuota } from './cli-room';

/** What is made on the day, at a site. */
interface Made {
  readonly id: string;
  readonly component: string;
  readonly here: { readonly region: string };
}

const raise = (of: string): string =>
  `ask for more: aws service-quotas request-service-quota-increase --service-code ${of}; it may take days`;

/** Whether the account may have so many more of what a quota of databases counts, `what` in words. */
export const roomOfDatabases = ({ id, component, here: { region } }: Made, quota: string, what: string, more: number): DoctorItem =>
  askedRoom({
    id: `quota-${quota.toLowerCase()}-${id}`,
    title: `${region} has room for ${MORE} ${what} more, of ${component}`,
    of: `databases ${quota}`,
    more,
    run: databaseRoom(region, quota),
    endpoint: region,
    fix: raise('rds'),
  });

/** Whether the account may have so many more virtual CPUs of a quota. */
export const roomOfVcpus = ({ id, component, here: { region } }: Made, quota: VcpuQuota, more: number): DoctorItem =>
  askedRoom({
    id: `quota-${id}`,
    title: `${region} has room for ${MORE} vCPUs more of ${component}`,
    of: `vCPUs ${quota.service} ${quota.quota}`,
    more,
    run: vcpuRoom(region, quota),
    endpoint: region,
    fix: `${raise(`${quota.service} --quota-code ${quota.quota}`)}. That it is granted is no promise that there is capacity on the day`,
  });
