import type { WorkloadManifest } from '../reports/manifest';

/** Findings by what became of them: what somebody accepts is counted, never hidden. */
export function countFindings({ findings }: WorkloadManifest): { errors: number; warnings: number; accepted: number } {
  const open = findings.filter(({ acknowledged }) => !acknowledged);
  return {
    errors: open.filter(({ level }) => level === 'error').length,
    warnings: open.filter(({ level }) => level === 'warning').length,
    accepted: findings.filter(({ acknowledged }) => acknowledged).length,
  };
}

/** What is accepted, in a line; nothing where nothing is. */
export function acceptedText({ findings }: WorkloadManifest): string[] {
  const accepted = findings.filter(({ acknowledged }) => acknowledged);
  if (accepted.length === 0) return [];
  const named = accepted.map(({ id, level, subject }) => `${id} ${subject}${level === 'error' ? ' (error)' : ''}`);
  return [`accepted: ${accepted.length} (${named.join(', ')})`];
}
