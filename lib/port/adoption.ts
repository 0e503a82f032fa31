import type { TerraformResource } from 'cdktf';

/** What may stand already, and the id by which an import takes it in. */
export interface Adoption {
  /** The resource. */
  readonly resource: TerraformResource;
  /** Its import id. */
  readonly id: string;
}
