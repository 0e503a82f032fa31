import { DataAwsDbInstance } from '@cdktf/provider-aws/lib/data-aws-db-instance/index.js';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { Fence, Seed } from '../../../port/phases';
import type { SiteRef } from '../../../words/place';
import { works } from '../../../words/posture';
import { commandStep } from '../../../words/steps';
import { instanceArn } from '../arn';
import type { AwsContext } from '../cell';
import { instance } from '../cli-database';
import { guardedBy, guardedByClosed, parameterOf, sameNetwork } from '../cli-guards';
import { idFlaws, nameIn, NAMED } from '../existing';
import { type Needed, looksAt } from '../../../port/needed';
import { takeCopies } from '../vault';
import { comparedNeeds, comparedWants } from './compared';
import { engineOf, type Feed } from './engines';
import { closedOf } from './groups';
import type { DatabasePlace, DatabasePlacement } from './names';

/*
 * An instance that exists: it is read for its address, copied by its ARN, and followed by a replica. What its fence closes it with is a
 * security group of the library's; nothing else of it is in a state.
 */

/** What an existing instance is called, and the secret of its administrator. */
export const adoptsInstance = (
  { existing }: RelationalDatabaseDeclaration,
  site: string,
): { readonly instance: string; readonly password: string } | undefined => {
  const found = existing?.[site];
  return found && { instance: nameIn(NAMED.instance, found.id), password: nameIn(NAMED.secret, found.secret) };
};

/** A security group. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html, 2026-11. */
const GROUP = /^sg-[0-9a-z]+$/;

/** What is wrong with what is given of it. */
export function existingFlaws({ existing }: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
  const found = existing?.[site.key];
  if (!found) return [];
  const groups = found.guards.filter((one) => !GROUP.test(one));
  return [
    ...idFlaws(NAMED.instance, found.id, site),
    ...idFlaws(NAMED.secret, found.secret, site),
    ...groups.map((value) => ({ of: 'existing', value: `${value} at ${site.key}`, allowed: 'ids of security groups: sg-…' })),
  ];
}

/** What is rendered of it: what reads, what copies, and what its fence closes it with. */
export function adoptInstance(context: AwsContext, placement: DatabasePlacement): DataAwsDbInstance | undefined {
  const { id, here, form, current } = placement;
  closedOf(context, placement);
  if (works(form)) takeCopies(context, id, instanceArn(here, here.names.instance));
  // What is kept fenced beside a later generation may be deleted by its owner: nothing may wait for it then.
  return current ? new DataAwsDbInstance(context.stack, id, { dbInstanceIdentifier: here.names.instance }) : undefined;
}

const guardsOf = ({ declaration, here }: DatabasePlacement): readonly string[] => declaration.existing?.[here.site]?.guards ?? [];

/** Closed by a group that admits nobody in place of its own ones, which it is given back. */
export function instanceFences(placement: DatabasePlacement): readonly Fence[] {
  const { id, component, here } = placement;
  if (!here.existing) return [];
  const { region, names } = here;
  const step = commandStep({
    id: `fence-${id}`,
    title: `${component} at ${region} is guarded by the group that admits nobody, and by no other`,
    run: guardedByClosed(region, names.instance, `${names.securityGroup}-closed`),
    endpoint: region,
    expected: 'guarded by that group alone',
    timeout: 900,
  });
  const undo = commandStep({
    id: `unfence-${id}`,
    title: `${component} at ${region} is guarded by its own groups again`,
    run: guardedBy(region, names.instance, guardsOf(placement)),
    endpoint: region,
    expected: 'guarded by those groups',
    timeout: 900,
  });
  return [{ step, undo }];
}

type About = Pick<DatabasePlacement, 'id' | 'component' | 'declaration' | 'joined'>;

/** A question about an instance. */
type Is = (what: string, title: string, query: string, matches: string, fix: string) => Needed;

/** What has to be so before it is copied or followed from another site. */
export function instanceNeeds(about: About, place: DatabasePlace, standby: SiteRef): Needed[] {
  const { id, component, joined } = about;
  const { region, names } = place;
  const is: Is = (what, title, query, matches, fix) => ({
    id: `${what}-${id}`,
    title: `${component} at ${region} ${title}`,
    run: instance(region, names.instance, `DBInstances[0].${query}`),
    matches,
    fix,
  });
  return [
    ...toBeCopied(is, about, place),
    inNetwork(about, place),
    ...comparedNeeds(about, place, standby),
    ...(joined === 'replica' ? toBeFollowed(is, modify(place)) : []),
  ];
}

const modify = ({ region, names }: DatabasePlace): string =>
  `aws rds modify-db-instance --region ${region} --db-instance-identifier ${names.instance}`;

const ENCRYPTION = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html';

function toBeCopied(is: Is, { declaration }: About, place: DatabasePlace): Needed[] {
  const { engine, gib, existing } = declaration;
  const { name, port, version } = engine;
  const { title } = engineOf(declaration);
  const guards = [...(existing?.[place.site]?.guards ?? [])].sort();
  return [
    is(
      'engine',
      `is ${title} ${version}`,
      '[Engine,EngineVersion]',
      `${name}\\s+${version.replaceAll('.', '\\.')}(\\.\\S+)?`,
      `engine: DatabaseEngine.${name}('…'), as it is`,
    ),
    is(
      'encrypted',
      'is encrypted: of what is not, nothing encrypted is made',
      'StorageEncrypted',
      'True',
      `it cannot be switched on: a snapshot of it is copied with a key, and restored (${ENCRYPTION})`,
    ),
    is(
      'port',
      `listens on ${port}`,
      'Endpoint.Port',
      String(port),
      `${modify(place)} --db-port-number ${port} --apply-immediately: it restarts, and whoever connects has to know`,
    ),
    is(
      'size',
      `has at most the ${gib} GiB that are declared`,
      `AllocatedStorage<=to_number('${gib}')`,
      'True',
      'storageGiB: as many as it has',
    ),
    is(
      'guards',
      'is guarded by the groups that are given: it is given those back after a fence',
      "join(' ',sort(VpcSecurityGroups[].VpcSecurityGroupId))",
      guards.join(' '),
      'guards: all of its security groups',
    ),
  ];
}

/** A group guards what is in its own network alone. */
const inNetwork = ({ id, component }: About, { region, names }: DatabasePlace): Needed => ({
  id: `vpc-${id}`,
  title: `${component} at ${region} is in the network that is adopted: what closes it is there`,
  run: sameNetwork(region, names.instance, `${names.securityGroup}-closed`),
  matches: 'same',
  fix: 'adopt the network that it is in; where the group is missing, apply the stack of the site first',
});

/**
 * Backups: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html; the password that RDS keeps:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html (limitations), 2026-11.
 */
const toBeFollowed = (is: Is, change: string): Needed[] => [
  is(
    'backups',
    'keeps automated backups: without them nothing follows it',
    'BackupRetentionPeriod',
    '[1-9]\\d*',
    `${change} --backup-retention-period 7 --apply-immediately: it is interrupted for a moment`,
  ),
  is(
    'unmanaged',
    'has a password that RDS does not keep by itself: nothing follows one that it does',
    'MasterUserSecret.SecretArn',
    'None',
    `${change} --no-manage-master-user-password --master-user-password … --apply-immediately, and that password in the secret that is given`,
  ),
];

/** What is asked of the log that feeds a replica: what, its title, the parameter, what it says, and why. */
const FED: Readonly<Record<Feed['by'], readonly [string, string, string, string, string]>> = {
  slot: [
    'bound',
    'keeps a bounded log for a replica that does not answer',
    'max_slot_wal_keep_size',
    '[1-9]\\d*',
    'without a bound it keeps all, until its own storage is full',
  ],
  binlog: [
    'rows',
    'writes down what rows became, as its standby does',
    'binlog_format',
    'ROW',
    'a statement may do something else at the other site',
  ],
};

/** What nothing waits for, and somebody should know ahead of the day. */
export function instanceWants(about: About, place: DatabasePlace, copiesIn?: SiteRef): Needed[] {
  const { id, component, joined, declaration } = about;
  const [tls, on] = engineOf(declaration).tls;
  const { region, names } = place;
  const name = names.instance;
  const parameter = (what: string, title: string, of: string, matches: string, fix: string): Needed => ({
    id: `${what}-${id}`,
    title: `${component} at ${region} ${title}`,
    run: parameterOf(region, name, of),
    matches,
    fix: `${fix}: aws rds modify-db-parameter-group --region ${region} --parameters ParameterName=${of},ParameterValue=…,ApplyMethod=immediate, in a group of your own`,
  });
  return [
    {
      id: `protected-${id}`,
      title: `${component} at ${region} is protected from deletion`,
      run: instance(region, name, 'DBInstances[0].DeletionProtection'),
      matches: 'True',
      fix: `${modify(place)} --deletion-protection --apply-immediately: nobody is interrupted`,
    },
    ...comparedWants(about, place, copiesIn),
    parameter('tls', 'lets nobody in without TLS, as its standby does', tls, on, 'who connects in clear text is refused at the other site'),
    ...(joined === 'replica' ? [parameter(...FED[engineOf(declaration).feed.by])] : []),
  ];
}

/** What an instance that exists at the other site has to have before the standby is made from it. */
export const instanceSeeds = (placement: DatabasePlacement): readonly Seed[] =>
  placement.peer.existing
    ? looksAt(placement.peer.region, instanceNeeds(placement, placement.peer, placement.here)).map((step): Seed => ({
        step,
        before: 'sites',
      }))
    : [];
