import { Construct } from 'constructs';
import { ContinuityError } from '../words/errors';
import type { Tier } from '../objectives/tier';
import type { Kind, OwnKind } from '../words/kinds';

/** What every component takes. */
export interface ComponentProps {
  /** A tier of its own. A lower one than the workload's needs `tierReason`. @default the workload's */
  readonly tier?: Tier;
  /** Why a lower tier is enough for this component. */
  readonly tierReason?: string;
}

/** A component as plain data: what the planner sees of it. */
export interface Declaration {
  /** Its id in the workload. */
  readonly id: string;
  /** Its kind. */
  readonly kind: Kind;
  /** What its kind is, where the library does not know it. */
  readonly ownKind?: OwnKind;
  /** Its own tier. */
  readonly tier?: Tier;
  /** Why the tier is lower than the workload's. */
  readonly tierReason?: string;
  /** Components that must be recovered before it. */
  readonly after: readonly string[];
  /** GiB of data to copy or restore; 0 where it holds none. */
  readonly gib: number;
}

/** Where components declare themselves: the workload, seen from below. */
export interface ComponentHost {
  /** Takes a component in. */
  accept(component: Component): void;
}

const HOST = Symbol.for('cdktf-continuity.ComponentHost');

/** Marks a construct as a host, and finds the host above a scope. */
export const ComponentHost = {
  /** Makes `construct` a host for what is declared under it. */
  mark(construct: Construct & ComponentHost): void {
    Object.defineProperty(construct, HOST, { value: true });
  },
  /** The host above `scope`. Throws `DR-COMP-01` where there is none. */
  of(scope: Construct): ComponentHost {
    const host = [...scope.node.scopes].reverse().find((construct) => HOST in construct);
    if (host) return host as unknown as ComponentHost;
    throw new ContinuityError({
      id: 'DR-COMP-01',
      what: 'A component is declared outside a workload',
      value: scope.node.path || 'the app',
      allowed: 'a Workload, or a construct under it',
      fix: "new ObjectStorage(workload, 'Invoices')",
    });
  },
};

/** A part of a workload that is protected as one. */
export abstract class Component extends Construct {
  /** Its kind. */
  abstract readonly kind: Kind;
  /** What its kind is, for a kind of your own. @default the library knows it; refused where it does not (DR-KIND-01) */
  readonly ownKind?: OwnKind;

  constructor(
    scope: Construct,
    id: string,
    /** What was asked of it. */
    protected readonly common: ComponentProps = {},
  ) {
    super(refuseTwice(scope, id), id);
    ComponentHost.of(scope).accept(this);
  }

  /** The component as plain data. Subclasses add their own fields. */
  declaration(): Declaration {
    return {
      id: this.node.id,
      kind: this.kind,
      ...(this.ownKind ? { ownKind: this.ownKind } : {}),
      ...(this.common.tier ? { tier: this.common.tier } : {}),
      ...(this.common.tierReason ? { tierReason: this.common.tierReason } : {}),
      after: this.dependencies(),
      gib: 0,
    };
  }

  private dependencies(): string[] {
    return this.node.dependencies.filter((other): other is Component => other instanceof Component).map((other) => other.node.id);
  }
}

function refuseTwice(scope: Construct, id: string): Construct {
  if (!scope.node.tryFindChild(id)) return scope;
  throw new ContinuityError({
    id: 'DR-COMP-02',
    what: `${scope.node.path || 'The app'} has a component of that id already`,
    value: id,
    allowed: 'an id that is not used yet',
    fix: `another id than '${id}'`,
  });
}
