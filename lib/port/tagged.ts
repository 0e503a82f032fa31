import type { TerraformResource } from 'cdktf';

/**
 * Gives tags to each resource that has an argument for them, where no provider does it by itself: what a resource says goes first. One
 * whose tags are an expression keeps them alone.
 */
export function tagEach(resources: readonly TerraformResource[], argument: string, tags: Readonly<Record<string, string>>): void {
  for (const resource of resources.filter((one) => `${argument}Input` in one)) {
    const has = resource as unknown as Record<string, unknown>;
    const own = has[`${argument}Input`];
    if (own === undefined || isTable(own)) has[argument] = { ...tags, ...own };
  }
}

const isTable = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && !('resolve' in value) && !Array.isArray(value);
