import type { TerraformResource } from 'cdktf';
import { knownTypes } from '../port/known-types';
import type { Site } from '../port/site';
import { blocksOf, textsIn } from '../written/reach';
import { ContinuityError } from '../words/errors';
import type { TerraformJson } from '../written/terraform-json';
import { addressOf } from './resources';

/*
 * A service that fails over by itself is a second hand on the same things: what moves a role is a step of the runner, behind its checks and its
 * record, and what a stack owns no other service fills or ends.
 */

/** Throws `DR-OWN-08` where an apply of what an architect adds would move a role. */
export function refuseMovers(added: readonly TerraformResource[], { cloud }: Site): void {
  const { moves = {} } = knownTypes(cloud);
  const [mover] = added.flatMap((one) => {
    const type = one.terraformResourceType;
    const row = moves[type];
    if (row === undefined) return [];
    if (typeof row === 'string') return [{ one, why: row, value: type }];
    // Whatever its value: it is another one, or a greater one, that does it.
    const by = row.by.find((argument) => argumentsOf(one)[argument] !== undefined);
    return by === undefined ? [] : [{ one, why: row.why, value: `${type}.${by}` }];
  });
  if (!mover) return;
  throw new ContinuityError({
    id: 'DR-OWN-08',
    what: `${addressOf(mover.one)} would move a role by an apply: ${mover.why}`,
    value: mover.value,
    allowed: 'nothing whose creation is a failover: it would happen where somebody applies, and once more where it is made anew',
    fix: 'leave it out: continuity run moves the role, behind its checks; or start it by hand, in no stack',
  });
}

/** What an architect said of a resource, as it is written. */
function argumentsOf(one: TerraformResource): Readonly<Record<string, unknown>> {
  const { resource } = one.toTerraform() as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  };
  return resource[one.terraformResourceType]?.[one.friendlyUniqueId] ?? {};
}

/** A recovery stack as it is about to be written, with the addresses of what the library did not render in it. */
interface Stack {
  readonly site: Site;
  readonly json: TerraformJson;
  readonly own: ReadonlySet<string>;
}

/** Throws `DR-OWN-07` where a service that changes what it is given is given what the library makes. */
export function refuseSecondOwners({ site, json, own }: Stack): void {
  const { drives = {} } = knownTypes(site.cloud);
  const library = blocksOf(json).flatMap(({ address }) => (own.has(address) ? [] : [address]));
  for (const { address, type, body } of blocksOf(json)) {
    const driven = drives[type];
    if (driven === undefined || !own.has(address)) continue;
    const whyOf = (argument: string): string | undefined => (typeof driven === 'string' ? driven : driven[argument]);
    const given = textsIn(body).flatMap(([argument, text]) =>
      library.flatMap((named) => {
        const why = text.includes('${') && text.includes(`${named}.`) ? whyOf(argument) : undefined;
        return why === undefined ? [] : [{ argument, named, why }];
      }),
    );
    const [first] = given;
    if (!first) continue;
    throw new ContinuityError({
      id: 'DR-OWN-07',
      what: `${address} is given ${first.named}, which the library makes and moves: ${first.why}`,
      value: `${first.argument} names ${first.named}`,
      allowed: 'one owner of each thing: members that are yours alone, and that no component of the workload is',
      fix: `leave ${first.named} out of it: its role is moved by continuity run`,
    });
  }
}
