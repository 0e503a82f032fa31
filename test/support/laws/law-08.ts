import { blocksOf } from '../json';
import type { Output } from '../synth';
import { presentIn, type Violations } from './reading';

/** Types whose creation performs a failover, or may; with the argument where only that does it. A new one is a row here. */
export const PERFORMS_FAILOVER: readonly { readonly type: string; readonly argument?: string; readonly why: string }[] = [
  { type: 'oci_disaster_recovery_dr_plan_execution', why: 'runs a plan of Full Stack Disaster Recovery as soon as it is created' },
  {
    type: 'oci_database_autonomous_container_database_dataguard_association_operation',
    why: 'switches roles, fails over or reinstates as soon as it is created',
  },
  { type: 'oci_database_database', argument: 'data_guard_action', why: 'orders a role change of Data Guard' },
  { type: 'aws_lambda_invocation', why: 'calls a function as soon as it is created, perhaps one that fails over' },
  { type: 'azurerm_virtual_machine_run_command', why: 'runs a script as soon as it is created' },
  { type: 'azurerm_resource_deployment_script_azure_cli', why: 'runs a script as soon as it is created' },
  { type: 'azurerm_resource_deployment_script_azure_power_shell', why: 'runs a script as soon as it is created' },
];

/** Law 8: nothing is synthesized whose creation performs a failover, in no stack and in no situation. */
export function lawEight(output: Output): Violations {
  return presentIn(output).flatMap(({ id, json }) =>
    blocksOf(json).flatMap(({ address, type, body }) => [
      ...PERFORMS_FAILOVER.filter((row) => row.type === type && (row.argument === undefined || body[row.argument] !== undefined)).map(
        ({ why }) => `${id}: ${address} ${why}`,
      ),
      ...(body['provisioner'] === undefined ? [] : [`${id}: ${address} has a provisioner, which runs when it is created`]),
    ]),
  );
}
