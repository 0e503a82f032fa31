import { shown } from './deadlines';
import type { Manifest, WorkloadManifest } from './manifest';
import { blocks, code, list, page, PAGE_BREAK, shellBlock, sorted, table, text } from './markdown';
import { lateInTurn, regionLoss, sitesIn, type RegionLoss } from './region-loss';
import { shellLine } from './shell-line';

/** The loss of each site, for all workloads of the app in one order: what the runbooks say of each alone. On paper, as they are. */
export const regionsMarkdown = (manifest: Manifest): string =>
  page(
    '# Loss of a region',
    `All workloads of this app, as they stand at sequence ${manifest.sequence}. Each has its own runbook: this page says in which order they are taken up. What others depend on goes first.`,
    ...sitesIn(manifest).map((site) => blocks(PAGE_BREAK, ofSite(regionLoss(manifest, site)))),
  );

function ofSite(loss: RegionLoss): string {
  const { site, moving, unprotected, waiting, declare } = loss;
  const goOn = sorted(unprotected, ({ id }) => id).map(({ id, situation }) => `${code(id)} serves at ${code(situation.active)}`);
  const wait = sorted(waiting, ({ workload }) => workload.id).map(
    ({ workload: { id, situation }, after }) => `${code(id)} at ${code(situation.active)} waits for ${after.map(code).join(', ')}`,
  );
  return blocks(
    `## ${site} is lost`,
    moving.length === 0 ? 'No workload serves there: none moves.' : order(loss),
    declare.length > 0 ? blocks('Declare, then synthesize:', shellBlock(declare.map(shellLine))) : '',
    goOn.length > 0 ? blocks('These go on, without a standby:', list(goOn)) : '',
    wait.length > 0 ? blocks('These stay where they are, and are of no use until others are back:', list(wait)) : '',
  );
}

/** How it stands, where that is not complete. */
const standsAs = ({ situation: { phase, is } }: WorkloadManifest): string => (phase === 'normal' ? '' : `: ${text(is)}`);

function order(loss: RegionLoss): string {
  const rows = loss.moving.map(({ workload, to, after, sheet, stuck, atOnce, inTurn, limit, verified }, i) => [
    `${i + 1}`,
    code(workload.id),
    `${workload.priority}`,
    code(to),
    after.map(code).join(', '),
    atOnce === undefined ? '' : shown(atOnce, verified),
    inTurn === undefined ? '' : shown(inTurn, verified),
    shown(limit, true),
    sheet ? `${code(`runbook-${workload.id}.md`)}${standsAs(workload)}` : `**it cannot move as it stands**: ${text(stuck ?? '')}`,
  ]);
  const late = lateInTurn(loss).map(({ workload }) => code(workload.id));
  return blocks(
    'Times are from the incident, by the usual times: where all are moved at once, and where one person moves one after the other.',
    table(['Turn', 'Workload', 'Priority', 'Moves to', 'After', 'At once', 'One by one', 'Within', 'Runbook'], rows),
    late.length > 0 ? `**One person is not enough:** one by one, ${late.join(', ')} would serve too late.` : '',
  );
}
