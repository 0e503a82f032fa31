import { cellOf } from '../port/cell';
import type { Declaration } from '../components/component';
import { namesOf, type NameParts } from './names';
import type { Place, SiteRef } from '../words/place';
import type { CellInput, DeclaredInput, SiteInput } from './input';

/** Sites and components as everybody computes them, each once. */
export class Places {
  private readonly sites = new Map<string, SiteRef>();
  private readonly components = new Map<string, Place>();

  constructor(private readonly input: DeclaredInput) {}

  /** A site. */
  site(site: SiteInput): SiteRef {
    const known = this.sites.get(site.key);
    if (known) return known;
    const { key, region, account, cloud, standing } = site;
    const ref = { site: key, region: region.code, account, ground: { ...namesOf(this.parts(site), cloud.groundNames), ...standing } };
    this.sites.set(key, ref);
    return ref;
  }

  /** A component at a site, in one of its generations. */
  component(declaration: Declaration, site: SiteInput, generation = 0): Place {
    const { id } = declaration;
    const key = `${id}@${site.key}#${generation}`;
    const known = this.components.get(key);
    if (known) return known;
    const { facts } = cellOf(site.cloud, declaration) as CellInput;
    // What existed is its first generation: what comes after it is made beside it, under names of its own.
    const found = generation === 0 ? facts.adopts?.(declaration, site.key) : undefined;
    const names = { ...namesOf({ ...this.parts(site), component: id, generation }, facts.names), ...(found as Place['names'] | undefined) };
    const stands = found ? { existing: Object.keys(found), ...(facts.within ? { within: facts.within } : {}) } : {};
    const place = { ...this.site(site), names, ...stands };
    this.components.set(key, place);
    return place;
  }

  private parts({ region, account }: SiteInput): NameParts {
    const { environment, workload, beside } = this.input;
    const known = { ...(environment === undefined ? {} : { environment }), ...(beside ? { beside: beside.name } : {}) };
    return { ...known, workload, region: region.code, account };
  }
}
