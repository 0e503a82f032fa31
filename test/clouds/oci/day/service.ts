import type { Body } from '../../../support/day/terraform';
import type { Thing, World } from './world';

/** The arguments of a command line, by their names without dashes. */
export type Options = Readonly<Record<string, string>>;

/** A command of `oci`: what its answer has under `data`. */
export type Command = (world: World, options: Options) => unknown;

/** A type of the provider of Terraform. */
export interface Rendered {
  /** Makes it in a region, or changes what was made. */
  readonly make: (world: World, region: string, body: Body, was: Thing | undefined) => Thing;
  readonly remove?: (world: World, one: Thing) => void;
  /** Fields that are read back, with what they were told: another value is a change of the next plan. */
  readonly told?: (body: Body) => Body;
  /** Arguments that make another one. */
  readonly anew?: readonly string[];
}

/** A service of OCI. */
export interface Service {
  readonly commands?: Readonly<Record<string, Command>>;
  readonly renders?: Readonly<Record<string, Rendered>>;
  /** What is read by Terraform, in a region: its attributes. */
  readonly data?: Readonly<Record<string, (world: World, region: string, body: Body) => Body>>;
  /** What it keeps beside what stands, a line each, for a comparison. */
  readonly holds?: (world: World) => readonly string[];
  /** What it does by itself, as time passes, each under a name. */
  readonly passes?: Readonly<Record<string, (world: World) => void>>;
}
