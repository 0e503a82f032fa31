import { createHash } from 'node:crypto';
import type { NameRule } from '../port/facts';
import { ContinuityError } from '../words/errors';
import { kebab } from '../words/kebab';

export { kebab };

/** What names are made of. */
export interface NameParts {
  /** Environment, where there is one. */
  readonly environment?: string;
  /** Id of the workload. */
  readonly workload: string;
  /** Id of the component, where it is one's. */
  readonly component?: string;
  /** Region code. */
  readonly region: string;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Generation; 0 is not written. */
  readonly generation?: number;
  /** What both sites may share stands in it, at the witness. */
  readonly beside?: string;
}

/** `eu-west-3` → `euw3`: the first letter of each word after the first, then the number. */
function shortRegion(code: string): string {
  const [first = '', ...rest] = code.split('-');
  return rest.length === 0 ? code.slice(0, 8) : first + rest.map((word) => (/^\d+$/.test(word) ? word : (word[0] as string))).join('');
}

const hash = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/**
 * `[environment-]workload[-component][-region][-gN][-suffix]`, by the rule of one service.
 * Throws `DR-NAME-01` where it would be too long, with `-g99` reserved so that it does not overflow on the day.
 */
export function nameOf(parts: NameParts, rule: NameRule): string {
  const { environment, workload, component, region, account, generation = 0 } = parts;
  // Without a witness nothing joins the sites: that is refused (`DR-STATE-02`).
  if (rule.atWitness) return parts.beside ?? 'no-witness';
  const place = rule.shared ? undefined : rule.short ? shortRegion(region) : region;
  const body = [environment, workload, component, place].filter((part) => part !== undefined).map((part) => kebab(part));
  const identity = [account, environment ?? '', workload, component ?? '', rule.shared ? '' : region].join('/');
  const tail = [
    rule.global
      ? hash([account, environment ?? '', workload, ...(rule.short ? [region] : [])].join('/'), 6)
      : rule.short
        ? hash(identity, 4)
        : undefined,
    rule.suffix,
  ];
  const build = (gen: string | undefined): string => {
    const text = [...body, rule.ageless ? undefined : gen, ...tail].filter((part) => part !== undefined).join(rule.separator || '-');
    return rule.separator === '' ? text.replace(/-/g, '') : text;
  };
  const longest = component === undefined ? build(undefined) : build('g99');
  if (longest.length > rule.max) {
    const over = longest.length - rule.max;
    throw new ContinuityError({
      id: 'DR-NAME-01',
      what: `A name of ${rule.service} is too long`,
      value: `${longest} (${longest.length} characters)`,
      allowed: `${rule.max} characters, -g99 reserved`,
      fix: `ids of workload and component shorter by ${over} in all`,
    });
  }
  return build(generation > 0 ? `g${generation}` : undefined);
}

/** All names of a set of rules. */
export function namesOf(parts: NameParts, rules: Readonly<Record<string, NameRule>>): Record<string, string> {
  return Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, nameOf(parts, rule)]));
}
