import { Construct } from 'constructs';
import { z } from 'zod';
import { Tier } from '../objectives/tier';
import { declared, faultsIn, type Declared, type Shape } from '../words/checked';
import { ContinuityError, refuseAll, withArticle, type ContinuityErrorProps } from '../words/errors';
import { idFaults } from '../words/identifier';
import { instance, keyedBySite, prose } from '../words/shapes';
import type { Kind, OwnKind } from '../words/kinds';

/** What every component takes. */
export interface ComponentProps {
  /** A tier of its own. A lower one than the workload's needs `tierReason`. @default the workload's */
  readonly tier?: Tier;
  /** Why a lower tier is enough for this component. */
  readonly tierReason?: string;
}

/** A tier, by its name in the class. */
export const TIER = instance(Tier, Tier.ALL.map(({ name }) => `Tier.${name.toUpperCase()}`).join(', '));

/** What every component takes. */
const COMMON: Shape<ComponentProps> = { tier: TIER.optional(), tierReason: prose('why a lower tier is enough').optional() };
const COMMON_FIXES: Readonly<Record<keyof ComponentProps, string>> = { tier: 'Tier.HOT', tierReason: "'built again from the ledger'" };

/** What a component of a kind takes: what all do, and what is its own. */
export const componentTakes = <P extends ComponentProps>(
  shape: Omit<Shape<P>, keyof ComponentProps>,
  fixes: Readonly<Record<Exclude<keyof P, keyof ComponentProps>, string>>,
): Declared => declared<P>({ ...COMMON, ...shape } as Shape<P>, { ...COMMON_FIXES, ...fixes } as never, ['tier']);

/** A component of a kind of one's own: it checks what is its own by itself. */
const OWN: Declared = { schema: z.looseObject(COMMON), fixes: COMMON_FIXES, named: ['tier'] };

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
  /** Sites that its properties name, by property: what is given by site key. Absent where nothing is. */
  readonly sites?: Readonly<Record<string, readonly string[]>>;
  /** What stands at a site already and stays its owner's, by site key; absent where the library makes it everywhere. */
  readonly existing?: Readonly<Record<string, unknown>>;
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
  /** The host above `scope`; undefined where there is none. */
  above: (scope: Construct): ComponentHost | undefined =>
    [...scope.node.scopes].reverse().find((construct) => HOST in construct) as ComponentHost | undefined,
  /** The host above `scope`. Throws `DR-COMP-01` where there is none. */
  of(scope: Construct): ComponentHost {
    const host = ComponentHost.above(scope);
    if (host) return host;
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

  /**
   * Throws `DR-COMP-06` where it is given what it cannot take: one error of all faults. Throws `DR-COMP-01` outside of a workload,
   * `DR-COMP-02` where its id is taken, `DR-COMP-07` inside of another component.
   */
  constructor(
    scope: Construct,
    id: string,
    /** What was asked of it. */
    protected readonly common: ComponentProps = {},
    /** What it takes. @default a tier, with its reason, and whatever else a kind of one's own takes */
    private readonly takes: Declared = OWN,
  ) {
    super(fitting(scope, id, common, takes, new.target.name), id);
    ComponentHost.of(scope).accept(this);
  }

  /** The component as plain data. Subclasses add their own fields. */
  declaration(): Omit<Declaration, 'existing'> {
    return {
      id: this.node.id,
      kind: this.kind,
      ...(this.ownKind ? { ownKind: this.ownKind } : {}),
      ...(this.common.tier ? { tier: this.common.tier } : {}),
      ...(this.common.tierReason ? { tierReason: this.common.tierReason } : {}),
      after: this.dependencies(),
      gib: 0,
      ...this.sitesNamed(),
    };
  }

  private sitesNamed(): Pick<Declaration, 'sites'> {
    const given = this.common as Readonly<Record<string, object | undefined>>;
    const named = keyedBySite(this.takes.schema).flatMap((of) => (given[of] ? [[of, Object.keys(given[of])]] : []));
    return named.length > 0 ? { sites: Object.fromEntries(named) as Declaration['sites'] } : {};
  }

  private dependencies(): string[] {
    return this.node.dependencies.filter((other): other is Component => other instanceof Component).map((other) => other.node.id);
  }
}

/** The scope, once nothing is wrong with what is declared there. */
function fitting(scope: Construct, id: string, props: ComponentProps, takes: Declared, type: string): Construct {
  const rule = 'DR-COMP-06';
  const subject = typeof id === 'string' && id !== '' ? `${type} '${id}'` : withArticle(type);
  refuseAll([
    ...scopeFaults(scope, type, rule),
    ...idFaults(id, withArticle(type), rule),
    ...faultsIn(props, takes, { subject, id: rule }),
  ]);
  refuseTwice(scope, id);
  refuseInside(scope, id);
  return scope;
}

/** What is wrong with where something is declared. */
export function scopeFaults(scope: unknown, type: string, id: string): ContinuityErrorProps[] {
  if (Construct.isConstruct(scope)) return [];
  return [
    {
      id,
      what: `${withArticle(type)} is declared nowhere`,
      value: scope === undefined ? 'nothing' : scope,
      allowed: 'a construct, as its first argument',
      fix: `new ${type}(workload, 'Id', …)`,
    },
  ];
}

function refuseInside(scope: Construct, id: string): void {
  const above = scope.node.scopes.find((one) => one instanceof Component);
  if (!above) return;
  throw new ContinuityError({
    id: 'DR-COMP-07',
    what: `A component is declared inside of another one: ${above.node.id} is protected as one`,
    value: id,
    allowed: 'a component beside it, in the workload',
    fix: `declare ${id} in the workload, and ${id}.node.addDependency(${above.node.id}) where it waits for it`,
  });
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
