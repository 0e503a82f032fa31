import { Fn } from 'cdktf';
import type { MachineGroupDeclaration } from '../../../components/machine-group';
import { toldAtBoot } from '../../../port/user-data';
import type { Environment } from '../environment';

/** Bytes that a machine is told when it boots: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html, 2026-11. */
export const MOST_BYTES = 16_384;

/** What a machine is told when it boots, in base64; undefined where that is nothing. */
export function userDataOf(
  declaration: MachineGroupDeclaration,
  { texts, secrets }: Environment,
  more: Environment['texts'],
): string | undefined {
  const told = toldAtBoot(declaration, [...texts, ...secrets, ...more]);
  if (told === undefined) return undefined;
  // Addresses are known by an apply alone.
  return 'base64' in told ? told.base64 : Fn.base64encode(told.parts);
}
