import fc from 'fast-check';
import { Tier } from '../../lib/objectives/tier';
import { places } from '../../lib/plan/findings/places';
import { residency } from '../../lib/plan/findings/residency';
import { zones } from '../../lib/plan/findings/zones';
import type { DeclaredInput, SiteInput } from '../../lib/plan/input';
import type { Finding } from '../../lib/plan/plan';
import { planWorkload, protectWorkload } from '../../lib/plan/planner';
import { OCI_REGIONS } from '../../lib/regions/oci';
import type { Region } from '../../lib/regions/region';
import { declared, input, INVOICES, site } from './input';

/** Regions of a real map, some of them near each other and some of one zone. */
const REGIONS = OCI_REGIONS.filter(({ partition }) => partition === 'oc1');
const code = fc.constantFrom(...REGIONS.map((one) => one.code));

const at = (name: string): SiteInput => {
  const one = site('north-1');
  const region = REGIONS.find((known) => known.code === name) as Region;
  return { ...one, key: `oci:${name}`, stateAt: `oci:${name}`, cloud: { ...one.cloud, name: 'oci', regions: OCI_REGIONS }, region };
};

const PLAN = planWorkload(input(), protectWorkload(declared()));

/** The first site, the second one, and the witness. */
type Codes = readonly [string, string, string];

function judged([first, second, witness]: Codes, tier: Tier, geography?: DeclaredInput['geography']): Finding[] {
  const over = {
    sites: [at(first), at(second)] as const,
    witnessAt: `oci:${witness}`,
    declarations: [INVOICES],
    ...(geography ? { geography } : {}),
  };
  const spread = tier === Tier.VITAL ? ('zonal' as const) : ('single' as const);
  const seen = { ...PLAN, tier, protections: PLAN.protections.map((one) => ({ ...one, spread, spreadAway: spread })) };
  return [places, residency, zones].flatMap((rule) => rule(input(over), seen));
}

/** Which of the three a finding would have elsewhere, and where; undefined where it proposes nothing. */
function proposed({ subject, fix }: Finding, codes: Codes): readonly [moved: number, to: string] | undefined {
  const to = /(?:^|in )([a-z]+-[a-z]+-\d)/.exec(fix)?.[1];
  if (to === undefined) return undefined;
  const isWitness = fix.startsWith('a witness') || subject === `oci:${codes[2]}`;
  const replaced = /place of oci:([^,]+)/.exec(fix)?.[1] ?? subject.replace('oci:', '');
  return [isWitness ? 2 : codes.indexOf(replaced), to];
}

test('a place that is proposed is not refused next: whatever is asked, and wherever the rest stands', () => {
  const seen = new Set<string>();
  const geographies: DeclaredInput['geography'][] = [
    undefined,
    { apartKm: 400 },
    { apartKm: 900 },
    { within: 'EU' },
    { within: 'EU', apartKm: 400 },
  ];
  fc.assert(
    fc.property(
      fc.tuple(code, code, code).filter((codes) => new Set(codes).size === codes.length),
      fc.constantFrom(...geographies),
      fc.constantFrom(Tier.HOT, Tier.VITAL),
      (codes, geography, tier) => {
        for (const finding of judged(codes, tier, geography)) {
          const [moved, to] = proposed(finding, codes) ?? [];
          if (moved === undefined || to === undefined) continue;
          seen.add(`${finding.id} ${['first', 'second', 'witness'][moved]}`);
          const then = judged(codes.map((one, i) => (i === moved ? to : one)) as unknown as Codes, tier, geography);
          expect(then.filter(({ subject, value }) => `${subject} ${String(value)} `.includes(`oci:${to}`))).toEqual([]);
        }
      },
    ),
    { numRuns: 60, seed: 3 },
  );
  expect([...seen].sort()).toEqual([
    'DR-GEO-03 second',
    'DR-GEO-03 witness',
    'DR-GEO-04 first',
    'DR-GEO-04 second',
    'DR-GEO-04 witness',
    'DR-ZONE-01 first',
    'DR-ZONE-01 second',
  ]);
});
