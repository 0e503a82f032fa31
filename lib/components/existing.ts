import { z } from 'zod';
import { check, declared, type Shape } from '../words/checked';
import { tableOf } from '../words/shapes';

/*
 * What exists already, by site key (`aws:eu-west-3`): it stays its owner's. A standby is made for it elsewhere, and what is added around it
 * says so (docs/adoption.md).
 */

/** How what exists is declared: throws `DR-COMP-06` with every fault of it. */
export function existingOf<E>(type: string, shape: Shape<E>, example: string): (existing: unknown) => void {
  const one = z.strictObject(shape as Readonly<Record<string, z.ZodType>>);
  const what = 'what exists, by site key: at one site or more';
  const isSome = (table: unknown): boolean => Object.keys(table as object).length > 0;
  const adopts = declared<{ readonly existing: object }>(
    { existing: tableOf(one, what).refine(isSome, what) },
    { existing: `{ 'cloud:region': ${example} }` },
  );
  return (existing) => check({ existing }, adopts, { subject: `${type}.fromExisting`, id: 'DR-COMP-06' });
}

/** Ids of what a component adopts at a site: what tells it from another one of its kind. */
export function idsOf(existing: unknown): string[] {
  const { id, cluster, ids } = existing as {
    readonly id?: string;
    readonly cluster?: string;
    readonly ids?: Readonly<Record<string, string>>;
  };
  return [...(id === undefined ? [] : [cluster === undefined ? id : `${id} in ${cluster}`]), ...Object.values(ids ?? {})];
}
