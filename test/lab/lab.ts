/** The lab: real Terraform, the real provider, an emulator on the loopback address, and the product's own runner. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Chance } from './chance';
import { withLoadedCommandLine } from './emulator/command-line';
import { labEnvironment, type LabTools } from './emulator/environment';
import { inTurn } from './in-turn';
import { Report } from './report';
import { bootstrap } from './scenarios/bootstrap';
import { corruptedScenario } from './scenarios/corrupted';
import { crossedScenario } from './scenarios/crossed';
import { deedsScenario } from './scenarios/deeds';
import { entrance } from './scenarios/entrance';
import { killedScenario, ledgerScenario } from './scenarios/ledger';
import { naive } from './scenarios/naive';
import { quickstart } from './scenarios/quickstart';
import { remade } from './scenarios/remade';
import { restore } from './scenarios/restore';
import { bankScenario, fleetScenario, shopScenario } from './scenarios/whole';

type Scenario = (tools: LabTools, report: Report, chance: Chance) => Promise<void>;

/** Played where none is named, the longest first. */
const ALWAYS: Readonly<Record<string, Scenario>> = {
  ledger: ledgerScenario,
  quickstart,
  entrance,
  remade,
  corrupted: corruptedScenario,
  deeds: deedsScenario,
  crossed: crossedScenario,
  'restore-sigkill': restore('SIGKILL'),
  'restore-sigint': restore('SIGINT'),
  bootstrap,
  naive,
};

/** Played by name alone: minutes of computing, most of it for what the others show in other ways. */
const BY_NAME: Readonly<Record<string, Scenario>> = {
  shop: shopScenario,
  bank: bankScenario,
  fleet: fleetScenario,
  killed: killedScenario,
};

async function play(name: string, tools: LabTools, chance: Chance): Promise<Report> {
  const report = new Report(name);
  const scenario = { ...ALWAYS, ...BY_NAME }[name];
  if (!scenario) throw new Error(`${name}: there are ${[ALWAYS, BY_NAME].flatMap(Object.keys).join(', ')}`);
  await scenario(tools, report, chance).catch((error: unknown) => {
    report.crash(error);
  });
  return report;
}

/** Scenarios mostly wait for the provider's own pauses: more of them at once than there are cores. */
const AT_ONCE = 6;

/** `npm run lab -- [SCENARIO…] [--seed N] [--rounds N] [--remakes N]`. */
async function main(): Promise<void> {
  const { values, positionals: wanted } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '10' },
      remakes: { type: 'string', default: '1' },
    },
  });
  const chance = { seed: Number(values.seed), rounds: Number(values.rounds), remakes: Number(values.remakes) };
  const found = await labEnvironment();
  if (!found.ready) {
    console.log(`The lab was ${found.reason}`);
    process.exitCode = process.env['CI'] ? 1 : 0;
    return;
  }
  const tools = await withLoadedCommandLine(found);
  const names = wanted.length > 0 ? wanted : Object.keys(ALWAYS);
  const reports = await inTurn(names, AT_ONCE, (name) => play(name, tools, chance));
  const counts = reports.map((report) => report.counts);
  const failures = counts.flatMap((one) => one.failures);
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(`${seconds(process.uptime())} s, of which its programs computed ${seconds(computed())} s`);
  console.log(`${counts.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

const seconds = Math.round;

/** Seconds of a core that what was started took, where the machine tells. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (cutime, cstime) */
function computed(): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

const TICKS = 100;

void main();
