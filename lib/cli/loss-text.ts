import { inWords } from '../objectives/duration';
import { lateInTurn, type Moving, type RegionLoss } from '../reports/region-loss';
import { shellLine } from '../reports/shell-line';
import { tint, wrap, type Io } from './io';

/** What the loss of a site does to all workloads, in the order in which they are taken up: for a terminal. */
export function lossText(loss: RegionLoss, io: Io): string {
  const { site, moving, unprotected, waiting, declare } = loss;
  const width = Math.min(100, Math.max(60, io.columns));
  const late = lateInTurn(loss).map(({ workload }) => workload.id);
  const goOn = unprotected.map(({ id, situation }) => `${id} at ${situation.active}`);
  const wait = waiting.map(({ workload, after }) => `${workload.id} at ${workload.situation.active} (${after.join(', ')})`);
  const lines = [
    tint(io, 'strong', `IF ${site} IS LOST`) + `  ${moving.length} move, ${unprotected.length} lose their standby`,
    ...(declare.length > 0 ? ['', 'Declare, and synthesize:', ...declare.map((line) => `      ${shellLine(line)}`), ''] : []),
    ...moving.flatMap((one, i) => [`${String(i + 1).padStart(3)}. ${wrap(titleOf(one), width - 5, '     ')}`, ...stepsOf(one, io, width)]),
    ...(late.length > 0
      ? [
          '',
          `  ${tint(io, 'bad', 'one person is not enough')}: ${wrap(`one after the other, ${late.join(', ')} would serve too late`, width - 30, '    ')}`,
        ]
      : []),
    ...(goOn.length > 0 ? ['', `  ${wrap(`without a standby: ${goOn.join(', ')}`, width - 4, '    ')}`] : []),
    ...(wait.length > 0 ? ['', `  ${wrap(`of no use until others are back: ${wait.join(', ')}`, width - 4, '    ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const titleOf = ({ workload: { id, tier, priority }, to, after }: Moving): string =>
  `${id} (${tier}, priority ${priority}) to ${to}${after.length > 0 ? `, after ${after.join(', ')}` : ''}`;

function stepsOf({ workload, sheet, stuck, atOnce, inTurn, limit, verified }: Moving, io: Io, width: number): string[] {
  const { phase, is } = workload.situation;
  const guessed = verified ? '' : tint(io, 'care', ' UNVERIFIED');
  const late = (atOnce ?? 0) > limit ? tint(io, 'bad', ' EXCEEDED') : '';
  const line = (words: string): string => `     ${wrap(words, width - 5, '     ')}`;
  if (!sheet)
    return [
      `     ${tint(io, 'bad', 'it cannot move as it stands')}: ${wrap(stuck ?? '', width - 34, '     ')}`,
      line('once it is declared and synthesized, continuity plan says what can be done'),
    ];
  return [
    atOnce === undefined || inTurn === undefined
      ? line('it is of no use until what it waits for can move')
      : `     serves ${inWords(atOnce)}${guessed} after the incident if all are moved at once, ${inWords(inTurn)} one after the other; within ${inWords(limit)}${late}`,
    ...(phase === 'normal' ? [] : [line(`as it stands: ${is}`)]),
    `       ${shellLine(['continuity', 'run', workload.id, '--transition', sheet.transition, '--execute'])}`,
  ];
}
