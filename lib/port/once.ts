import type { TerraformElement, TerraformStack } from 'cdktf';

/** What all generations share is rendered with the first of them; anything else that bears its id is refused by `make` itself. */
export function once<T extends TerraformElement>(
  stack: TerraformStack,
  id: string,
  type: { readonly tfResourceType: string },
  make: () => T,
): T {
  const known = stack.node.tryFindChild(id) as (T & { readonly terraformResourceType?: string }) | undefined;
  return known?.terraformResourceType === type.tfResourceType ? known : make();
}
