import { silence } from './dossier-sections';
import type { WorkloadManifest } from './manifest';
import { blocks, code, sorted, table, text } from './markdown';
import { BESIDE_SWITCH } from './signal-schema';

/** Whether anybody would notice, at three levels: the infrastructure as its cells tell of it, the application by its address, the business by a number. */
export function noticed({ components, observed }: WorkloadManifest): string {
  const infrastructure = components.flatMap(({ signals }) => signals);
  const told = infrastructure.filter(({ kind }) => kind !== 'polled');
  const of = (level: WorkloadManifest['observed'][number]['level']): number =>
    new Set(observed.flatMap((one) => (one.level === level ? [one.declared] : []))).size;
  const rows = sorted(
    observed,
    (one) => one.level,
    (one) => one.declared,
    (one) => one.site,
  ).map((one) => [
    one.level,
    text(one.declared),
    text(one.title),
    one.site === BESIDE_SWITCH ? 'beside the switch' : code(one.site),
    one.calls ? 'calls' : 'quiet: the other site calls',
    silence(one),
  ]);
  return blocks(
    table(
      ['Level', 'Told', ''],
      [
        [
          'infrastructure',
          `${told.length}`,
          `signals of the services, below${infrastructure.length > told.length ? `; ${infrastructure.length - told.length} more where somebody asks` : ''}`,
        ],
        ['application', shown(of('application')), 'pages that are asked for as users do (`WebTest`)'],
        ['business', shown(of('business')), 'numbers that an architect names (`BusinessMetric`)'],
        ...(of('synchronization') > 0
          ? [['synchronization', shown(of('synchronization')), 'numbers of what a job keeps in step, told where it stands by']]
          : []),
      ],
    ),
    rows.length > 0 ? table(['Level', 'Name', 'What it tells', 'Told at', 'Now', 'Silence'], rows) : '',
  );
}

const shown = (count: number): string => (count === 0 ? '**nothing**' : `${count}`);
