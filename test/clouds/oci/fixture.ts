import { Testing, type App } from 'cdktf';
import { oci } from '../../../lib/clouds/oci/oci';
import { ObjectStorage } from '../../../lib/components/object-storage';
import { Duration } from '../../../lib/objectives/duration';
import { Objectives } from '../../../lib/objectives/objectives';
import { Tier } from '../../../lib/objectives/tier';
import type { Sides } from '../../../lib/situation/facts';
import { Topology } from '../../../lib/port/topology';
import { Workload, type WorkloadProps } from '../../../lib/workload';

const COMPARTMENT = 'ocid1.compartment.oc1..acme';
const common = { account: COMPARTMENT, namespace: 'acmens', homeRegion: 'uk-london-1' };
export const FRANKFURT = 'billing-eu-frankfurt-1';
export const PARIS = 'billing-eu-paris-1';

/** What `billing` may be told beside. */
interface More {
  /** @default one of a day, unless copies are made once a day */
  readonly rpo?: Duration;
  readonly acknowledge?: WorkloadProps['acknowledge'];
  /** Whether the first site is spread. @default as its tier has it */
  readonly zonal?: boolean;
}

/** One bucket, hot or colder, in two regions; Paris brings its own key where asked, and Frankfurt has another range. */
export function billing(
  tier: Tier = Tier.HOT,
  kmsKey?: string,
  cidr = '10.10.0.0/16',
  { rpo = Duration.hours(24), acknowledge, zonal }: More = {},
): (app: App) => Workload {
  return (app) => {
    const workload = new Workload(app, 'billing', {
      tier,
      ...(acknowledge ? { acknowledge } : {}),
      ...(zonal === undefined ? {} : { zonal }),
      objectives: Objectives.of({
        rto: Duration.hours(12),
        rpo,
        mtpd: Duration.hours(24),
        resumption: Duration.hours(2),
      }),
      topology: Topology.activePassive({
        primary: oci.site('eu-frankfurt-1', {
          ...common,
          cidr,
          state: oci.stateIn('acme-state-frankfurt', { namespace: 'acmens' }),
        }),
        secondary: oci.site('eu-paris-1', {
          ...common,
          cidr: '10.20.0.0/16',
          state: oci.stateIn('acme-state-paris', { namespace: 'acmens' }),
          ...(kmsKey ? { kmsKey } : {}),
        }),
        witness: oci.stateIn('acme-state-milan', { namespace: 'acmens', region: 'eu-milan-1' }),
      }),
    });
    new ObjectStorage(workload, 'Invoices');
    return workload;
  };
}

/** What the situation has to know of it. */
export const SIDES: Sides = billing()(Testing.app()).sides;
