import { DataAwsSsmParametersByPath } from '@cdktf/provider-aws/lib/data-aws-ssm-parameters-by-path/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { TerraformVariable, type TerraformProvider, type TerraformResource, type TerraformStack } from 'cdktf';
import { MOVE_VARIABLE } from '../../words/actions';
import type { Claim, Marker } from '../../port/marker';
import { asksForMove, claimWords, MOVE_ARGUMENTS, refusals } from '../../port/marker-messages';
import { claimLine } from './cli';

const pathOf = (stack: string): string => `/continuity/${stack}`;

/**
 * Writes a stack's marker where its state lives, and refuses at plan what it must not be applied over.
 *
 * The marker is a parameter that is read by its path: an empty list on the first apply, where a read by name would be an error.
 * The path is read one level deep, so that the claims below it are never taken for a marker. `sequence` stays a number: an output
 * of the first version of the format compares with it, and is refused where it is older.
 */
export function renderMarker(stack: TerraformStack, provider: TerraformProvider | undefined, marker: Marker): TerraformResource {
  const own = stack.node.id;
  const at = provider ? { provider } : {};
  const values = read(stack, 'continuity-marker-known', own, provider);
  if (asksForMove(marker)) new TerraformVariable(stack, MOVE_VARIABLE, MOVE_ARGUMENTS);
  const parameter = new SsmParameter(stack, 'continuity-marker', {
    name: `${pathOf(own)}/marker`,
    type: 'String',
    tier: 'Intelligent-Tiering',
    overwrite: true,
    value: JSON.stringify({ holds: marker.holds, marker: marker.id, open: marker.open, sequence: marker.sequence }),
    ...at,
  });
  const standing = {
    ids: idsIn(values),
    open: `[for v in ${values} : try(jsondecode(v).open, false)]`,
    holds: `flatten([for v in ${values} : jsondecode(v).holds])`,
  };
  const conditions = refusals(own, marker, standing, [...marker.holds, ...marker.leaves], (other) =>
    idsIn(read(stack, `continuity-marker-of-${other.stack}`, other.stack, other.provider)),
  );
  parameter.addOverride('lifecycle.precondition', conditions);
  return parameter;
}

/** Reads the marker of a stack: the values of at most one parameter. */
function read(stack: TerraformStack, id: string, whose: string, provider: TerraformProvider | undefined): string {
  const known = new DataAwsSsmParametersByPath(stack, id, { path: pathOf(whose), ...(provider ? { provider } : {}) });
  return `nonsensitive(data.aws_ssm_parameters_by_path.${known.friendlyUniqueId}.values)`;
}

/** The first version of the format wrote `{"holds": …, "sequence": 7}`. */
const idsIn = (values: string): string => `[for v in ${values} : try(jsondecode(v).marker, tostring(jsondecode(v).sequence))]`;

/** Claims the crossing at a stack, or shows whose it is: a parameter below the stack's path, named by the marker that stands. */
export function claimCommand(stack: string, region: string, claim: Claim): readonly string[] {
  return claimLine(region, pathOf(stack), claimWords(claim));
}
