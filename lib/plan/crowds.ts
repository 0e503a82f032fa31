import type { Most } from '../port/bounds';
import { ContinuityError } from '../words/errors';

/** What one workload makes in one account of a type of which that takes so many. */
export interface Crowd {
  /** The type, as Terraform calls it. */
  readonly type: string;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** How many it makes there. */
  readonly many: number;
  /** How many the account takes. */
  readonly most: Most;
}

/** A workload of the app, and what it makes. */
interface Made {
  readonly id: string;
  readonly crowds: readonly Crowd[];
}

/**
 * Throws `DR-LIMIT-01` where all workloads of an app make more of a type in one account than that takes: the apply would end in the middle of a base stack. What
 * others have there counts, too, and nobody sees it here.
 */
export function refuseCrowds(all: readonly Made[]): void {
  const shares = all.flatMap(({ id, crowds }) => crowds.map((crowd) => ({ id, ...crowd })));
  const placeOf = ({ type, account }: Crowd): string => `${type} ${account}`;
  for (const place of new Set(shares.map(placeOf))) refuseCrowd(shares.filter((one) => placeOf(one) === place));
}

function refuseCrowd(shares: readonly (Crowd & { readonly id: string })[]): void {
  const sum = (some: readonly Crowd[]): number => some.reduce((total, { many }) => total + many, 0);
  const [first] = shares;
  if (!first || sum(shares) <= first.most.many) return;
  const { account, most } = first;
  const workloads = [...new Set(shares.map(({ id }) => id))]
    .map((id) => ({ id, many: sum(shares.filter((one) => one.id === id)) }))
    .filter(({ many }) => many > 0)
    .sort((a, b) => b.many - a.many);
  throw new ContinuityError({
    id: 'DR-LIMIT-01',
    what: `The app makes more ${most.what} in ${account} than that takes`,
    value: `${sum(shares)}: ${workloads.map(({ id, many }) => `${id} ${many}`).join(', ')}`,
    allowed: `${most.many}, with those that others have there (${most.source})`,
    fix:
      workloads.length > 1
        ? `account: '…' of another one for the sites of ${workloads[0]?.id}`
        : 'two workloads of these components, the sites of each in an account of its own',
  });
}
