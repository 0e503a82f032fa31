import type { Construct } from 'constructs';
import { declared } from '../words/checked';
import { HOST_NAME, isHostName } from '../words/host-name';
import { prose, whole, word } from '../words/shapes';
import type { WebTestDeclaration } from './declarations';
import { Observation, type ObservationHost } from './observation';

/** What {@link WebTest} takes. */
export interface WebTestProps {
  /** What is asked for, from `/` on: a page that needs the data, since one that does not says nothing of it. It is asked by GET, and asked often. */
  readonly path: string;
  /**
   * The one status that is right. A cloud that decides by itself which are right says so: a warning there (`DR-VALUE-01`).
   * @default what the cloud counts as right: each below 400, or each below 300
   */
  readonly status?: number;
  /**
   * A text that is in the answer while all is well, of plain letters: a maintenance page is an answer, too. A cloud that reads no answer says so: a warning
   * there (`DR-VALUE-01`). @default whatever it says
   */
  readonly contains?: string;
  /** The name that is asked for, where it is not the one that the switch of traffic answers with. @default that one; refused where there is none (`DR-VALUE-01`) */
  readonly host?: string;
}

const TAKES = declared<WebTestProps>(
  {
    path: word('a path, from / on', /^\/\S*$/, 1024),
    status: whole('a status of HTTP, 200 to 599', 200, 599).optional(),
    // What every cloud that looks for one takes.
    contains: prose('a text of plain letters, on one line, of at most 255 characters', 255)
      .regex(/^[\x20-\x7e]+$/, 'a text of plain letters, on one line')
      .optional(),
    host: word(HOST_NAME, isHostName, 253).optional(),
  },
  { path: "'/'", status: '200', contains: "'Sign in'", host: "'www.acme.example'" },
);

/**
 * A page that is asked for as users do, from outside, again and again: every half minute to every five minutes, as the cloud does, from several places.
 * Whoever is told at the sites is told once most of them find it wrong, which takes about two to five minutes. Asked at the site that stands by, or beside
 * the switch, so that the loss of the site that serves does not silence it (docs/design.md, "Who would notice").
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
