import type { Told } from '../port/signals';
import { works } from '../words/posture';
import type { CellInput } from './input';
import type { Placement, SitePlan } from './plan';

/** What tells of a placement, where it stands: of what follows while it is protected, and of what serves. */
export function signalsOf(cell: CellInput, one: Placement, site: SitePlan | undefined, rpo: number): readonly Told[] | undefined {
  if (!site || !one.current) return undefined;
  if (one.attached) return told(cell.signals?.(one, rpo, site.copies), site.watches);
  // What it sends to is out: that nothing arrives is known.
  return works(one.form) ? told(cell.servingSignals?.(one, site.copies, rpo), !site.peerWithheld) : undefined;
}

/** What is not of a protection is told whether or not there is one. */
const told = (signals: ReturnType<NonNullable<CellInput['signals']>> | undefined, calls: boolean): readonly Told[] | undefined =>
  signals?.map(({ watches = 'replica', ...signal }) => ({ ...signal, watches, calls: calls || watches === 'service' }));
