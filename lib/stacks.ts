import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { PROVIDER_LOCK } from './words/lock-file';
import type { StackId, StackKind } from './words/stack';
import { OLDEST_TERRAFORM } from './words/version';
import type { TerraformJson } from './written/terraform-json';

const VERSIONS = `terraform {\n  required_version = ">= ${OLDEST_TERRAFORM}"\n}\n`;

/** A stack of a workload: has the whole app realised before it is prepared. */
export class RecoveryStack extends TerraformStack {
  /** What it is for. */
  readonly kind: StackKind;
  /** The site it belongs to (`cloud:region`), where it belongs to one. */
  readonly site?: string;
  private read?: (json: TerraformJson) => void;
  private isLeftOut = false;

  constructor(
    scope: Construct,
    { id, kind, site }: StackId,
    private readonly estate: { realise(): void },
  ) {
    super(scope, id);
    this.kind = kind;
    if (site !== undefined) this.site = site;
    this.sayVersions();
    // Annotations would write stack traces with absolute paths into manifest.json; and capturing them is 40 % of the time.
    this.node.setContext('@cdktf/disable_stack_trace_in_metadata', true);
  }

  /**
   * In files beside the stack: a text in the block `terraform` of JSON is what scanners do not parse (checkov 3.3). Of a lock that speaks of
   * more providers, Terraform leaves out the others (tried with 1.11).
   */
  private sayVersions(): void {
    const inner = this.synthesizer;
    this.synthesizer = {
      synthesize: (session) => {
        inner.synthesize(session);
        const directory = join(session.outdir, session.manifest.forStack(this).workingDirectory);
        writeFileSync(join(directory, 'versions.tf'), VERSIONS);
        if (existsSync(PROVIDER_LOCK)) copyFileSync(PROVIDER_LOCK, join(directory, PROVIDER_LOCK));
      },
    };
  }

  /** Realises the app, prepares the stack, and reads it where somebody wants to: all before anything is written. */
  override prepareStack(): void {
    this.estate.realise();
    super.prepareStack();
    this.read?.(this.toTerraform() as TerraformJson);
  }

  /** Has the stack read once it is prepared. */
  whenPrepared(read: (json: TerraformJson) => void): void {
    this.read = read;
  }

  /** Whether it is in the output. */
  get isWritten(): boolean {
    return !this.isLeftOut;
  }

  /** Leaves the stack out of the output: it is withheld or empty. */
  leaveOut(): void {
    this.synthesizer = { synthesize: () => undefined };
    this.isLeftOut = true;
  }
}
