import type { Construct } from 'constructs';
import { kebab } from '../words/kebab';
import { listOf, tableOf, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { existingOf } from './existing';

/** What {@link Secrets} takes. */
export interface SecretsProps extends ComponentProps {
  /** Names of the secrets: letters and digits, with `-`, `_`, `.` or `/` between them; services are given them in kebab case. Their values are written outside Terraform: none of them ever stands in a state. */
  readonly names: readonly string[];
}

/** Secrets that exist already, at the site that serves first. */
export interface ExistingSecrets {
  /** Each as its cloud names it, by the name that it has here. It has the same name at the other site. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Secrets as plain data. */
export interface SecretsDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'secrets';
  /** Names of the secrets. */
  readonly secrets: readonly string[];
  /** What exists, by site key; absent where the library makes them. */
  readonly existing?: Readonly<Record<string, ExistingSecrets>>;
}

/** Names that the library gives; what exists has one already. */
export const ownNames = ({ secrets, existing }: SecretsDeclaration): readonly string[] => (existing ? [] : secrets);

/** What its cloud calls a secret that exists, by its name here; undefined where the library makes it. */
export const givenId = ({ existing = {} }: SecretsDeclaration, name: string): string | undefined =>
  Object.values(existing).flatMap(({ ids }) => (ids[name] === undefined ? [] : [ids[name]]))[0];

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

const refuseForeign = existingOf<ExistingSecrets>(
  'Secrets',
  {
    ids: tableOf(word('the name of a secret', /^\S+$/, 2048), 'secrets by name, one or more').refine(
      (ids) => Object.keys(ids as object).length > 0,
      'secrets by name, one or more',
    ),
  },
  "{ ids: { 'api-token': 'acme/api-token' } }",
);

/** Secrets that every site can read, each encrypted with a key of the site where it is read. */
export class Secrets extends Component {
  /**
   * Gives the other site what exists, by site key: nothing of it is managed, and no value is read. Throws `DR-COMP-06` where it is given what
   * it cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingSecrets>>,
    props: ComponentProps = {},
  ): Secrets {
    refuseForeign(existing);
    const names = Object.values(existing).flatMap(({ ids }) => Object.keys(ids));
    return new Secrets(scope, id, { ...props, names }, existing);
  }

  /** Its kind. */
  readonly kind = 'secrets';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretsProps,
    private readonly existing?: Readonly<Record<string, ExistingSecrets>>,
  ) {
    super(scope, id, props, TAKES);
    if (existing !== undefined) refuseForeign(existing);
  }

  /** The secrets as plain data. */
  override declaration(): SecretsDeclaration {
    return { ...super.declaration(), kind: this.kind, secrets: this.props.names, ...(this.existing ? { existing: this.existing } : {}) };
  }
}
