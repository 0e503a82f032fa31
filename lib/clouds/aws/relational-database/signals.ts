import type { SitePlan } from '../../../plan/plan';
import type { Signal, Watched } from '../../../port/signals';
import type { Place } from '../../../words/place';
import { instanceArn } from '../arn';
import { latestSnapshot } from '../cli-database';
import { copyAwayIsOld, copyFails, copyIsOld, noneMade, oldest } from '../copy-signals';
import { toldAs } from '../existing';
import { secretArn } from '../grants';
import type { DatabasePlacement } from './names';
import { published, replicationSignals, sourceSignals } from './replication';
import { leastFree } from './storage';

/** How far a replica is behind and whether it has room, and how old the newest copy is. */
export function databaseSignals(placement: DatabasePlacement, rpo: number, copies: SitePlan['copies']): readonly Signal[] {
  const { id, here, peer, component, posture } = placement;
  const copying = { id, component, name: toldAs(here, component, here.names.instance), region: here.region, resources: [arnOf(peer)] };
  const taken = latestSnapshot(here.region, 'OriginalSnapshotCreateTime', { instance: peer.names.instance });
  return [
    // Where copies are all there is, no instance stands that could tell.
    ...(posture === 'backup' ? [] : [...replicationSignals(placement, rpo), storage(placement, 'replica'), happens(placement, 'replica')]),
    ...(copies.toPeer ? [copyIsOld(copying, taken, oldest(copies, rpo))] : []),
    ...(copies.away ? [copyAwayIsOld(copying, copies.away, oldest(copies, rpo))] : []),
    copyFails(copying),
  ];
}

/** Where it serves: it has room, it keeps what its replica lacks, and copies are made there. */
export const databaseServingSignals = (placement: DatabasePlacement, copies: SitePlan['copies']): readonly Signal[] => {
  const { id, here, component, joined } = placement;
  const { instance } = here.names;
  const copying = { id, component, name: toldAs(here, component, instance), region: here.region, resources: [arnOf(here)] };
  return [
    storage(placement, 'service'),
    happens(placement, 'service'),
    ...(joined === 'replica' ? sourceSignals(placement) : []),
    ...(joined === undefined ? [] : [passwordChanges(placement)]),
    copyFails(copying),
    noneMade(here, copies),
  ];
};

/** An instance whose storage is full stops, and takes neither a write nor a promotion; it grows by itself, but not at once, and not for ever. */
const storage = ({ id, here, component, declaration: { gib } }: DatabasePlacement, watches: Watched): Signal => ({
  kind: 'metric',
  id: `${id}-storage`,
  name: `${toldAs(here, component, here.names.instance)}-storage`,
  title: `Less than a tenth of the storage of ${component} at ${here.region} is free, or nobody knows`,
  watches,
  ...published('FreeStorageSpace', here),
  below: leastFree(gib),
  period: 60,
  periods: 5,
  silenceIsAlarm: true,
});

/**
 * What the service itself says of an instance that may become a disaster: that it failed, has no room, is taken down for maintenance, or that its
 * replication stopped. Told once, on a best-effort basis, and to a rule as to a subscription of events:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.html, USER_Events.Messages.html there (categories), 2026-11.
 */
const LEADS_TO_DISASTER = ['failure', 'low storage', 'maintenance', 'read replica'];

const happens = ({ id, here, component }: DatabasePlacement, watches: Watched): Signal => ({
  kind: 'event',
  id: `${id}-happens`,
  name: `${toldAs(here, component, here.names.instance)}-happens`,
  title: `Amazon RDS says that ${component} at ${here.region} failed, lacks room, is maintained, or does not replicate`,
  watches,
  pattern: {
    source: ['aws.rds'],
    'detail-type': ['RDS DB Instance Event'],
    detail: { EventCategories: LEADS_TO_DISASTER, SourceArn: [arnOf(here)] },
  },
});

/**
 * What joins the sites carries a password at each turn, and no later change of it: that it was changed is told where it was, by CloudTrail, where the
 * account has a trail; that the two differ is asked, at the site that survives. A call names the secret by its ARN or by its name, and each event in a
 * field of its own (https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html, cloudtrail_log_entries.html there, 2026-11;
 * UNVERIFIED: not run against AWS).
 */
export function passwordChanges({ id, here, peer, component }: DatabasePlacement): Signal {
  const { password, instance } = here.names;
  const arn = { prefix: secretArn(here, password) };
  return {
    kind: 'event',
    id: `${id}-password-changes`,
    name: `${toldAs(here, component, instance)}-password`,
    title: `The password of ${component} at ${here.region} was changed: carry it to ${peer.region}, or nobody logs in there after a move (docs/databases-on-aws.md)`,
    watches: 'replica',
    pattern: {
      source: ['aws.secretsmanager'],
      'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
      detail: {
        eventName: ['PutSecretValue', 'UpdateSecret', 'RotationSucceeded'],
        $or: [
          { requestParameters: { secretId: [password, arn] } },
          { responseElements: { arn: [arn] } },
          { additionalEventData: { SecretId: [arn] } },
        ],
      },
    },
  };
}

const arnOf = (place: Place<'instance'>): string => instanceArn(place, place.names.instance);
