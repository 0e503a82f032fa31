import type { Body } from '../../../support/day/terraform';
import type { World } from './world';

export type { Body } from '../../../support/day/terraform';

/** A call, as the REST interface of Resource Manager or of a service has it. */
export interface Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly host: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What Resource Manager knows of a resource. */
export interface Resource extends Body {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly properties: Body;
}

/** What a service makes of what Resource Manager is told of a type. */
export interface TypeRules {
  /** What is written down; refuses what the service refuses. @default what it was told */
  readonly put?: (world: World, next: Resource, was: Resource | undefined) => Resource;
  readonly remove?: (world: World, resource: Resource) => void;
  readonly actions?: Readonly<Record<string, (world: World, resource: Resource, body: Body) => unknown>>;
}

/** The arguments of a command line, by their names without dashes. */
export type Options = Readonly<Record<string, string>>;

/** A command of `az`: what it calls, and what it makes of the answers. */
export type Command = (world: World, options: Options) => unknown;

/** A type of the provider of Terraform: what it is called in Azure, and what it says of itself there. */
export interface Rendered {
  readonly id: (body: Body) => string;
  readonly arm?: (body: Body) => Body;
  /** Instead of one call: what it makes, changes and takes away. */
  readonly make?: (world: World, body: Body) => string;
  /** Whether it is there; @default by its id */
  readonly there?: (world: World, id: string) => boolean;
  readonly remove?: (world: World, id: string) => void;
  /** Arguments that make another one. @default name, location, group */
  readonly anew?: readonly string[];
}

/** A service of Azure. */
export interface Service {
  /** By their names in lower case. */
  readonly types?: Readonly<Record<string, TypeRules>>;
  /** What answers by a name of its own. */
  readonly planes?: readonly {
    readonly suffix: string;
    readonly type: string;
    readonly answer: (world: World, resource: Resource, call: Call) => unknown;
  }[];
  /** A list of Resource Manager that is no list of resources. */
  readonly lists?: (world: World, call: Call) => unknown;
  readonly acts?: (world: World, path: string, body: Body) => unknown;
  /** What it does by itself, as time passes, each under a name. */
  readonly passes?: Readonly<Record<string, (world: World) => void>>;
  readonly commands?: Readonly<Record<string, Command>>;
  readonly renders?: Readonly<Record<string, Rendered>>;
}
