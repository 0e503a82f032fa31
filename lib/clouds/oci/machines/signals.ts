import type { Signal } from '../../../port/signals';
import { poolShort } from '../cli-machines';
import { boundsAt, poolOf, type MachinePlacement } from './names';

/** Seconds: one that is made again takes some, and the pool publishes its size some minutes apart (the library's own figure). */
const PATIENCE = 900;

/**
 * What runs there, whether it serves or stands by: how large the pool is to be, whose silence says that it is gone; and how many run, which OCI publishes by fault domain
 * alone, so that no alarm adds them up, and is asked. Where none is to run there is nothing to be told.
 * https://docs.oracle.com/iaas/Content/Compute/References/instancepoolmetrics.htm, 2025-01. UNVERIFIED: not seen on a real tenancy.
 */
export function machineSignals(placement: MachinePlacement): readonly Signal[] {
  const { id, component, here } = placement;
  const { least } = boundsAt(placement);
  if (least === 0) return [];
  const told = (what: string, title: string) =>
    ({ id: `${id}-${what}`, name: `${here.names.machines}-${what}`, title, watches: 'service' }) as const;
  return [
    {
      ...told('machines', `Fewer than ${least} machines of ${component} are wanted at ${here.region}, or their pool is gone`),
      ...{ kind: 'metric', namespace: 'oci_instancepools', metric: 'InstancePoolSize' },
      of: { resourceId: `\${oci_core_instance_pool.${id}.id}` },
      ...{ below: least, period: PATIENCE, periods: 1, silenceIsAlarm: true },
    },
    {
      ...told('running', `Fewer than ${least} machines of ${component} run at ${here.region}`),
      ...{ kind: 'polled', run: poolShort(poolOf(placement), least), endpoint: here.region, every: PATIENCE, above: 0 },
    },
  ];
}
