import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { baseBehind } from '../cli-dbsystem';
import { baseOf, type BasePlacement } from './names';

/*
 * Names of metrics, of which none says how far a standby is behind: https://docs.oracle.com/en/cloud/paas/base-database/guide/available-metrics.html, 2026-11. They
 * bear the name of their DB system. UNVERIFIED: not seen on a real tenancy.
 */

/** Seconds between two questions about a lag (the library's own figure). */
const ASKED = 300;

/** How far it is behind is said only where it is asked; that the machine of what follows answers is published, and silence is an alarm. */
export const baseSignals = (placement: BasePlacement, rpo: number): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${placement.id}-behind`,
    name: `${placement.here.names.system}-behind`,
    title: fallsBehind(placement.component, placement.here.region, rpo),
    watches: 'replica',
    run: baseBehind(baseOf(placement.here)),
    endpoint: placement.here.region,
    every: ASKED,
    above: toldAbove(rpo),
  },
  answers(placement, 'replica'),
  changes(placement),
];

/** Above which somebody has to look, in percent: the library's own bound. */
const FULL = 80;

/** Where it serves: that its machine answers, and has room. */
export const baseServingSignals = (placement: BasePlacement): readonly Signal[] => [
  answers(placement, 'service'),
  {
    ...published(placement, 'storage', 'ASMDiskgroupUtilization', 'service'),
    title: `More than ${FULL} % of a disk group of ${placement.component} at ${placement.here.region} is used, or nobody knows`,
    above: FULL,
  },
  changes(placement),
];

const answers = (placement: BasePlacement, watches: Watched): Signal => ({
  ...published(placement, 'node', 'NodeStatus', watches),
  title: `The machine of ${placement.component} at ${placement.here.region} does not answer, or nobody knows`,
  below: 1,
});

/**
 * What somebody does to a database beside the library, and what a move does: operations of its API as rules of others have them (a change of roles of a
 * group has the name of that of an association). UNVERIFIED: each name, and that `resourceName` is that of the DB system.
 */
const DONE = ['terminatedbsystem', 'switchoverdataguardassociation', 'failoverdataguardassociation'];

const changes = ({ id, here, component }: BasePlacement): Signal => ({
  kind: 'event',
  id: `${id}-changed`,
  name: `${here.names.system}-changed`,
  title: `${component} at ${here.region} is ended, or takes or loses the role, as a move does, and nobody else should`,
  watches: 'service',
  pattern: {
    eventType: DONE.map((what) => `com.oraclecloud.databaseservice.${what}.begin`),
    data: { resourceName: [here.names.system] },
  },
});

const published = ({ id, here }: BasePlacement, what: string, metric: string, watches: Watched) => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${here.names.system}-${what}`,
  watches,
  namespace: 'oci_database_cluster',
  metric,
  // By its name: of what follows, the OCID is known to no stack of its site.
  of: { resourceName: here.names.system },
  period: 600,
  periods: 1,
  silenceIsAlarm: true,
});
