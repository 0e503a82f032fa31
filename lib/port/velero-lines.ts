import type { ClusterBackupDeclaration } from '../components/kubernetes-cluster';
import type { Signal } from './signals';
import { cronOf, ttlOf } from './velero';
import type { VeleroLines } from './velero-steps';

/** How a cloud tells a cluster, that some words name, what Velero is to do. */
export interface VeleroCalls<W> {
  copyKnown(of: W): string[];
  clearNamespaces(of: W, name: string, namespaces: readonly string[]): string[];
  namespacesLeft(of: W, name: string, namespaces: readonly string[]): string[];
  recreate(of: W, name: string, namespaces: readonly string[]): string[];
  recreated(of: W, name: string): string[];
  wakeNamespaces(of: W, namespaces: readonly string[]): string[];
  scheduleCopies(of: W, cron: string, ttl: string, namespaces: readonly string[]): string[];
  stopNamespaces(of: W, namespaces: readonly string[]): string[];
  podsLeft(of: W, namespaces: readonly string[]): string[];
  copyOnce(of: W, ttl: string, namespaces: readonly string[]): string[];
  copying(of: W): string[];
  haltNamespaces(of: W, namespaces: readonly string[]): string[];
}

/** Scripts that have kubectl reach a cluster by themselves, each behind the words of it. */
export type InsideRuns = Readonly<Record<Exclude<keyof VeleroLines, 'install'>, (...words: readonly string[]) => string[]>>;

/** How a cloud tells a cluster by such scripts. */
export const toldInside = <W extends { readonly cluster: string }>(
  words: (of: W) => readonly string[],
  runs: InsideRuns,
): VeleroCalls<W> => ({
  copyKnown: (of) => runs.known(...words(of)),
  clearNamespaces: (of, name, namespaces) => runs.clear(...words(of), name, of.cluster, ...namespaces),
  namespacesLeft: (of, name, namespaces) => runs.cleared(...words(of), name, ...namespaces),
  recreate: (of, name, namespaces) => runs.recreate(...words(of), name, ...namespaces),
  recreated: (of, name) => runs.recreated(...words(of), name),
  wakeNamespaces: (of, namespaces) => runs.wake(...words(of), ...namespaces),
  scheduleCopies: (of, cron, ttl, namespaces) => runs.schedule(...words(of), cron, ttl, ...namespaces),
  stopNamespaces: (of, namespaces) => runs.stop(...words(of), ...namespaces),
  podsLeft: (of, namespaces) => runs.stopped(...words(of), ...namespaces),
  copyOnce: (of, ttl, namespaces) => runs.recopy(...words(of), ttl, ...namespaces),
  copying: (of) => runs.recopied(...words(of)),
  haltNamespaces: (of, namespaces) => runs.halt(...words(of), ...namespaces),
});

/** The command lines of a cluster that is copied as it is declared. */
export const veleroLines = <W>(
  calls: VeleroCalls<W>,
  of: W,
  { every, namespaces, keepFor }: ClusterBackupDeclaration,
  install: VeleroLines['install'],
): VeleroLines => ({
  install,
  known: calls.copyKnown(of),
  clear: (name) => calls.clearNamespaces(of, name, namespaces),
  cleared: (name) => calls.namespacesLeft(of, name, namespaces),
  recreate: (name) => calls.recreate(of, name, namespaces),
  recreated: (name) => calls.recreated(of, name),
  wake: calls.wakeNamespaces(of, namespaces),
  schedule: calls.scheduleCopies(of, cronOf(every), ttlOf(keepFor), namespaces),
  stop: calls.stopNamespaces(of, namespaces),
  stopped: calls.podsLeft(of, namespaces),
  recopy: calls.copyOnce(of, ttlOf(keepFor), namespaces),
  recopied: calls.copying(of),
  halt: calls.haltNamespaces(of, namespaces),
});

/** Seconds between two looks at how old the newest copy is. */
const LOOKED_EVERY = 900;

/** How old the newest copy is that has arrived where a cluster stands by: what is not heard of at the site that survives is nowhere. */
export const copiesTooOld = (
  {
    id,
    component,
    here,
  }: {
    readonly id: string;
    readonly component: string;
    readonly here: { readonly region: string; readonly names: { readonly cluster: string } };
  },
  run: string[],
  rpo: number,
): Signal => ({
  kind: 'polled',
  id: `${id}-copies`,
  name: `${here.names.cluster}-copies`,
  title: `The newest copy of ${component} at ${here.region} is older than what may be lost, or nobody knows of one`,
  watches: 'copies',
  run,
  endpoint: here.region,
  every: LOOKED_EVERY,
  above: rpo,
});
