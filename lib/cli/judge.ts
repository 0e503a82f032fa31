import { z } from 'zod';
import { ContinuityError } from '../words/errors';

const change = z.looseObject({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.string().default('managed'),
  type: z.string(),
  deposed: z.string().optional(),
  action_reason: z.string().optional(),
  change: z.looseObject({
    actions: z.array(z.string()),
    replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
    importing: z.unknown().optional(),
  }),
});

/** The part of `terraform show -json PLAN` that is judged. https://developer.hashicorp.com/terraform/internals/json-format */
export const planSchema = z.looseObject({
  format_version: z.string().regex(/^1\./, 'a plan of format 1'),
  errored: z.boolean().optional(),
  resource_changes: z.array(change).default([]),
  /** What is not as the state has it: changed, or gone, outside of Terraform. */
  resource_drift: z.array(change).default([]),
});
/** A plan as data. */
export type PlanJson = z.infer<typeof planSchema>;

/** What must stay. */
export interface Guarded {
  /** Types that hold data. */
  readonly statefulTypes: readonly string[];
  /** Addresses that hold data. */
  readonly addresses: readonly string[];
}

/** What the plan would do against the data. */
export interface Refusal {
  /** The resource. */
  readonly address: string;
  /** `destroy`, `replace`, `forget`, `make anew` or what Terraform calls it. */
  readonly verb: string;
  /** What forces it. */
  readonly because: string;
}

/** What a plan would do, and whether it may be applied. */
export interface Judgement {
  /** Why it may not: empty where it may. */
  readonly refused: readonly Refusal[];
  /** Addresses by what happens to them; what is read or stays the same is left out. */
  readonly creates: readonly string[];
  readonly updates: readonly string[];
  readonly imports: readonly string[];
  /** Things without data that are destroyed or replaced: allowed, and shown. */
  readonly destroys: readonly string[];
  /** What leaves the state and is not touched. */
  readonly forgets: readonly string[];
}

const HARMLESS = ['no-op', 'create', 'read', 'update'];

/** Reads a plan. Throws `DR-RUN-02` where it is not one: what cannot be judged is not applied. */
export function parsePlan(text: string): PlanJson {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = planSchema.safeParse(json);
  if (parsed.success && parsed.data.errored !== true) return parsed.data;
  throw new ContinuityError({
    id: 'DR-RUN-02',
    what: 'The plan cannot be judged, so nothing was applied',
    value: parsed.error?.issues[0]?.message ?? 'an errored plan',
    allowed: 'a whole plan of format 1',
    fix: 'run `terraform plan` in that directory and read what it says',
  });
}

/**
 * Judges a plan: nothing that holds data may be destroyed or replaced, in either order, nor forgotten while it is still planned. Nor is it
 * made anew where it vanished from the state by itself: a provider drops what waits for its deletion, and an empty one of the same name, or
 * another key, would take its place while the old one can still be brought back.
 */
export function judge(plan: PlanJson, guarded: Guarded): Judgement {
  const out = {
    refused: [] as Refusal[],
    creates: [] as string[],
    updates: [] as string[],
    imports: [] as string[],
    destroys: [] as string[],
    forgets: [] as string[],
  };
  const gone = new Set(plan.resource_drift.filter(({ change: { actions } }) => actions.join() === 'delete').map(({ address }) => address));
  for (const item of plan.resource_changes) {
    if (item.mode !== 'managed') continue;
    const { actions } = item.change;
    const refusal = refuse(item, guarded) ?? (gone.has(item.address) ? refuseAnew(item, guarded) : undefined);
    if (refusal) out.refused.push(refusal);
    else if (actions.includes('delete')) out.destroys.push(item.address);
    else if (actions.includes('forget')) out.forgets.push(item.address);
    else if (actions.includes('create')) out.creates.push(item.address);
    else if (actions.includes('update')) out.updates.push(item.address);
    if (item.change.importing) out.imports.push(item.address);
  }
  return out;
}

type Change = z.infer<typeof change>;

function refuse(item: Change, guarded: Guarded): Refusal | undefined {
  const { actions } = item.change;
  if (actions.every((action) => HARMLESS.includes(action))) return undefined;
  const planned = isGuarded(item, guarded.addresses);
  if (!planned && !guarded.statefulTypes.includes(item.type)) return undefined;
  // A generation that is retired leaves by a `removed` block, so its address is no longer one of the stack's.
  if (!planned && actions.length === 1 && actions[0] === 'forget') return undefined;
  const address = item.deposed === undefined ? item.address : `${item.address} (deposed ${item.deposed})`;
  return { address, verb: verb(actions), because: because(item) };
}

function refuseAnew(item: Change, guarded: Guarded): Refusal | undefined {
  if (!item.change.actions.includes('create') || !(isGuarded(item, guarded.addresses) || guarded.statefulTypes.includes(item.type)))
    return undefined;
  return { address: item.address, verb: 'make anew', because: 'it is gone, or waits for its deletion, outside of Terraform' };
}

function isGuarded(item: Change, addresses: readonly string[]): boolean {
  const own = [item.address, item.previous_address ?? item.address];
  return addresses.some((address) => own.some((a) => a === address || a.startsWith(`${address}[`)));
}

function verb(actions: readonly string[]): string {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'destroy';
  return actions.join(' and ');
}

function because(item: Change): string {
  const paths = (item.change.replace_paths ?? []).map((path) => path.join('.'));
  const reason = item.action_reason?.replaceAll('_', ' ');
  return (
    [paths.length > 0 ? `forced by ${paths.join(', ')}` : '', reason ?? ''].filter(Boolean).join('; ') || 'no reason given by Terraform'
  );
}

/** The refusal as it is shown: every address, and that nothing was applied. */
export function judgementError(stack: string, { refused }: Judgement): ContinuityError {
  const list = refused.map((r) => `${r.verb} ${r.address} (${r.because})`);
  return new ContinuityError({
    id: 'DR-RUN-02',
    what: `The plan of ${stack} would destroy data, or make anew what held it; nothing was applied`,
    value: list.join('; '),
    allowed: 'no destruction and no replacement of anything that holds data',
    fix: 'find which change of code or of provider forces it; an old generation leaves with `continuity declare retire`; what is gone is brought back first (cancel its deletion, and import it), or was empty and is given up (terraform state rm)',
  });
}

/** One line on what the plan does. */
export function summary(j: Judgement): string {
  const count = (n: readonly string[], what: string): string => (n.length > 0 ? `${n.length} to ${what}` : '');
  return (
    [
      count(j.creates, 'create'),
      count(j.updates, 'update'),
      count(j.imports, 'import'),
      count(j.destroys, 'destroy (no data)'),
      count(j.forgets, 'forget'),
    ]
      .filter(Boolean)
      .join(', ') || 'outputs only'
  );
}
