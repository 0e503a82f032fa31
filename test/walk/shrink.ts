import { appNamed } from './apps';
import type { Step } from './steps';
import { kindOf, replay, type Fault } from './walker';

/** The shortest path that still shows the fault: steps are left out as long as it does. */
export function shrink(fault: Fault, limit = 400): Fault {
  const app = appNamed(fault.app);
  const isHome = fault.what.includes(' — on the way home');
  const kind = kindOf(fault.what);
  let { path, what } = fault;
  let left = limit;
  const shows = (shorter: readonly Step[]): boolean => {
    left -= 1;
    const found = replay(app, shorter, isHome);
    if (found === undefined || kindOf(found) !== kind) return false;
    [path, what] = [shorter, found];
    return true;
  };
  for (let size = Math.ceil(path.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = path.length - size; at >= 0 && left > 0; at -= size) shows([...path.slice(0, at), ...path.slice(at + size)]);
  for (let at = path.length - 1; at >= 0 && left > 0; at -= 1) if (shows([...path.slice(0, at), ...path.slice(at + 1)])) at = path.length;
  return { ...fault, path, what };
}
