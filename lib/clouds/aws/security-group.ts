import { SecurityGroup, type SecurityGroupConfig } from '@cdktf/provider-aws/lib/security-group/index.js';
import type { TerraformStack } from 'cdktf';

/** One rule: who is let in, or what is reached. */
export type GroupRule = {
  /** The first port. */
  readonly from_port: number;
  /** The last one. */
  readonly to_port: number;
  /** `tcp`, or `-1` for all. */
  readonly protocol: string;
  /** What it is for, for people. */
  readonly description: string;
} & (
  | { /** Ranges of addresses. */ readonly cidr_blocks: readonly string[] }
  | { /** Ids of groups. */ readonly security_groups: readonly string[] }
);

/** A group, and its rules: those and no others. None is said where the list is empty; nothing is said where there is no list. */
export interface GroupPlan extends Omit<SecurityGroupConfig, 'ingress' | 'egress'> {
  /** Who is let in. */
  readonly ingress?: readonly GroupRule[];
  /** What is reached. */
  readonly egress?: readonly GroupRule[];
}

/**
 * Rules stand in `dynamic` blocks. In JSON they would else be a list of objects in which no argument may be left out, and a later provider of
 * the same major that knows one more would refuse it at plan (https://developer.hashicorp.com/terraform/language/attr-as-blocks; tried with
 * Terraform 1.11.4 and the provider 5.100: the plan is the same). Rules as resources of their own would leave those that somebody adds by hand.
 */
export function renderGroup(stack: TerraformStack, id: string, { ingress, egress, ...config }: GroupPlan): SecurityGroup {
  const group = new SecurityGroup(stack, id, config);
  for (const [name, rules] of Object.entries({ ingress, egress })) {
    if (rules === undefined) continue;
    if (rules.length === 0) group.addOverride(name, []);
    else
      group.addOverride(
        `dynamic.${name}`,
        rules.map((content) => ({ for_each: [content.description], content })),
      );
  }
  return group;
}
