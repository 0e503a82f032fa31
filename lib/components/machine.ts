import type { Construct } from 'constructs';
import { between, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { existingOf } from './existing';

/** A machine that runs already, at the site that serves first. */
export interface ExistingMachine {
  /** The machine, as its cloud names it. */
  readonly id: string;
}

/** What {@link Machine} takes. */
export interface MachineProps extends ComponentProps {
  /** GiB of all its disks, from which restore times are computed. @default 100 */
  readonly sizeGiB?: number;
}

/** A machine as plain data. */
export interface MachineDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'machine';
  /** What exists, by site key; absent where nobody says which machine it is. */
  readonly existing?: Readonly<Record<string, ExistingMachine>>;
}

/** No machine has an exbibyte: it was bytes. */
const MOST_GIB = 2 ** 30;
const TAKES = componentTakes<MachineProps>(
  { sizeGiB: between(`GiB, more than 0 and at most ${MOST_GIB}`, Number.MIN_VALUE, MOST_GIB).optional() },
  { sizeGiB: '200' },
);

const refuseForeign = existingOf<ExistingMachine>('Machine', { id: word('the id of a machine', /^\S+$/, 2048) }, "{ id: '…' }");

/**
 * One machine that is like no other: what it is stands on its disks, so that it is replicated as a whole and not built again. Machines of one
 * image are a `MachineGroup`.
 */
export class Machine extends Component {
  /**
   * Protects a machine that runs, by site key: nothing of it is managed, its disks are replicated to the other site, and it is stopped and
   * started by steps alone. Throws `DR-COMP-06` where it is given what it cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingMachine>>,
    props: MachineProps = {},
  ): Machine {
    refuseForeign(existing);
    return new Machine(scope, id, props, existing);
  }

  /** Its kind. */
  readonly kind = 'machine';

  /** No cloud makes one: `Machine.fromExisting` says which it is (`DR-VALUE-01`). */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MachineProps = {},
    private readonly existing?: Readonly<Record<string, ExistingMachine>>,
  ) {
    super(scope, id, props, TAKES);
    if (existing !== undefined) refuseForeign(existing);
  }

  /** The machine as plain data. */
  override declaration(): MachineDeclaration {
    const { sizeGiB = 100 } = this.props;
    return { ...super.declaration(), kind: this.kind, gib: sizeGiB, ...(this.existing ? { existing: this.existing } : {}) };
  }
}
