/** The clouds whose regions the library ships; another cloud brings its own `Region[]` with its own name. */
export type RegionCloud = 'aws' | 'azure' | 'oci' | (string & {});

/** What is known of a region. The coordinates are those of the named city, not of a data centre: keep a margin. */
export interface Region {
  /** The cloud's short name, the first half of `aws:eu-west-3`. */
  readonly cloud: RegionCloud;
  /** The cloud's own isolation boundary (`aws`, `aws-cn`, `AzureCloud`, `oc1`…): accounts and replication stay inside it. */
  readonly partition: string;
  /** The code that the provider expects. */
  readonly code: string;
  /** The name that the vendor shows. */
  readonly name: string;
  /** The city that the vendor names. */
  readonly city: string;
  /** ISO 3166-1 alpha-2 code of the country. */
  readonly country: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Zones or availability domains; 0 where the region has none (Azure), 1 where it has a single one (OCI). */
  readonly zones: number;
  /** Whether the country is a member of the European Union (not merely of the EEA). */
  readonly eu: boolean;
  /** False where the facts, the number of zones above all, were not checked as deeply (sovereign partitions). */
  readonly verified: boolean;
  /** The region that the vendor pairs with this one. @default - the vendor publishes none */
  readonly paired?: string;
}

/** Zones that a spread needs. */
export const LEAST_ZONES = 2;

/** Where a table of facts comes from. */
export interface RegionSource {
  /** The publication that was read. */
  readonly source: string;
  /** The day that it describes, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly date: string;
}

/** One line of a table: code, name, city, country, latitude, longitude, zones, and the paired region where there is one. */
export type RegionRow = readonly [
  code: string,
  name: string,
  city: string,
  country: string,
  latitude: number,
  longitude: number,
  zones: number,
  paired?: string,
];

/** What all the lines of a table share. */
export type RegionTable = Pick<Region, 'cloud' | 'partition' | 'verified'>;

/** The member states of the European Union since 2020-02-01 (ISO 3166-1 alpha-2). */
export const EU_MEMBERS: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Reads the lines of one partition. */
export function regionTable(table: RegionTable, rows: readonly RegionRow[]): readonly Region[] {
  return rows.map(([code, name, city, country, latitude, longitude, zones, paired]) => ({
    ...table,
    code,
    name,
    city,
    country,
    latitude,
    longitude,
    zones,
    eu: EU_MEMBERS.has(country),
    ...(paired === undefined ? {} : { paired }),
  }));
}
