import { inWords } from '../objectives/duration';
import { lateInTurn, type Moving, type RegionLoss } from '../reports/region-loss';
import { shellLine } from '../reports/shell-line';
import { tint, wrap, type Io } from './io';

/** What the loss of a site does to all workloads, in the order in which they are taken up: for a terminal. */
export function lossText(loss: RegionLoss, io: Io): string {
  const { site, moving, unprotected, declare } = loss;
  const width = Math.min(100, Math.max(60, io.columns));
  const late = lateInTurn(loss).map(({ workload }) => workload.id);
  const goOn = unprotected.map(({ id, situation }) => `${id} at ${situation.active}`);
  const lines = [
    tint(io, 'strong', `IF ${site} IS LOST`) + `  ${moving.length} move, ${unprotected.length} lose their standby`,
    ...(moving.length > 0 ? ['', 'Declare, and synthesize:', ...declare.map((line) => `      ${shellLine(line)}`), ''] : []),
    ...moving.flatMap((one, i) => [`${String(i + 1).padStart(3)}. ${wrap(titleOf(one), width - 5, '     ')}`, ...stepsOf(one, io, width)]),
    ...(late.length > 0
      ? [
          '',
          `  ${tint(io, 'bad', 'one person is not enough')}: ${wrap(`one after the other, ${late.join(', ')} would serve too late`, width - 30, '    ')}`,
        ]
      : []),
    ...(goOn.length > 0 ? ['', `  ${wrap(`without a standby: ${goOn.join(', ')}`, width - 4, '    ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const titleOf = ({ workload: { id, tier, priority }, to, after }: Moving): string =>
  `${id} (${tier}, priority ${priority}) to ${to}${after.length > 0 ? `, after ${after.join(', ')}` : ''}`;

function stepsOf({ workload, sheet, atOnce, inTurn, limit, verified }: Moving, io: Io, width: number): string[] {
  const guessed = verified ? '' : tint(io, 'care', ' UNVERIFIED');
  const late = atOnce > limit ? tint(io, 'bad', ' EXCEEDED') : '';
  return [
    `     serves ${inWords(atOnce)}${guessed} after the incident if all are moved at once, ${inWords(inTurn)} one after the other; within ${inWords(limit)}${late}`,
    sheet
      ? `       ${shellLine(['continuity', 'run', workload.id, '--transition', sheet.transition, '--execute'])}`
      : `     ${tint(io, 'bad', 'no failover is offered')}: ${wrap(workload.situation.is, width - 28, '     ')}`,
  ];
}
