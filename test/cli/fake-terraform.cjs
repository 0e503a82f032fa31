// A Terraform that acts on a file (FAKE_TF) instead of a cloud: what is wanted, what exists, what is in the state, and the lock.
const fs = require('node:fs');
const os = require('node:os');

const file = process.env.FAKE_TF;
const read = () => JSON.parse(fs.readFileSync(file, 'utf8'));
const change = (f) => {
  const world = read();
  f(world);
  fs.writeFileSync(`${file}.${process.pid}`, JSON.stringify(world));
  fs.renameSync(`${file}.${process.pid}`, file); // whoever reads meanwhile sees a whole file
};
const [command, ...args] = process.argv.slice(2);
fs.appendFileSync(`${file}.calls`, `${[command, ...args].join(' ')}\n`);

function fail(text) {
  process.stderr.write(`\nError: ${text}\n`);
  process.exit(1);
}

function refuseLock() {
  const { lock } = read();
  if (!lock) return;
  fail(
    `Error acquiring the state lock\n\nError message: PreconditionFailed\nLock Info:\n  ID:        ${lock.id}\n  Path:      bucket/key\n  Operation: OperationTypeApply\n  Who:       ${lock.who}\n  Version:   1.11.4\n  Created:   ${lock.created} +0000 UTC\n  Info:      \n`,
  );
}

function changes(world) {
  if (world.changes) return world.changes;
  const out = [];
  for (const [address, { type }] of Object.entries(world.wanted)) {
    const actions = world.tainted.includes(address) ? ['delete', 'create'] : world.state.includes(address) ? ['no-op'] : ['create'];
    out.push({
      address,
      type,
      mode: 'managed',
      change: { actions },
      ...(actions[0] === 'delete' ? { action_reason: 'replace_because_tainted' } : {}),
    });
  }
  return out;
}

function plan() {
  refuseLock();
  const world = read();
  if (world.planError) fail(world.planError);
  const resource_changes = changes(world);
  fs.writeFileSync(args.find((a) => a.startsWith('-out=')).slice(5), JSON.stringify({ format_version: '1.2', resource_changes }));
  process.exit(resource_changes.every((c) => c.change.actions[0] === 'no-op') ? 0 : 2);
}

function apply() {
  refuseLock();
  const created = new Date().toISOString().replace('T', ' ').replace('Z', '');
  const todo = JSON.parse(fs.readFileSync(args.at(-1), 'utf8')).resource_changes.filter((c) => c.change.actions[0] === 'create');
  const addresses = todo.map((c) => c.address);
  const done = (code, tainted) => {
    change((w) => {
      w.state.push(...addresses);
      if (tainted) w.tainted.push(...addresses);
      if (!tainted) w.changes = undefined;
      w.lock = null;
    });
    process.exit(code);
  };
  process.on('SIGINT', () => {
    fs.appendFileSync(`${file}.calls`, 'SIGINT\n');
    process.stdout.write('Interrupt received. Gracefully shutting down...\n');
    setTimeout(() => done(1, true), 100);
  });
  change((w) => (w.lock = { id: 'lock-1', who: `someone@${os.hostname()}`, created, pid: process.pid }));
  for (const { address } of todo) {
    if (read().exists.includes(address)) {
      change((w) => (w.lock = null));
      fail(`creating ${address}: AlreadyExists`);
    }
    change((w) => w.exists.push(address));
  }
  process.stdout.write('Creating...\n');
  setTimeout(() => {
    process.stdout.write('Apply complete!\n');
    done(0, false);
  }, read().applyMs ?? 0);
}

function isAlive(pid) {
  try {
    // A dead process that nobody collected has a number still.
    if (process.platform === 'linux') return !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

const verbs = {
  version: () => console.log(JSON.stringify({ terraform_version: read().version })),
  init: () => fs.mkdirSync('.terraform', { recursive: true }),
  plan,
  show: () => process.stdout.write(fs.readFileSync(args.at(-1))),
  apply,
  'force-unlock': () => {
    if (isAlive(read().lock?.pid)) fs.appendFileSync(`${file}.calls`, 'BROKE THE LOCK OF THE LIVING\n');
    change((w) => (w.lock = null));
  },
  state: () =>
    console.log(
      JSON.stringify({
        version: 4,
        resources: read().state.map((a) => ({
          mode: 'managed',
          type: a.split('.')[0],
          name: a.split('.')[1],
          instances: read().tainted.includes(a) ? [{ status: 'tainted' }] : [{}],
        })),
      }),
    ),
  import: () => {
    const address = args.at(-2);
    if (!read().exists.includes(address)) fail('Cannot import non-existent remote object');
    change((w) => w.state.push(address));
  },
  untaint: () => change((w) => (w.tainted = w.tainted.filter((a) => a !== args.at(-1)))),
};
verbs[command]();
