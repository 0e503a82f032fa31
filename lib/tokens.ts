import { Token } from 'cdktf';
import { ContinuityError } from './words/errors';

/** Throws `DR-TOKEN-01` where a declaration holds a value that Terraform decides later: names and decisions are made before it runs. */
export function refuseTokens(subject: string, value: unknown, path: readonly string[] = []): void {
  if (Token.isUnresolved(value)) {
    throw new ContinuityError({
      id: 'DR-TOKEN-01',
      what: `${subject}: a value is decided by Terraform, but a literal is needed`,
      value: path.join('.') || String(value),
      allowed: 'a literal: recovery must not look anything up',
      fix: 'write the value itself, or pass it through onEverySite',
    });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) refuseTokens(subject, inner, [...path, key]);
}
