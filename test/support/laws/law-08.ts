import { blocksOf } from '../json';
import type { Output } from '../synth';
import { presentIn, type Violations } from './reading';

/** Types whose creation performs a failover, or starts one. `reference/coverage.md`; the argument where only a value does it. */
export const PERFORMS_FAILOVER: readonly { readonly type: string; readonly argument?: string; readonly why: string }[] = [
  { type: 'oci_disaster_recovery_dr_plan_execution', why: 'runs a plan of Full Stack Disaster Recovery as soon as it is created' },
  { type: 'oci_disaster_recovery_automatic_dr_configuration', why: 'lets the service run such a plan by itself, without a decision' },
  { type: 'oci_database_data_guard_association', argument: 'failover_trigger', why: 'performs a role change of Data Guard' },
  { type: 'azurerm_site_recovery_failover', why: 'would run a failover of Site Recovery' },
  { type: 'aws_route53recoverycontrolconfig_routing_control_state', why: 'would move a routing control when it is created' },
  { type: 'aws_arczonalshift_zonal_shift', why: 'moves traffic out of a zone when it is created' },
  { type: 'aws_ssm_automation_execution', why: 'runs a document, perhaps one that fails over' },
  { type: 'null_resource', why: 'runs whatever its provisioner says when it is created' },
  { type: 'terraform_data', argument: 'provisioner', why: 'runs whatever its provisioner says when it is created' },
];

/** Law 8: nothing is synthesized whose creation performs a failover, in no stack and in no situation. */
export function lawEight(output: Output): Violations {
  return presentIn(output).flatMap(({ id, json }) =>
    blocksOf(json).flatMap(({ address, type, body }) => [
      ...PERFORMS_FAILOVER.filter((row) => row.type === type && (row.argument === undefined || body[row.argument] !== undefined)).map(({ why }) => `${id}: ${address} ${why}`),
      ...(body['provisioner'] === undefined || type === 'terraform_data' ? [] : [`${id}: ${address} has a provisioner, which runs when it is created`]),
    ]),
  );
}
