import type { Construct } from 'constructs';
import { kebab } from '../words/kebab';
import { listOf, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';

/** What {@link Secrets} takes. */
export interface SecretsProps extends ComponentProps {
  /** Names of the secrets: letters and digits, with `-`, `_`, `.` or `/` between them; services are given them in kebab case. Their values are written outside Terraform: none of them ever stands in a state. */
  readonly names: readonly string[];
}

/** Secrets as plain data. */
export interface SecretsDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'secrets';
  /** Names of the secrets. */
  readonly secrets: readonly string[];
}

const NAME = 'letters and digits, with - _ . or / between them';
const TAKES = componentTakes<SecretsProps>(
  {
    names: listOf(
      word(NAME, /^[A-Za-z0-9]+(?:[-_./][A-Za-z0-9]+)*$/, 128),
      'a list of names, one or more, different in kebab case',
      1,
      // What services are given: two names that differ in nothing else are one.
      kebab,
    ),
  },
  { names: "['api-token']" },
);

/** Secrets that every site can read, each encrypted with a key of the site where it is read. */
export class Secrets extends Component {
  /** Its kind. */
  readonly kind = 'secrets';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretsProps,
  ) {
    super(scope, id, props, TAKES);
  }

  /** The secrets as plain data. */
  override declaration(): SecretsDeclaration {
    return { ...super.declaration(), kind: this.kind, secrets: this.props.names };
  }
}
