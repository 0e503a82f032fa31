import type { Construct } from 'constructs';
import { declared } from '../words/checked';
import { HOST_NAME, isHostName } from '../words/host-name';
import { prose, whole, word } from '../words/shapes';
import type { WebTestDeclaration } from './declarations';
import { Observation, type ObservationHost } from './observation';

/** What {@link WebTest} takes. */
export interface WebTestProps {
  /** What is asked for, from `/` on: a page that needs the data, since one that does not says nothing of it. */
  readonly path: string;
  /** The one status that is right. @default each below 400 */
  readonly status?: number;
  /** A text that is in the answer while all is well, of plain letters: a maintenance page is an answer, too. @default whatever it says */
  readonly contains?: string;
  /** The name that is asked for, where it is not the one that the switch of traffic answers with. @default that one; refused where there is none (`DR-VALUE-01`) */
  readonly host?: string;
}

const TAKES = declared<WebTestProps>(
  {
    path: word('a path, from / on', /^\/\S*$/, 1024),
    status: whole('a status of HTTP, 200 to 599', 200, 599).optional(),
    // What the clouds look for is plain, and short: Route 53 takes 255 characters, Application Insights English letters.
    contains: prose('a text of plain letters, on one line, of at most 255 characters', 255)
      .regex(/^[\x20-\x7e]+$/, 'a text of plain letters, on one line')
      .optional(),
    host: word(HOST_NAME, isHostName, 253).optional(),
  },
  { path: "'/'", status: '200', contains: "'Sign in'", host: "'www.acme.example'" },
);

/**
 * A page that is asked for as users do, from outside, again and again: whoever is told at the sites is told where it fails. Asked at the site that
 * stands by, or beside the switch, so that the loss of the site that serves does not silence it (docs/design.md, "Who would notice").
 */
export class WebTest extends Observation {
  constructor(
    scope: Construct & ObservationHost,
    id: string,
    private readonly props: WebTestProps,
  ) {
    super(scope, id, props, TAKES);
  }

  /** The test as plain data. */
  override declaration(): WebTestDeclaration {
    return { is: 'web test', id: this.node.id, ...this.props };
  }
}
