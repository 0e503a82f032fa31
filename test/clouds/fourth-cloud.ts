import {
  S3Backend,
  TerraformDataSource,
  TerraformProvider,
  TerraformResource,
  type TerraformResourceLifecycle,
  type TerraformStack,
} from 'cdktf';
import type { Cells, Cloud, CloudCell } from '../../lib/port/cloud';
import { checkStep } from '../../lib/words/steps';
import type { Figure } from '../../lib/words/figure';
import type { Region } from '../../lib/regions/region';
import { Site } from '../../lib/port/site';
import { StateLocation } from '../../lib/port/state-location';
import { Topology } from '../../lib/port/topology';
import type { CloudUnderTest } from '../support/clouds';

/** A provider that exists nowhere. */
class FakeProvider extends TerraformProvider {
  constructor(
    stack: TerraformStack,
    id: string,
    private readonly arguments_: Readonly<Record<string, string>>,
  ) {
    super(stack, id, {
      terraformResourceType: 'fake',
      terraformGeneratorMetadata: { providerName: 'fake' },
      terraformProviderSource: 'example.org/acme/fake',
    });
  }

  override get alias(): string | undefined {
    return this.arguments_['alias'];
  }

  protected override synthesizeAttributes(): Record<string, string> {
    return { ...this.arguments_ };
  }
}

/** A resource of it. */
export class FakeResource extends TerraformResource {
  constructor(
    stack: TerraformStack,
    type: `fake_${string}`,
    id: string,
    private readonly arguments_: Readonly<Record<string, unknown>>,
    provider?: TerraformProvider,
    lifecycle?: TerraformResourceLifecycle,
  ) {
    super(stack, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'fake' },
      ...(provider ? { provider } : {}),
      ...(lifecycle ? { lifecycle } : {}),
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.arguments_ };
  }
}

/** A look-up of it. */
export class FakeLookUp extends TerraformDataSource {
  constructor(
    stack: TerraformStack,
    type: `fake_${string}`,
    id: string,
    private readonly arguments_: Readonly<Record<string, unknown>>,
    provider?: TerraformProvider,
  ) {
    super(stack, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'fake' },
      ...(provider ? { provider } : {}),
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.arguments_ };
  }
}

/** State of it: any backend that Terraform has. */
class FakeState extends StateLocation {
  readonly cloud = 'fake';
  readonly name = 'state';

  constructor(readonly region: string | undefined) {
    super();
  }

  in(region: string): FakeState {
    return new FakeState(this.region ?? region);
  }

  bind(stack: TerraformStack, key: string): void {
    new S3Backend(stack, { bucket: `state-${this.region}`, key, region: this.region as string });
  }
}

const region = (code: string, country: string, latitude: number): Region => ({
  cloud: 'fake',
  partition: 'fake',
  code,
  name: code,
  city: code,
  country,
  latitude,
  longitude: 0,
  zones: 1,
  eu: true,
  verified: true,
});
/** A figure of these tests. */
export const figure: Figure = { seconds: 60, source: 'this test', verified: false };

/** Its buckets: both sides take writes. */
export const fakeBucket: CloudCell<undefined> = {
  kind: 'object-storage',
  facts: {
    flips: { replica: 'symmetric' },
    spreads: ['single'],
    limits: 'there is one zone a region: take hot',
    fence: 'a bucket that is closed',
    automatic: false,
    names: { bucket: { service: 'a fake bucket', max: 60, separator: '-', global: true } },
    oneWay: [],
    figures: () => ({ rpo: figure, promotion: { ...figure, seconds: 0 } }),
  },
  types: {
    fake_bucket: { holdsData: true, importId: '{name}' },
    fake_copy: { holdsData: false, reach: [{ argument: 'to', on: 'change', source: 'this test' }] },
  },
  recovery: ({ id, here: { region, names } }) => ({
    fenced: [
      checkStep({
        id: `fenced-${id}`,
        title: `${id} is closed`,
        run: ['fake', 'show', names['bucket'] ?? ''],
        matches: 'closed',
        endpoint: region,
      }),
    ],
  }),
  renderSite: ({ stack }, { id, here, form }) => {
    const instance = new FakeResource(stack, 'fake_bucket', id, { name: here.names['bucket'], open: form === 'serving' });
    return { instance, ready: [instance], waits: [] };
  },
  renderLinks: ({ stack, provider }, { id, from, to }) => {
    new FakeResource(stack, 'fake_copy', `${id}-copy`, { from: from.names['bucket'], to: to.names['bucket'] }, provider(from.site));
    return [];
  },
};

/** What it brings beside its cells and its ground. */
export const fourth: Cloud<undefined> = {
  name: 'fake',
  unproven: 'That it exists.',
  regions: [region('north', 'SE', 60), region('south', 'IT', 40), region('middle', 'DE', 50), region('east', 'PL', 52)],
  types: { fake_marker: { holdsData: false, importId: '! not needed' } },
  cells: { 'object-storage': fakeBucket },
  groundNames: {},
  provide: (stack, site, alias) =>
    new FakeProvider(stack, alias ? `fake-${alias}` : 'fake', { region: site.region.code, ...(alias ? { alias } : {}) }),
  provideState: (stack, state, near, alias = 'state') =>
    new FakeProvider(stack, `fake-${alias}`, { region: state.region ?? near.region.code, alias }),
  ground: () => undefined,
  mark: (stack, provider, _, { sequence }) => new FakeResource(stack, 'fake_marker', 'continuity-marker', { sequence }, provider),
  claim: (stack, _state, _near, { move }) => ['fake', 'claim', stack, ...(move ? [move] : [])],
};

/** A site of it, or of a cloud that was made of it. */
export const siteIn = (of: Cloud<never>, code: string, cidr: string): Site => {
  const region = of.regions.find((one) => one.code === code) as Region;
  return new Site(of as unknown as Cloud, region, { account: '1', cidr, state: new FakeState(undefined) });
};

/** Where the state of what joins two sites is kept. */
export const fakeWitness = (): StateLocation => new FakeState('middle');

/** The same cloud with cells of one's own, as the laws look at any other. */
export const fourthWith = (cells: Cells<CloudCell<undefined>>): CloudUnderTest =>
  underTest({ ...fourth, cells: { ...fourth.cells, ...cells } } as unknown as Cloud<never>);

/** A cloud that was made of it, as the laws look at any other. */
export const underTest = (of: Cloud<never>): CloudUnderTest => ({
  name: 'fake',
  cloud: of,
  sites: ['fake:north', 'fake:south'],
  witness: 'fake:middle',
  topology: () =>
    Topology.activePassive({
      primary: siteIn(of, 'north', '10.10.0.0/16'),
      secondary: siteIn(of, 'south', '10.20.0.0/16'),
      witness: fakeWitness(),
    }),
  providerRegion: (provider) => (typeof provider['region'] === 'string' ? provider['region'] : undefined),
  stateRegion: ({ s3 }) => (typeof s3?.['region'] === 'string' ? s3['region'] : undefined),
});

/** A cloud made through the port alone, as the laws look at any other. */
export const FOURTH: CloudUnderTest = underTest(fourth as unknown as Cloud<never>);
