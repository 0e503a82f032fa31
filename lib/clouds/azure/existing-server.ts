import type { RelationalDatabaseDeclaration } from '../../components/relational-database';
import type { BasePlacement } from '../../plan/plan';
import type { BaseContext } from '../../port/cloud';
import type { Flaw, SiteFacts } from '../../port/facts';
import type { About } from '../../port/looks';
import type { Fence } from '../../port/phases';
import { commandStep, type Command } from '../../words/steps';
import { renderHeard, VAULT_LOSS, type Loss } from './alarm';
import type { AzurePlacement } from './cell';
import { PUBLIC } from './cli-ways';
import { ENDPOINT_ID, VAULT_SECRET_ID } from './facts';
import { isIdIn } from './ids';
import type { AzureGroundName } from './names';
import { inVault } from './vault-region';

/* A server of a database that exists, of whichever family: what it is called, what is refused of what is given, and how it is closed and opened. */

/** What it is called. */
export const adoptsServer = ({ existing }: RelationalDatabaseDeclaration, site: string): { readonly server: string } | undefined =>
  existing?.[site] && { server: existing[site].id.split('/').at(-1) as string };

/** What an id of it looks like. */
interface IdShape {
  readonly shape: RegExp;
  readonly allowed: string;
}

/** What is wrong with what is given of it. */
export function existingFlaws({ existing }: RelationalDatabaseDeclaration, { key, account }: SiteFacts, server: IdShape): Flaw[] {
  const found = existing?.[key];
  if (!found) return [];
  const { id, secret, guards } = found;
  const odd = guards.filter((one) => one !== PUBLIC && !ENDPOINT_ID.shape.test(one));
  const flaw = (value: string, allowed: string): Flaw => ({ of: 'existing', value: `${value} at ${key}`, allowed });
  return [
    ...(isIdIn(account, server, id) ? [] : [flaw(id, `${server.allowed}, in ${account}`)]),
    ...(isIdIn(account, VAULT_SECRET_ID, secret) ? [] : [flaw(secret, `${VAULT_SECRET_ID.allowed}, in ${account}`)]),
    ...odd.map((one) => flaw(one, `in guards '${PUBLIC}', where public networks lead to it, and ${ENDPOINT_ID.allowed}`)),
  ];
}

/** A server as its base knows it. */
type InBase = BasePlacement<RelationalDatabaseDeclaration, 'server', AzureGroundName>;

/** What exists, and the vault of its password, are in groups of their owner: each is heard of itself. */
export function hearServer(
  context: BaseContext<AzureGroundName>,
  { id, component, here, declaration }: InBase,
  losses: Readonly<Record<string, Loss>>,
): void {
  const found = declaration.existing?.[here.site];
  if (!here.existing || !found) return;
  renderHeard(context, { id, scope: found.id, what: component, losses });
  const secret = { id: `${id}-secret`, scope: inVault(found.secret).vault, what: `the vault of the password of ${component}` };
  renderHeard(context, { ...secret, losses: VAULT_LOSS });
}

/** A server at a site. */
type Placed = Pick<AzurePlacement<RelationalDatabaseDeclaration, 'server'>, 'id' | 'component' | 'here' | 'declaration'>;

/** The ways that lead to it, as they are given: what a fence closes, and opens again. */
export const waysTo = ({ declaration, here }: Placed): readonly string[] => declaration.existing?.[here.site]?.guards ?? [];

/** How its family closes it, and opens these ways to it again. */
export interface Doors {
  readonly close: string[];
  open(ways: readonly string[]): string[];
}

/** What takes back that ways of its owner were closed. */
export const reachedAgain = ({ id, component, here }: About, run: string[], timeout: number): Command =>
  commandStep({
    id: `unfence-${id}`,
    title: `${component} at ${here.region} is reached by the ways that are given again`,
    run,
    endpoint: here.region,
    expected:
      'opened. UNVERIFIED: that a connection which was rejected is approved again; where it is not, its owner makes the endpoint anew',
    timeout,
  });

/** Each of its ways is closed by a command, and opened again by another one. */
export function serverFences(placement: Placed, { close, open }: Doors): readonly Fence[] {
  const { id, component, here } = placement;
  if (!here.existing) return [];
  const step = commandStep({
    id: `fence-${id}`,
    title: `${component} at ${here.region} is closed to public networks, and each private endpoint to it is rejected`,
    run: close,
    endpoint: here.region,
    expected: 'closed',
    timeout: 1800,
  });
  return [{ step, undo: reachedAgain(placement, open(waysTo(placement)), 1800) }];
}
