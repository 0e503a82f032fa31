import { z } from 'zod';
import { listOf, word } from './shapes';

/**
 * Who is told where an alarm is raised: one of an e-mail address, an HTTPS endpoint, and what exists already and passes messages on (the
 * cloud's own id of it). An address and an endpoint have to be confirmed by whoever gets the messages, once, before any comes.
 */
export type Subscription = { readonly email: string } | { readonly https: string } | { readonly topic: string };

/** What a cloud calls what passes messages on, and how its id looks. */
export interface TopicShape {
  /** A regular expression over the whole of an id. */
  readonly shape: RegExp;
  /** What is allowed, as the rest of a sentence. */
  readonly allowed: string;
}

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const HTTPS = /^https:\/\/[^\s/@?#]+(?:[/?#]\S*)?$/;
const EACH = 'one of { email }, { https } and { topic }';

/** What a list of subscriptions may be; ids of topics of any shape, unless the cloud says more. */
export const subscriptionsLike = ({ shape, allowed }: TopicShape): z.ZodType =>
  listOf(
    z.union(
      [
        z.strictObject({ email: word('an e-mail address', EMAIL) }),
        z.strictObject({ https: word('an address that begins with https://, without credentials', HTTPS, 2048) }),
        z.strictObject({ topic: word(allowed, shape, 1024) }),
      ],
      { error: `${EACH}: an e-mail address, an address that begins with https://, ${allowed}` },
    ),
    `a list of subscriptions, each ${EACH}`,
    0,
    (one) => JSON.stringify(one),
  );

/** A right value, as code. */
export const SUBSCRIPTIONS_FIX = "[{ email: 'on-call@acme.example' }]";

/** Addresses of e-mail. */
export const emailsOf = (all: readonly Subscription[]): string[] => all.flatMap((one) => ('email' in one ? [one.email] : []));
/** Endpoints that are called. */
export const endpointsOf = (all: readonly Subscription[]): string[] => all.flatMap((one) => ('https' in one ? [one.https] : []));
/** Ids of what exists already. */
export const topicsOf = (all: readonly Subscription[]): string[] => all.flatMap((one) => ('topic' in one ? [one.topic] : []));
