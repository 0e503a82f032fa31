import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { CLOSED_TO_OTHERS } from '../cli-doors';
import { BEGUN, commandStep, crossingStep, type Check, type Crossing } from '../../../words/steps';
import {
  accountDoorsBeside,
  accountDoorsIn,
  allSent,
  backToGeo,
  FOLLOWS_ANYHOW,
  FOLLOWS_LIVE,
  forcedFailover,
  geoLackedAt,
  geoRole,
  plannedFailover,
  TAKES_WRITES,
} from '../cli-geo';
import { looked, type More } from '../../../port/looks';
import { GUIDANCE } from './figures';
import { geoAccountOf, type GeoPlacement } from './names';

const look = (placement: GeoPlacement, step: string, title: string, more: More): Check =>
  looked(placement, geoRole(geoAccountOf(placement.here), placement.here.region), step, title, more);

/** Steps around a region of an account that takes the writes, follows, or is left: the service gives them, by one command. `readable`: what follows is read. */
export function geoRecovery(placement: GeoPlacement, { kind, since }: MoveFacts, readable = false): RecoverySteps {
  const { here, peer } = placement;
  const account = geoAccountOf(here);
  const isPlanned = kind === 'planned';
  return {
    check: [
      look(placement, 'replica', 'follows, and can take the writes', {
        matches: isPlanned ? FOLLOWS_LIVE : FOLLOWS_ANYHOW,
        onFailure: NOT_NOW,
        ...(isPlanned ? {} : { timeout: 60, bestEffort: true }),
      }),
    ],
    age: { run: geoLackedAt(account, since), endpoint: here.region },
    fenced: [
      look(placement, 'fenced', `lets nobody in: no endpoint leads to the account but those of ${peer.region}`, {
        run: accountDoorsBeside(account, peer.ground.group),
        matches: CLOSED_TO_OTHERS,
        onFailure: `reject what is left (az network private-endpoint-connection reject --id ID): of another group than ${peer.ground.group}, whoever is behind it may write`,
      }),
    ],
    drained: [sent(placement)],
    promote: [isPlanned ? switched(placement) : forced(placement)],
    verify: [look(placement, 'promoted', 'takes writes', { matches: TAKES_WRITES, timeout: 7200 })],
    follows: [look(placement, 'follows', 'still follows', { matches: FOLLOWS_ANYHOW, onFailure: BEGUN })],
    seed: [leads(placement), inBoth(placement, readable)],
    standing: [
      look(placement, 'standing', 'follows, with all that there was', { matches: FOLLOWS_LIVE, timeout: 86_400, onFailure: NOT_BACK }),
      look(placement, 'door', 'has an endpoint that leads to the account', {
        run: accountDoorsIn(account, here.ground.group),
        matches: '[1-9]\\d*',
        onFailure: `apply the stack of ${here.region}`,
      }),
    ],
  };
}

/** Every write is one of the region that has them; nobody is let in by then. A planned failover waits for what is not sent, too. */
const sent = (placement: GeoPlacement): Check =>
  look(placement, 'lag', `has all that was written before ${placement.peer.region} was closed`, {
    run: allSent(geoAccountOf(placement.here)),
    matches: '0',
    number: placement.component,
    timeout: 7200,
    onFailure:
      'wait: the service says up to when all was sent, and is some minutes late. Where it says no moment, nobody knows: az storage account show --expand geoReplicationStats',
  });

const TAKES = { expected: 'no output, once it takes writes; repeated, it finds that it does', timeout: 14_400 };

/** Both regions are well: what is written is there before the change, and both change their places. */
const switched = ({ id, component, here }: GeoPlacement): Crossing =>
  crossingStep({
    ...TAKES,
    id: `promote-${id}`,
    title: `${component} at ${here.region} takes the writes, once it has all of them: nobody reads or writes it meanwhile`,
    run: plannedFailover(geoAccountOf(here), here.region),
    endpoint: here.region,
    losesData: 'nothing: the service waits for what is not sent yet',
  });

/** A planned one is refused while a region is out. */
const forced = ({ id, component, here }: GeoPlacement): Crossing =>
  crossingStep({
    ...TAKES,
    id: `promote-${id}`,
    title: `${component} at ${here.region} takes the writes: the account is in that region alone from then on`,
    run: forcedFailover(geoAccountOf(here), here.region),
    endpoint: here.region,
    losesData: 'what the old region took and had not sent yet, for good: its data is given up',
  });

/**
 * The side that serves has the writes. It has them already, but where a move that was given up left them at the other one: then nothing is lost
 * by it.
 */
const leads = ({ id, component, peer }: GeoPlacement): Seed => ({
  before: 'sites',
  again: true,
  step: commandStep({
    id: `leads-${id}`,
    title: `${component} at ${peer.region} has the writes, as it serves`,
    run: plannedFailover(geoAccountOf(peer), peer.region),
    endpoint: peer.region,
    expected: 'no output: it has them, or was given them without loss',
    timeout: 14_400,
  }),
});

/** What a forced failover left in one region is sent to the other one again, whole. */
const inBoth = ({ id, component, here, peer }: GeoPlacement, readable: boolean): Seed => ({
  before: 'sites',
  again: true,
  step: commandStep({
    id: `geo-${id}`,
    title: `${component} is sent from ${peer.region} to ${here.region}`,
    run: backToGeo(geoAccountOf(peer), readable),
    endpoint: peer.region,
    expected: 'no output: it is, or begins to be; how far it is standing looks at',
  }),
});

const NOT_NOW =
  'look at the account (az storage account show --expand geoReplicationStats): a failover under way ends by itself; a planned one is refused where the last moment up to which all was sent is older than 30 min (learn.microsoft.com/azure/storage/common/storage-failover-faq). Where this region has the writes, it has the role already. Where it never followed, the account is in one region since a forced failover: Microsoft copies it again once it is told to, with both regions up';
const NOT_BACK = `all is copied again after a forced failover, which takes as long as it is large (${GUIDANCE}): wait, and run this again. A region that the account never had is not added: its pair is that of its first region`;
