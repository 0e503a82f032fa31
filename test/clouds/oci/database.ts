import type { App } from 'cdktf';
import { Network, RelationalDatabase, type RelationalDatabaseProps } from '../../../lib';
import { oci, type OciSite } from '../../../lib/clouds/oci/oci';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { Topology } from '../../../lib/port/topology';
import type { Action } from '../../../lib/words/actions';
import { Workload } from '../../../lib/workload';
import { appIn, folder, PATIENT } from '../../declared';
import type { Situation } from '../../../lib/situation/schema';
import { afterStory, said, stepIn, take, type Step } from '../../support/history';
import { runOf } from '../../support/steps';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing } from './fixture';

/** What may be declared otherwise. */
type More = Partial<RelationalDatabaseProps>;

/** A database of one engine, `Ledger` of `billing`, as it is declared, rendered and told about. */
export interface Cases {
  make(more?: More, tier?: Tier, peered?: boolean): (app: App) => Workload;
  outputAt(story: string, tier?: Tier, more?: More): Output;
  stepsAt(story: string, transition: string, tier?: Tier): readonly Action[];
  /** Once the first site is lost, and the role is taken with a chosen copy, or `none`. */
  outputFrom(point: string, tier?: Tier): Output;
  stepsFrom(point: string, transition: string, tier?: Tier): readonly Action[];
}

/** Of one whose copies are a day old at the most, an RPO above that. */
export function casesOf(props: RelationalDatabaseProps, usual: Tier): Cases {
  const make: Cases['make'] =
    (more = {}, tier = usual, peered = true) =>
    (app) => {
      const workload = billing(tier, undefined, undefined, { rpo: Duration.hours(30) })(app);
      new Network(workload, 'Net', { flowLogs: Duration.days(180), peered });
      new RelationalDatabase(workload, 'Ledger', { ...props, ...more });
      return workload;
    };
  const sides = (tier: Tier, more: More = {}) => make(more, tier)(appIn(folder())).sides;
  const outputIn = (situation: Situation, tier: Tier, more: More = {}): Output =>
    renderWorkload(make(more, tier)(appIn(folder(), situation)), situation);
  const stepsIn = (situation: Situation, transition: string, tier: Tier): readonly Action[] => {
    const sheets = sheetsOf(make({}, tier)(appIn(folder(), situation)), situation);
    return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
  };
  const takenFrom = (point: string, tier: Tier): Situation => {
    const known = sides(tier);
    const failover = { ...stepIn('failover B', known), from: { Ledger: point } } as Step;
    return take(afterStory('standing, lost A', known), failover, [known], said(3));
  };
  return {
    make,
    outputAt: (story, tier = usual, more = {}) => outputIn(afterStory(story, sides(tier, more)), tier, more),
    stepsAt: (story, transition, tier = usual) => stepsIn(afterStory(story, sides(tier)), transition, tier),
    outputFrom: (point, tier = usual) => outputIn(takenFrom(point, tier), tier),
    stepsFrom: (point, transition, tier = usual) => stepsIn(takenFrom(point, tier), transition, tier),
  };
}

/** What a step is given beside its text. */
export const given = (steps: readonly Action[], id: string): readonly string[] => runOf(steps, id).slice(4);

const siteIn = (region: string, cidr: string): OciSite =>
  oci.site(region, {
    ...{ account: 'ocid1.compartment.oc1..acme', namespace: 'acmens', homeRegion: 'uk-london-1', cidr },
    state: oci.stateIn(`acme-state-${region}`, { namespace: 'acmens' }),
  });

/** The same at `ha`, between two regions of three availability domains. */
export function overDomains(props: RelationalDatabaseProps, tier: Tier = Tier.HA): Workload {
  const workload = new Workload(appIn(folder()), 'billing', {
    tier,
    objectives: PATIENT,
    topology: Topology.activePassive({
      primary: siteIn('eu-frankfurt-1', '10.10.0.0/16'),
      secondary: siteIn('uk-london-1', '10.20.0.0/16'),
      witness: oci.stateIn('acme-state-milan', { namespace: 'acmens', region: 'eu-milan-1' }),
    }),
  });
  new Network(workload, 'Net', { flowLogs: Duration.days(180) });
  new RelationalDatabase(workload, 'Ledger', props);
  return workload;
}
