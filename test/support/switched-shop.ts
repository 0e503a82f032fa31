import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { DnsFailover, LoadBalancer, Network, ObjectStorage, Tier, Workload, type NetworkProps, type Topology } from '../../lib';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { situationText } from '../../lib/situation/text';
import { folder, PATIENT } from '../declared';
import { afterStory } from './history';
import type { StackJson } from './json';
import { renderWorkload } from './synth';

/** Everything that is synthesized of a workload, by its stack. */
type Stacks = Readonly<Record<string, StackJson>>;

/** A shop behind a switch, `shop.acme.example`, of any cloud: what is synthesized of it after a story, each story once. */
export function switchedShop(topology: () => Topology, net: NetworkProps = {}): (story: string) => Stacks {
  const declare = (situation: Situation): Workload => {
    const file = join(folder(), 'situation.json');
    writeFileSync(file, situationText(situation));
    const app = new App({ outdir: folder(), stackTraces: false, skipValidation: true, context: { situation: file } });
    const shop = new Workload(app, 'shop', { objectives: PATIENT, tier: Tier.HOT, topology: topology() });
    new Network(shop, 'Net', net);
    new ObjectStorage(shop, 'Files');
    new DnsFailover(shop, 'Dns', { zone: 'acme.example', record: 'shop', target: new LoadBalancer(shop, 'Web', { plainHttp: true }) });
    return shop;
  };
  const known = new Map<string, Stacks>();
  return (story) => {
    const before = known.get(story);
    if (before) return before;
    const situation = afterStory(story, declare(NORMAL).sides);
    const { stacks } = renderWorkload(declare(situation), situation);
    known.set(story, stacks);
    return stacks;
  };
}
