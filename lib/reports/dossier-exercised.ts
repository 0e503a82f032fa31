import { LOSS_OF } from '../plan/losses';
import type { Move } from '../situation/schema';
import type { Manifest, WorkloadManifest } from './manifest';
import { blocks, code, shellBlock, sorted, table, text } from './markdown';
import { shellLine } from './shell-line';

/** Who decides: a service by itself, where it does that, or a person; and what an exercise has shown of it. */
export function exercised(manifest: Manifest, workload: WorkloadManifest): string {
  const moves = manifest.situation.workloads[workload.id]?.moves ?? [];
  const rows = moves.flatMap((move, i) =>
    isShown(move) ? [[`${i + 1}`, move.at, `${code(move.from)} → ${code(move.to)}`, text(move.by), shownBy(move)]] : [],
  );
  return blocks(
    table(['What', 'Decided by', 'How'], deciding(workload)),
    rows.length > 0
      ? blocks('Exercised, by a planned switch in peace:', table(['Move', 'At', 'Role', 'By', 'Promotion verified'], rows), JOURNAL)
      : blocks('**Never exercised.** A planned switch in peace, and one home, show it:', shellBlock(switchLines(workload)), JOURNAL),
  );
}

const JOURNAL = `How long each step took is in the journal of its run: ${code('continuity history')}.`;

/** One that was planned, stayed so, and was brought to its end. */
const isShown = ({ kind, forced, aborted, completed = [], components }: Move): boolean =>
  kind === 'planned' && forced === undefined && aborted === undefined && Object.keys(components).every((id) => completed.includes(id));

const shownBy = ({ completed = [] }: Move): string => text([...completed].sort().join(', '));

const switchLines = ({ procedures, id }: WorkloadManifest): string[] => {
  const declaration = procedures.find(({ transition }) => transition === 'switch')?.declaration ?? [];
  return [...declaration.map((line) => shellLine(line)), shellLine(['cdktf', 'synth']), shellLine(['continuity', 'run', id])];
};

/** What happens of whose accord, by what is lost. */
function deciding({ components, losses, traffic }: WorkloadManifest): string[][] {
  const itself = sorted(
    components.filter(({ automatic }) => automatic),
    (c) => c.component,
  ).map(({ component }) => component);
  const answers = losses.map(({ lost, answer }) => [
    LOSS_OF[lost],
    answer === 'changes over'
      ? 'the services, by themselves'
      : answer === 'nothing'
        ? '**nobody: nothing answers it**'
        : 'a person, on demand',
    answer === 'changes over'
      ? 'nobody is called, and nothing is run'
      : answer === 'moves'
        ? 'a failover is declared; infrastructure and application are deployed by its run'
        : answer === 'restored'
          ? 'a restore, by hand or by its run'
          : '',
  ]);
  return [
    ...answers,
    ...(itself.length > 0 ? [[text(itself.join(', ')), 'nobody', 'they work at both sites: there is no role of theirs to move']] : []),
    ...(traffic ? [['users', 'the switch, by itself', 'they follow the site that serves, once it is opened']] : []),
  ];
}
