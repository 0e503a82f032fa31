import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { kebab } from '../../../plan/names';
import type { Endpoint } from '../../../port/cloud';
import type { AwsContext } from '../cell';
import { hostParameter } from '../published';
import type { DatabasePlacement } from './names';

/** Where applications find it: under a name that no generation changes. */
export function publish(
  { stack }: AwsContext,
  { component, declaration, here }: DatabasePlacement,
  host: string,
  secretName: string,
): Endpoint {
  new SsmParameter(stack, `${kebab(component)}-host`, { name: hostParameter(here, component), type: 'String', value: host });
  return { host, port: declaration.engine.port, name: declaration.database, secretName };
}
