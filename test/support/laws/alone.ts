import { blocksOf, canonical, without, withoutMarker, type Block, type StackJson } from '../json';
import type { Output } from '../synth';
import { decided } from './shut';

const PARTS = ['resource', 'data', 'ephemeral'] as const;

/** What a component waits for: it may grow with what stands beside it, since the waves are of the whole workload. */
const waitsFor = ({ body }: Block): readonly string[] => (body['depends_on'] ?? []) as string[];

/** Lists of what stands at a site: of the services which are called from inside of a network, and of what one rule tells of. They grow with what stands beside. */
const GROWS: Readonly<Record<string, string>> = { azurerm_subnet: 'service_endpoints', azurerm_monitor_activity_log_alert: 'scopes' };
const grown = ({ type, body }: Block): readonly unknown[] => (GROWS[type] ? ((body[GROWS[type]] ?? []) as unknown[]) : []);

/**
 * What a component renders does not depend on which others stand beside it, but for what it needs: each block that stands where it is
 * alone stands in the whole workload, too, and says the same. It is why the laws look far at one component alone, and near at all of them.
 */
export function lawAlone(alone: Output, together: Output): string[] {
  return Object.entries(alone.stacks).flatMap(([id, stack]) =>
    PARTS.flatMap((part) => blocksOf(withoutMarker(stack), part).flatMap((block) => faultOf(block, part, together.stacks[id], id))),
  );
}

function faultOf(block: Block, part: (typeof PARTS)[number], beside: StackJson | undefined, id: string): string[] {
  const other = blocksOf(beside, part).find(({ address }) => address === block.address);
  const where = `${id}: ${block.address}`;
  if (!other) return [`${where} is not there beside others`];
  // Whether something is started before users are let in is of the whole workload; once they are, it is the same.
  const says = ({ type, body }: Block): string =>
    canonical(without(without(decided(body, true), 'depends_on'), GROWS[type] ?? 'depends_on'));
  const lost = grown(block).filter((one) => !grown(other).includes(one));
  const missing = waitsFor(block).filter((one) => !waitsFor(other).includes(one));
  return [
    ...(says(block) === says(other) ? [] : [`${where} says something else beside others`]),
    ...lost.map((one) => `${where} has no ${String(one)} beside others`),
    ...missing.map((one) => `${where} does not wait for ${one} beside others`),
  ];
}
