import type { CloudUnderTest } from '../clouds';
import type { Output } from '../synth';
import { presentIn, regionOf, type Violations } from './reading';

/** Law 2: a site's state dies with that site only; the state of what joins the sites dies with none of them. */
export function lawTwo(output: Output, { stateRegion }: CloudUnderTest): Violations {
  const sites = output.manifest.workloads.flatMap((workload) => workload.sites.map((site) => site.region));
  const seen = new Set<string>();
  return presentIn(output).flatMap(({ id, facts, json }) => {
    const backend = json.terraform?.backend ?? {};
    const [own] = Object.values(backend);
    const where = stateRegion(backend);
    const key = String(own?.['key']);
    const at = `${JSON.stringify(backend)}`;
    const out = [
      ...(where === undefined ? [`${id}: nobody knows where its state is kept`] : []),
      ...(facts.site !== undefined && where !== regionOf(facts.site)
        ? [`${id}: its state is kept in ${where}, and must live as long as ${facts.site}`]
        : []),
      ...(facts.site === undefined && sites.includes(where ?? '')
        ? [`${id}: its state is kept at a site, ${where}, and dies with it`]
        : []),
      ...(facts.state.region.endsWith(`:${where}`) && facts.state.key === key
        ? []
        : [`${id}: the manifest says that its state is ${facts.state.region} ${facts.state.key}, it is ${where} ${key}`]),
      ...(seen.has(at) ? [`${id}: another stack has the same state`] : []),
    ];
    seen.add(at);
    return out;
  });
}
