import { Refusal } from '../../../support/day/refusal';
import { DayWorld } from '../../../support/day/world';
import type { Body } from '../../../support/day/terraform';
import type { Service } from './service';

/** The one compartment of a day, and the Object Storage namespace of its tenancy. */
export const COMPARTMENT = 'ocid1.compartment.oc1..acme';
export const NAMESPACE = 'acmens';

/** What stands in a region, with the fields that its service tells, in the words of the SDK. */
export interface Thing extends Body {
  readonly id: string;
  /** What it is: the word of its OCID. */
  readonly kind: string;
  readonly region: string;
  readonly displayName: string;
  readonly compartmentId: string;
  readonly timeCreated: string;
  lifecycleState: string;
  /** What was accepted and takes time: after so many moments it is done, and then it is so. */
  pending?: { after: number; then: Body } | undefined;
}

/** What is gone is listed for a while all the same: https://docs.oracle.com/iaas/Content/API/Concepts/usingapi.htm */
const GONE = ['DELETED', 'TERMINATED'];

/**
 * A small OCI: regions, of which each answers for itself, and what stands in them. It is called as the command line of OCI calls it, and refuses
 * what OCI refuses, with its codes (https://docs.oracle.com/iaas/Content/API/References/apierrors.htm). What is accepted takes some moments: a moment
 * passes with each call, and with each second that somebody sleeps. A mutant breaks a command (`db autonomous-database fail-over`), what Terraform is
 * to do (`make oci_file_storage_export`), or what a service does by itself (`replication`).
 */
export class World extends DayWorld {
  readonly things = new Map<string, Thing>();

  constructor(private readonly services: readonly Service[]) {
    super();
  }

  protected get known(): unknown {
    return this.things;
  }

  copy(): World {
    const copy = new World(this.services);
    copy.takes(this);
    for (const [id, one] of this.things) copy.things.set(id, structuredClone(one));
    return copy;
  }

  protected passes(): (readonly [string, () => void])[] {
    const own = this.services.flatMap(({ passes = {} }) => Object.entries(passes));
    return [
      ['what was accepted', () => this.goOn()],
      ...own.map(([name, act]): readonly [string, () => void] => [
        name,
        () => {
          act(this);
        },
      ]),
    ];
  }

  private goOn(): void {
    for (const one of this.things.values()) {
      if (!one.pending || this.down.has(one.region)) continue;
      one.pending.after -= 1;
      if (one.pending.after > 0) continue;
      const { then } = one.pending;
      delete one.pending;
      Object.assign(one, then);
    }
  }

  /** All that stands, a line each, whatever OCIDs were made, and when; and of copies of the same no number. */
  get outline(): string {
    const things = [...this.things.values()].filter(({ lifecycleState }) => !GONE.includes(lifecycleState));
    const copies = new Set(things.filter(({ kind }) => COPIES.includes(kind)).map((one) => outlined(one)));
    return [
      ...things.filter(({ kind }) => !COPIES.includes(kind)).map((one) => outlined(one)),
      ...copies,
      ...this.services.flatMap(({ holds }) => holds?.(this) ?? []),
    ]
      .sort()
      .join('\n');
  }

  /** Calls a region: refused where it does not answer, as the command line says it. */
  call<T>(method: string, path: string, region: string, answer: () => T): T {
    return this.written({ method, path, region }, () => {
      this.reach(region);
      return answer();
    });
  }

  /** Refuses whoever calls a region that does not answer. */
  reach(region: string): void {
    if (this.down.has(region)) throw new Refusal(0, 'ConnectTimeout', `The connection to endpoint timed out: ${region}`);
  }

  /** Writes down something new, of which OCI makes the OCID. */
  make(kind: string, region: string, displayName: string, more: Body = {}): Thing {
    const ids = this.store('ids', () => ({ last: 0 }));
    ids.last += 1;
    const one: Thing = {
      id: `ocid1.${kind}.oc1.${region}.${ids.last}`,
      kind,
      region,
      displayName,
      compartmentId: COMPARTMENT,
      timeCreated: new Date(Date.now() - 3_600_000 + ids.last * 1000).toISOString(),
      lifecycleState: 'ACTIVE',
      ...more,
    };
    this.things.set(one.id, one);
    return one;
  }

  /** All of a kind that stand, of a region where one is named. */
  all(kind: string, region?: string): Thing[] {
    return [...this.things.values()].filter(
      (one) => one.kind === kind && (region === undefined || one.region === region) && !GONE.includes(one.lifecycleState),
    );
  }

  /** Those of a kind that a list tells: all of a compartment, by a name where one is given, gone ones as well. */
  listed(kind: string, region: string, name?: string): Thing[] {
    return [...this.things.values()].filter(
      (one) => one.kind === kind && one.region === region && (name === undefined || one.displayName === name),
    );
  }

  /** The one of a kind and a region that has this name, and stands. */
  named(kind: string, region: string, name: string): Thing | undefined {
    return this.all(kind, region).find((one) => one.displayName === name);
  }

  /** By its OCID, in the region that is called: another one does not know it. */
  at(id: string | undefined, region?: string): Thing {
    const one = this.things.get(id ?? '');
    if (!one || (region !== undefined && one.region !== region)) throw notFound(id ?? 'nothing');
    return one;
  }

  /** Accepts a change that takes time: it is in that state until it is done. */
  accept(one: Thing, state: string, then: Body, after = 3): Accepted {
    one.lifecycleState = state;
    one.pending = { after, then };
    return new Accepted(one);
  }

  /** Refuses a change of what is in another state, or is being changed. */
  in(one: Thing, ...states: readonly string[]): void {
    if (one.pending || !states.includes(one.lifecycleState))
      throw new Refusal(409, 'IncorrectState', `${one.displayName} is ${one.lifecycleState}: ${states.join(' or ')} is needed.`);
  }
}

/** Of which another one that is the same is no difference: a step that is to bring one of now says so. */
const COPIES = ['postgresqlbackup'];
const MOMENTS = ['timeCreated', 'timeLastSync', 'timeLastSynced', 'since', 'measured', 'recoveryPointTime', 'id', 'left', 'copyStatus'];

function outlined(one: Thing): string {
  const text = JSON.stringify(one, (key, value: unknown) => (MOMENTS.includes(key) ? undefined : value));
  return text.replaceAll(/ocid1\.(\w+)\.oc1\.([\w-]*)\.\d+/g, '$1 of $2').replaceAll(/https:\/\/\d+-/g, 'https://');
}

/** A call that was accepted: whoever waits for it passes the time until it is done. */
export class Accepted {
  constructor(readonly thing: Thing) {}
}

/** Of what is not there, or not to be seen. */
export const notFound = (id: string): Refusal =>
  new Refusal(404, 'NotAuthorizedOrNotFound', `Authorization failed or requested resource not found: ${id}`);
