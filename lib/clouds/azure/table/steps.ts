import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { CLOSED_TO_OTHERS } from '../cli-doors';
import { BEGUN, commandStep, crossingStep, type Check, type Crossing } from '../../../words/steps';
import {
  doorsBeside,
  doorsIn,
  forceWrites,
  READS,
  READS_ANYHOW,
  regionRole,
  writesAt,
  switchWrites,
  tableLackedAt,
  WRITES,
} from '../cli-table';
import { looked, type More } from '../../../port/looks';
import { GUIDANCE } from './figures';
import { accountOf, type TablePlacement } from './names';

const look = (placement: TablePlacement, step: string, title: string, more: More): Check =>
  looked(placement, regionRole(accountOf(placement.here), placement.here.region), step, title, more);

/** Steps around a region of an account that takes the writes, follows, or is left: the service gives them, by one command. */
export function tableRecovery(placement: TablePlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { component, here } = placement;
  const account = accountOf(here);
  const isPlanned = kind === 'planned';
  return {
    check: [
      look(placement, 'replica', 'follows, and can take the writes', { matches: isPlanned ? READS : READS_ANYHOW, onFailure: NOT_NOW }),
    ],
    age: { run: tableLackedAt(account, since), endpoint: here.region },
    fenced: [
      look(placement, 'fenced', `lets nobody in: no endpoint leads to the account but those of ${placement.peer.region}`, {
        run: doorsBeside(account, placement.peer.ground.group),
        matches: CLOSED_TO_OTHERS,
        onFailure: `reject what is left (az network private-endpoint-connection reject --id ID): of another group than ${placement.peer.ground.group}, whoever is behind it may write`,
      }),
    ],
    drained: [quiet(placement)],
    promote: [isPlanned ? switched(placement) : forced(placement)],
    verify: [look(placement, 'promoted', 'takes writes', { matches: WRITES, timeout: 1800 })],
    follows: [look(placement, 'follows', 'still follows', { matches: READS_ANYHOW, onFailure: BEGUN })],
    seed: [leads(placement)],
    standing: [
      look(placement, 'standing', 'follows, complete', { matches: READS, timeout: 3600, onFailure: NOT_BACK }),
      look(placement, 'door', 'has an endpoint that leads to the account', {
        run: doorsIn(account, here.ground.group),
        matches: '[1-9]\\d*',
        onFailure: `apply the stack of ${here.region}; where ${component} is still made, wait`,
      }),
    ],
  };
}

/** Every write is answered by the region that has them. A planned change of it waits for what is not sent yet. */
const quiet = (placement: TablePlacement): Check =>
  look(placement, 'lag', `lacks nothing that is still being written at ${placement.peer.region}`, {
    run: writesAt(accountOf(placement.peer), placement.peer.region),
    matches: '0',
    number: placement.component,
    endpoint: placement.peer.region,
    timeout: 1800,
    onFailure:
      'somebody is still let in: look for the endpoint, and reject it. What is counted is told some minutes late. Where it stays empty, the account tells no numbers, and nobody knows: look at what its metrics say',
  });

const TAKES = { expected: 'no output, once it has the writes; repeated, it finds that it does', timeout: 3600 };

/** All regions are healthy: what is written is there before the change. */
const switched = ({ id, component, here }: TablePlacement): Crossing =>
  crossingStep({
    ...TAKES,
    id: `promote-${id}`,
    title: `${component} at ${here.region} takes the writes, once it has all of them`,
    run: switchWrites(accountOf(here), here.region),
    endpoint: here.region,
    losesData: 'nothing: the service waits for what is not sent yet',
  });

/** A change of priorities would be refused while a region is out, and leaves the account inconsistent ("Operations to avoid" of `GUIDANCE`). */
const forced = ({ id, component, here }: TablePlacement): Crossing =>
  crossingStep({
    ...TAKES,
    id: `promote-${id}`,
    title: `${component} at ${here.region} takes the writes: the other region is taken out of the account`,
    run: forceWrites(accountOf(here), here.region),
    endpoint: here.region,
    losesData:
      'what the old region took and had not sent yet: once Microsoft has brought it back, within days, it is in the conflict feed of the container; a region that was healthy comes back by a support request alone',
  });

/**
 * The side that serves has the writes. It has them already, but where the table was declared while the other one served, or where a move that was given up left
 * them: then nothing is lost by it.
 */
const leads = ({ id, component, peer }: TablePlacement): Seed => ({
  before: 'sites',
  again: true,
  step: commandStep({
    id: `leads-${id}`,
    title: `${component} at ${peer.region} has the writes, as it serves`,
    run: switchWrites(accountOf(peer), peer.region),
    endpoint: peer.region,
    expected: 'no output: it has them, or was given them without loss',
    timeout: 3600,
  }),
});

const NOT_NOW =
  'look at the account (az cosmosdb show): what is being changed ends by itself. Where this region has the writes, it has the role already; where the account does not answer at all, its group stands beside the state of the witness';
const NOT_BACK = `a region that was taken out is brought back by Microsoft once it is up, in three business days or more: then read the conflict feed, and run this again; a support request hurries it (${GUIDANCE}, "Region restoration"). A region that the account never had is added first, with all that it has: az cosmosdb update --subscription SUBSCRIPTION --resource-group GROUP --name ACCOUNT --locations regionName=SERVING failoverPriority=0 isZoneRedundant=True --locations regionName=THIS failoverPriority=1 isZoneRedundant=True`;
