import type { Construct } from 'constructs';
import { Component, type ComponentProps, type Declaration } from './component';

/** What {@link Secrets} takes. */
export interface SecretsProps extends ComponentProps {
  /** Names of the secrets. Their values are written outside Terraform: none of them ever stands in a state. */
  readonly names: readonly string[];
}

/** Secrets as plain data. */
export interface SecretsDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'secrets';
  /** Names of the secrets. */
  readonly secrets: readonly string[];
}

/** Secrets that every site can read, each encrypted with a key of the site where it is read. */
export class Secrets extends Component {
  /** Its kind. */
  readonly kind = 'secrets';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretsProps,
  ) {
    super(scope, id, props);
  }

  /** The secrets as plain data. */
  override declaration(): SecretsDeclaration {
    return { ...super.declaration(), kind: this.kind, secrets: this.props.names };
  }
}
