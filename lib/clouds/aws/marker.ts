import { DataAwsSsmParametersByPath } from '@cdktf/provider-aws/lib/data-aws-ssm-parameters-by-path/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { Marker } from '../cloud';

/**
 * Writes a stack's marker where its state lives, and refuses at plan an older sequence (law 11) and a configuration from which
 * something that holds data has vanished (law 4).
 */
export function renderMarker(stack: TerraformStack, provider: TerraformProvider | undefined, marker: Marker): void {
  const path = `/continuity/${stack.node.id}`;
  const at = provider ? { provider } : {};
  const known = new DataAwsSsmParametersByPath(stack, 'continuity-marker-known', { path, ...at });
  const values = `nonsensitive(data.aws_ssm_parameters_by_path.${known.friendlyUniqueId}.values)`;
  const missing = `setsubtract(flatten([for v in ${values} : jsondecode(v).holds]), ${JSON.stringify([...marker.holds, ...marker.leaves].sort())})`;
  const parameter = new SsmParameter(stack, 'continuity-marker', {
    name: `${path}/marker`,
    type: 'String',
    tier: 'Intelligent-Tiering',
    overwrite: true,
    value: JSON.stringify({ holds: marker.holds, sequence: marker.sequence }),
    ...at,
  });
  parameter.addOverride('lifecycle.precondition', [
    {
      condition: `\${alltrue([for v in ${values} : jsondecode(v).sequence <= ${marker.sequence}])}`,
      error_message: `STALE: ${stack.node.id} was applied from a newer situation than ${marker.sequence}. Nothing is changed. Pull the newest situation.json, synthesize, and plan again.`,
    },
    {
      condition: `\${length(${missing}) == 0}`,
      error_message: `VANISHED: \${join(", ", ${missing})} holds data and is no longer in the code of ${stack.node.id}. Nothing is changed. Give the component its id back, or retire it first: continuity declare retire.`,
    },
  ]);
}
