/*
 * Velero, as it is installed and told on every cloud: objects of Kubernetes, and names. What a cloud adds is how its API is called, who Velero is there,
 * and where the copies are. https://velero.io/docs/v1.17/, 2026-11.
 */

/** Its Helm chart, which brings Velero 1.17.1: https://github.com/vmware-tanzu/helm-charts/blob/velero-11.3.2/charts/velero/Chart.yaml. */
export const VELERO_CHART = '11.3.2';

/** Where that chart is, and where the images of Velero are, unless somebody keeps them elsewhere. The chart is an archive of a release at GitHub. */
export const VELERO_SOURCES = {
  charts: 'https://vmware-tanzu.github.io/helm-charts',
  images: 'docker.io/velero',
  hosts: ['vmware-tanzu.github.io', 'github.com', 'docker.io'],
} as const;

/** Where chart and images are taken from, and which hosts have to answer for that. */
export function veleroSources({ charts, images }: { readonly charts?: string | undefined; readonly images?: string | undefined }): {
  readonly charts: string;
  readonly images: string;
  readonly hosts: readonly string[];
} {
  const hostOf = (address: string): string => address.replace(/^\w+:\/\//, '').split('/')[0] as string;
  const [index, archives, registry] = VELERO_SOURCES.hosts;
  return {
    charts: charts ?? VELERO_SOURCES.charts,
    images: images ?? VELERO_SOURCES.images,
    hosts: [...new Set([...(charts ? [hostOf(charts)] : [index, archives]), images ? hostOf(images) : registry])],
  };
}

/** The namespace and the service account that it runs as; and what its schedule is called. */
export const VELERO = { namespace: 'velero', account: 'velero', schedule: 'continuity' } as const;

/** Where its copies are in the object storage. */
export const PREFIX = 'velero';

/** When it copies, as cron says it: every so many seconds, of those that a day holds evenly. */
export function cronOf(every: number): string {
  const minutes = every / 60;
  if (minutes < 60) return `*/${minutes} * * * *`;
  const hours = minutes / 60;
  if (hours >= 24) return '0 0 * * *';
  return hours === 1 ? '0 * * * *' : `0 */${hours} * * *`;
}

/** How long a copy is kept, as Velero says it. */
export const ttlOf = (seconds: number): string => `${Math.round(seconds / 3600)}h0m0s`;

/** What makes a cluster anew in a move, by what its crossing is claimed as: one name a move, on paper of it as well, so that a step that is repeated makes it once. */
export const recreatedBy = (claim: string): string => `move-${claim.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}`;

/** Label of a copy: the cluster that made it. */
export const MADE_BY = 'continuity-cluster';

/** What a cluster answers that knows copies: copies of a schedule are called by their moment. */
export const IS_KNOWN = 'continuity-\\d{14}';

/** What says that nothing is left of what was deleted, or stopped. */
export const NONE_LEFT = 'none left';

/** What a copy, or what is restored of it, says of itself once it is whole. */
export const IS_WHOLE = 'Completed';

/** Tag of a cluster: where its copies are now. Each generation of that is another place, and the apply of its site says which. */
export const COPIES_TAG = 'continuity-copies';
