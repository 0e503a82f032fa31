// Loaded ahead of the program (`node --require`): dies, or runs out of disk, at the FAULT_AT-th change of a file. FAULT_KIND says how.
const fs = require('node:fs');

const at = Number(process.env.FAULT_AT);
const kind = process.env.FAULT_KIND;
let changes = 0;
let isFull = false;

const die = () => process.kill(process.pid, 'SIGKILL');
const full = (path) => Object.assign(new Error(`ENOSPC: no space left on device, write`), { code: 'ENOSPC', syscall: 'write', path });
const isWriting = (flags) => typeof flags === 'string' && /[wa+]/.test(flags);

/** Before the change is made; what stands half written after it is the business of `half`. */
function strike(half, path) {
  if (isFull) throw full(path);
  changes += 1;
  if (changes !== at) return;
  if (kind === 'kill') die();
  half?.();
  if (kind === 'kill half') die();
  isFull = kind === 'full';
  throw full(path);
}

for (const name of ['writeFileSync', 'writeSync']) {
  const real = fs[name];
  fs[name] = (target, data, ...rest) => {
    const text = String(data);
    strike(() => real(target, text.slice(0, Math.ceil(text.length / 2)), ...rest), target);
    return real(target, data, ...rest);
  };
}
for (const name of ['renameSync', 'ftruncateSync', 'truncateSync', 'mkdirSync', 'fsyncSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    // A full disk renames, and makes a file shorter.
    if (kind?.startsWith('kill') || name === 'mkdirSync') strike(undefined, args[0]);
    return real(...args);
  };
}
const open = fs.openSync;
fs.openSync = (path, flags, ...rest) => {
  if (isWriting(flags)) strike(undefined, path);
  return open(path, flags, ...rest);
};
const remove = fs.rmSync;
fs.rmSync = (...args) => {
  if (kind?.startsWith('kill')) strike(undefined, args[0]);
  return remove(...args);
};
