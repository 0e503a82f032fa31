import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { Rendered } from '../../../port/cloud';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { askedOf, looksAt, type Needed } from '../../../port/needed';
import type { Fence, Seed } from '../../../port/phases';
import type { DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { checkStep, commandStep, type Check } from '../../../words/steps';
import type { AzureContext } from '../cell';
import type { ContainerWords } from '../cli';
import { closeStore, containerThere, maySendTo, openStore, saidOfBlobs, saidOfStore, storeLedBy } from '../cli-storage';
import { PUBLIC } from '../cli-ways';
import { reachedAgain } from '../existing-server';
import { BLOBS_ID, ENDPOINT_ID, SUBNET_ID } from '../facts';
import { isIdIn } from '../ids';
import { partitionOf } from '../partition';
import { refuseNamedElsewhere } from '../vault-region';
import { accountAt, accountOf, type AccountPlace, type AccountPlacement } from './names';

/*
 * An account of blobs that exists: one container of it is sent to the other site, by a policy of replication beside those of its owner. The ways that are given are all
 * that is ever changed of it, by the steps that fence it and take that back. Once the role has left, what comes back is another account, made beside it.
 */

const GUIDE = 'https://learn.microsoft.com/azure/storage/blobs/object-replication-overview';

/** An address, or a range of them, as a rule of an account names it. */
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/(?:[0-9]|[12]\d|30))?$/;
const isWay = (way: string): boolean => ADDRESS.test(way) || [ENDPOINT_ID, SUBNET_ID].some(({ shape }) => shape.test(way));

/** What is wrong with what is given of it. */
export function existingFlaws({ existing }: ObjectStorageDeclaration, { key, account }: SiteFacts): Flaw[] {
  const found = existing?.[key];
  if (!found) return [];
  const { id, guards = [], appliedFrom = [] } = found;
  const flaw = (value: string, allowed: string, fix?: string): Flaw => ({
    ...{ of: 'existing', value: `${value} at ${key}`, allowed },
    ...(fix === undefined ? {} : { fix }),
  });
  const odd = [...guards.filter((one) => one !== PUBLIC && !isWay(one)), ...appliedFrom.filter((one) => !isWay(one))];
  return [
    ...(isIdIn(account, BLOBS_ID, id) ? [] : [flaw(id, `${BLOBS_ID.allowed}, in ${account}`)]),
    ...(found.key === undefined
      ? []
      : [flaw(found.key, 'no key: what comes back is another account, encrypted by the key of its site', 'leave key out')]),
    ...(guards.length > 0
      ? []
      : [
          flaw(
            'no guards',
            `guards: all ways that lead there, which a fence closes: '${PUBLIC}', ids of subnets and of private endpoints, addresses`,
          ),
        ]),
    ...(appliedFrom.length > 0
      ? []
      : [
          flaw(
            'no appliedFrom',
            'appliedFrom: the ways of whoever applies and recovers, which a fence leaves open: a planned switch asks there, behind the fence, what was not sent',
          ),
        ]),
    ...odd.map((one) =>
      flaw(one, `in guards '${PUBLIC}', and there and in appliedFrom ids of subnets and of private endpoints, and addresses`),
    ),
  ];
}

/** The ways that are given: those that a fence closes, and those that it leaves to whoever recovers. */
const waysTo = ({ existing }: ObjectStorageDeclaration, site: string) => {
  const { guards = [], appliedFrom = [] } = existing?.[site] ?? {};
  return { guards, left: appliedFrom, all: [...guards, ...appliedFrom] };
};

/** What has to be so of it before it is sent to another account. */
function accountNeeds({ id, component, declaration }: AccountPlacement, place: AccountPlace, follower: string): Needed[] {
  const of = accountAt(place, declaration);
  const { region, site } = place;
  const on = `--subscription ${of.subscription} --resource-group ${of.group} --account-name ${of.account}`;
  const is = (what: string, title: string, run: string[], matches: string, fix: string): Needed => ({
    ...{ id: `${what}-${id}`, title: `${component} at ${region} ${title}`, run, matches, fix },
  });
  return [
    is('region', `is in ${region}`, saidOfStore(of, 'primaryLocation'), region, `the account that stands in ${region}`),
    is(
      'sent',
      'is of a kind that object replication takes, without a hierarchy of names',
      saidOfStore(of, "join(' ', [kind, isHnsEnabled && 'hierarchy' || 'flat'])"),
      '(StorageV2|BlockBlobStorage) flat',
      `az storage account update --upgrade-to-storagev2 of one of the first generation; a hierarchy is never taken away: data is carried to an account without (${GUIDE})`,
    ),
    is(
      'versions',
      'keeps versions and a feed of changes, without which nothing is sent',
      saidOfBlobs(of, "join(' ', [to_string(isVersioningEnabled), to_string(changeFeed.enabled)])"),
      '[Tt]rue [Tt]rue',
      `az storage account blob-service-properties update ${on} --enable-versioning true --enable-change-feed true; and a rule of its lifecycle that ends older versions`,
    ),
    is(
      'container',
      `has the container ${of.container}`,
      containerThere(of),
      '[Tt]rue',
      `the id of a container that is there: ${of.container} is none of it`,
    ),
    is(
      'sends',
      'receives from no other account, and sends to one other at most: it may send to two',
      maySendTo(of, follower),
      'free',
      `az storage account or-policy delete ${on} --policy-id …, of one that its owner does without`,
    ),
    is(
      'guards',
      'is reached by the ways that are given, and by no other: a fence closes guards, and leaves appliedFrom',
      storeLedBy(of, waysTo(declaration, site).all),
      'given',
      `guards and appliedFrom: all that this prints, each in one of the two. What of appliedFrom it does not print has no rule, which a fence does not add: az storage account network-rule add ${on} --ip-address …, by its owner`,
    ),
  ];
}

/** What nothing waits for: whether what was deleted comes back, and over how many zones it is kept. */
const kept = ({ id, component, declaration, spread }: AccountPlacement, place: AccountPlace): Needed[] => {
  const of = accountAt(place, declaration);
  const zones: Needed = {
    id: `zones-${id}`,
    title: `${component} at ${place.region} is kept in several zones`,
    run: saidOfStore(of, 'sku.name'),
    matches: '\\w+_(G|RAG)?ZRS',
    fix: `az storage account migration start --name ${of.account} --resource-group ${of.group} --sku Standard_ZRS, by its owner: it takes days; or a tier that asks for one zone`,
  };
  return spread === 'zonal' ? [zones] : [];
};

/** As it is asked ahead of the day, where it serves. */
export const accountAsked = (placement: AccountPlacement): DoctorItem[] =>
  placement.here.existing && works(placement.form)
    ? askedOf(placement.here.region, [
        ...accountNeeds(placement, placement.here, accountAt(placement.peer, placement.declaration).account),
        ...kept(placement, placement.here),
      ])
    : [];

/** What an account that exists at the other site has to be before it is sent here. */
export const accountSeeds = (placement: AccountPlacement): readonly Seed[] =>
  placement.peer.existing
    ? looksAt(placement.peer.region, accountNeeds(placement, placement.peer, accountOf(placement).account)).map((step): Seed => ({
        step,
        before: 'sites',
      }))
    : [];

/** Its ways are closed by a command, and opened again by another one; those of whoever recovers stay, who looks there for what was not sent. */
export function accountFences(placement: AccountPlacement): readonly Fence[] {
  const { id, component, here, declaration } = placement;
  if (!here.existing) return [];
  const { guards } = waysTo(declaration, here.site);
  const step = commandStep({
    id: `fence-${id}`,
    title: `${component} at ${here.region} is closed to the ways that are given, all of its account`,
    run: closeStore(accountOf(placement), guards),
    endpoint: here.region,
    expected: 'closed',
    timeout: 600,
  });
  const undo = reachedAgain(placement, openStore(accountOf(placement), guards), 600);

  return [{ step, undo }];
}

/** That nothing but whoever recovers gets in. */
export function accountFenced(placement: AccountPlacement): Check {
  const { id, component, here, declaration } = placement;
  return checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${here.region} lets no network in, but those of whoever applies`,
    run: storeLedBy(accountOf(placement), waysTo(declaration, here.site).left),
    matches: 'given',
    endpoint: here.region,
    onFailure: 'each way that this prints and that is none of appliedFrom: close it, or run the step ahead of it again',
  });
}

/** Nothing of it is made: where it is in another region is refused at plan, while it serves. What is fenced is not read. */
export function renderExisting(context: AzureContext, placement: AccountPlacement): Rendered {
  const { id, form } = placement;
  const { account, container } = accountOf(placement);
  if (works(form)) refuseNamedElsewhere(context, { id, name: account, type: 'Microsoft.Storage/storageAccounts' });
  const host = `${account}.${partitionOf(context.site.region.code).blobSuffix}`;
  return { ready: [], waits: [], endpoint: { host, name: container } };
}

/** How its point-in-time restore is switched on, by its owner. */
export const restoreFix = ({ subscription, group, account }: ContainerWords, days: number): string =>
  `az storage account blob-service-properties update --subscription ${subscription} --resource-group ${group} --account-name ${account} --enable-delete-retention true --delete-retention-days ${days + 1} --enable-restore-policy true --restore-days ${days}`;
