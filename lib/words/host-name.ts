/*
 * Names of hosts and domains, as DNS has them: RFC 1035, and the underscore that records have. A name of other letters is written in Punycode.
 */

/** A label. */
export const LABEL = /[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?/.source;

/** What a host name is. */
export const HOST_NAME = 'a host name, of two labels or more: billing.acme.example';

/** Whether it is one, of two labels or more. */
export const isHostName = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`, 'i');

/**
 * Domains that no public DNS has: https://www.iana.org/assignments/special-use-domain-names and, for `internal`,
 * https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en, 2026-11.
 */
const PRIVATE = ['home.arpa', 'internal', 'invalid', 'local', 'localhost', 'onion'];

/** Whether a domain is one that only somebody's own network knows. */
export const isPrivateDomain = (domain: string): boolean =>
  PRIVATE.some((one) => domain.toLowerCase() === one || domain.toLowerCase().endsWith(`.${one}`));
