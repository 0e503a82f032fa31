/** The lab: real Terraform, the real provider, an emulator on the loopback address, and the product's own runner. */
import { labEnvironment, type LabTools } from './emulator/environment';
import { inTurn } from './in-turn';
import { Report } from './report';
import { bootstrap } from './scenarios/bootstrap';
import { entrance } from './scenarios/entrance';
import { ledgerScenario } from './scenarios/ledger';
import { naive } from './scenarios/naive';
import { quickstart } from './scenarios/quickstart';
import { restore } from './scenarios/restore';

type Scenario = (tools: LabTools, report: Report) => Promise<void>;

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  quickstart,
  ledger: ledgerScenario,
  entrance,
  'restore-sigkill': restore('SIGKILL'),
  'restore-sigint': restore('SIGINT'),
  naive,
  bootstrap,
};

async function play(name: string, tools: LabTools): Promise<Report> {
  const report = new Report(name);
  await (SCENARIOS[name] as Scenario)(tools, report).catch((error: unknown) => {
    report.crash(error);
  });
  return report;
}

/** Scenarios mostly wait for the provider's own pauses: more of them at once than there are cores. */
const AT_ONCE = 4;

async function main(wanted: readonly string[]): Promise<void> {
  const tools = await labEnvironment();
  if (!tools.ready) {
    console.log(`The lab was ${tools.reason}`);
    process.exitCode = process.env['CI'] ? 1 : 0;
    return;
  }
  const names = wanted.length > 0 ? wanted : Object.keys(SCENARIOS);
  const reports = await inTurn(names, AT_ONCE, (name) => play(name, tools));
  const counts = reports.map((report) => report.counts);
  for (const failure of counts.flatMap((c) => c.failures)) console.log(`FAILED ${failure}`);
  const [passed, failed] = (['passed', 'failed'] as const).map((key) => counts.reduce((sum, c) => sum + c[key], 0));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

void main(process.argv.slice(2));
