import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  DatabaseEngine,
  LoadBalancer,
  Network,
  ObjectStorage,
  RelationalDatabase,
  Secrets,
  Size,
  Tier,
  Workload,
  type Component,
  type Service,
  type WorkloadProps,
} from '../../../lib';
import type { TierName } from '../../../lib/objectives/tier';
import { buildManifest } from '../../../lib/reports/build-manifest';
import type { Procedure } from '../../../lib/words/actions';
import { NORMAL } from '../../../lib/situation/facts';
import type { Situation } from '../../../lib/situation/schema';
import { situationText } from '../../../lib/situation/text';
import { folder, PATIENT, topology } from '../../declared';
import { afterStory } from '../../support/history';
import { renderWorkload, type Output } from '../../support/synth';

const OVER = 'standing, lost A, failover B, started, completed';
/** Steps of a disaster, each with its story. */
export const STORIES: Readonly<Record<string, string>> = {
  normal: 'standing',
  new: '',
  closed: 'standing, close A',
  'failing over': 'standing, lost A, failover B',
  fenced: `${OVER}, normal A`,
  reprotected: `${OVER}, normal A, fenced A`,
};

/** A shop in a situation. */
export interface Shop extends Output {
  readonly workload: Workload;
  readonly situation: Situation;
}

/** How what serves is declared: on what it works, and what is special of it. */
type Make<P> = (shop: Workload, uses: readonly Component[], props: Partial<P>) => Service;

/** A shop as its architect writes it: what serves works on all that holds data, behind the load balancer. */
function declare(
  tier: TierName,
  make: (shop: Workload, uses: readonly Component[]) => Service,
  situation: Situation,
  props: Partial<WorkloadProps>,
): Workload {
  const outdir = folder();
  const file = join(outdir, 'situation.json');
  writeFileSync(file, situationText(situation));
  const app = new App({ outdir, stackTraces: false, skipValidation: true, context: { situation: file } });
  const shop = new Workload(app, 'shop', { objectives: PATIENT, tier: Tier.named(tier), topology: topology(), ...props });
  new Network(shop, 'Net');
  const keys = new Secrets(shop, 'Keys', { names: ['api-token'] });
  const files = new ObjectStorage(shop, 'Files');
  const orders = new RelationalDatabase(shop, 'Orders', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 20,
  });
  new LoadBalancer(shop, 'Web', { target: make(shop, [orders, keys, files]), plainHttp: true });
  return shop;
}

/** A shop whose service is made so: at a step, at a tier; each once. */
export function shopOf<P>(make: Make<P>): (step: string, tier?: TierName, props?: Partial<P>, own?: Partial<WorkloadProps>) => Shop {
  const known = new Map<string, Shop>();
  return (step, tier = 'hot', props = {}, own = {}) => {
    const key = JSON.stringify([step, tier, props, Object.keys(own)]);
    const before = known.get(key);
    if (before) return before;
    const declared = (situation: Situation): Workload => declare(tier, (shop, uses) => make(shop, uses, props), situation, own);
    const situation = afterStory(STORIES[step] ?? '', declared(NORMAL).sides);
    const workload = declared(situation);
    const output = { ...renderWorkload(workload, situation), workload, situation };
    known.set(key, output);
    return output;
  };
}

/** Its sheets. */
export function sheetsOf({ workload, situation, stacks }: Shop): readonly Procedure[] {
  const reports = [workload.report([workload.sides])];
  const manifest = buildManifest({ situation, situationFile: 'situation.json', reports }, (id) => stacks[id] as never);
  return manifest.workloads[0]?.procedures ?? [];
}
