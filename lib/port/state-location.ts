import type { TerraformStack } from 'cdktf';

/** The account of the site that a place of state belongs to. */
interface SiteAccount {
  /** Account, subscription or compartment. */
  readonly account: string;
}

/** What else may stand beside a state, in the region of that. */
export interface Beside {
  /** What it stands in, as the cloud names it. */
  readonly name: string;
  /** Account, subscription or compartment. */
  readonly account: string;
}

/** Where the state of some stacks is kept. Each cloud brings its own kinds. */
export abstract class StateLocation {
  /** Cloud whose region this is. */
  abstract readonly cloud: string;
  /** Code of the region it lives in, or undefined where it is taken from the site it belongs to. */
  abstract readonly region: string | undefined;
  /** What it is kept in, as the cloud names it: a bucket, a storage account. Two locations with one name in one region are kept in the same thing. */
  abstract readonly name: string;

  /** Its name, where that is one place in the whole world: it cannot be in two regions. @default a region may have its own of that name */
  get onlyOne(): string | undefined {
    return undefined;
  }

  /** What Terraform's environment holds wherever it speaks to the place, beside credentials. @default nothing */
  get environment(): Readonly<Record<string, string>> {
    return {};
  }

  /** What others may stand in beside it, where its cloud has such a thing. @default nothing */
  beside(_near: SiteAccount): Beside | undefined {
    return undefined;
  }

  /**
   * A command line that ends once whoever made the place is let in, where that is seen minutes later: run ahead of the move of its own state
   * into it. @default whoever made it is let in at once
   */
  letIn(_near: SiteAccount): readonly string[] | undefined {
    return undefined;
  }

  /** The same place, in that region where none was given. */
  abstract in(region: string): StateLocation;
  /** Puts the backend of one stack here, under that key. */
  abstract bind(stack: TerraformStack, key: string): void;

  /** `cloud:region`. */
  get key(): string {
    return `${this.cloud}:${this.region ?? 'unknown'}`;
  }
}
