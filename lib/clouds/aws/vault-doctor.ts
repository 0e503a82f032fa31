import type { Credentials } from '../../words/credentials';
import { APPLY, asked, type DoctorItem } from '../../words/doctor';
import { lockKept, policyKept, vaultName } from './cli-doctor';
import { KEPT } from './vault';

/** A vault, and how it was declared. */
interface Guarded {
  /** `cloud:region`. */
  readonly key: string;
  /** Its region. */
  readonly region: string;
  /** Its name. */
  readonly vault: string;
  /** Days that its lock takes: from the shortest to the longest time that a copy is kept. @default it may be destroyed: neither lock nor policy */
  readonly locked?: { readonly least: number; readonly most: number };
  /** Whose credentials a question needs. @default the site's */
  readonly as?: Credentials;
}

const DESTROYABLE = `where the environment may be destroyed there is none; else ${APPLY}`;

/** Whether a vault is there, locked as it was declared, and has the policy by which nobody deletes a copy: whoever may put another one undoes it. */
export function vaultDoctor({ key, region, vault, locked, as }: Guarded): DoctorItem[] {
  const look = (id: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({
      ...{
        about: 'copies',
        id: `${id}-${region}`,
        title: `The vault of the copies at ${key} ${title}`,
        run,
        matches,
        endpoint: region,
        fix,
      },
      ...(as ? { as } : {}),
    });
  const there = look('vault', 'is there', vaultName(region, vault), vault, APPLY);
  if (!locked) return [there];
  return [
    there,
    look('vault-lock', 'is locked', lockKept(region, vault), `[Tt]rue\\s+${locked.least}\\s+${locked.most}`, DESTROYABLE),
    look('vault-policy', 'keeps them from being deleted', policyKept(region, vault, KEPT.Sid as string), '[Tt]rue', DESTROYABLE),
  ];
}
