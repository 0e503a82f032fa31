import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabTools } from './environment';

/** A call of it: sends what it was told, and its own standard streams, to the one that is loaded. */
const CALL = (python: string, path: string): string => `#!${python} -IS
import json, os, signal, socket, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as call:
    call.connect(${JSON.stringify(path)})
    told = {"arguments": sys.argv[1:], "environment": dict(os.environ), "folder": os.getcwd()}
    socket.send_fds(call, [json.dumps(told).encode()], [0, 1, 2])
    sys.exit((call.recv(1) or b"\\x01")[0])
`;

/** The tools, with an AWS command line that is loaded once for all its calls. It dies with this process. */
export async function withLoadedCommandLine(tools: LabTools): Promise<LabTools> {
  const bin = mkdtempSync(join(tmpdir(), 'lab-aws-'));
  const [aws, path] = [join(bin, 'aws'), join(bin, 'calls')];
  const env = { ...process.env, PYTHONPATH: join(__dirname, 'client') };
  const loaded = spawn(tools.python, [join(__dirname, 'aws.py'), path], { stdio: ['pipe', 'pipe', 'inherit'], env });
  await new Promise<void>((done, failed) => {
    loaded.stdout.once('data', () => {
      done();
    });
    loaded.once('exit', (code) => {
      failed(new Error(`the AWS command line could not be loaded: it ended with ${code}`));
    });
  });
  loaded.unref();
  for (const pipe of [loaded.stdin, loaded.stdout] as unknown as { unref(): void }[]) pipe.unref();
  process.once('exit', () => loaded.kill('SIGKILL'));
  writeFileSync(aws, CALL(tools.python, path), { mode: 0o755 });
  return { ...tools, aws, bin };
}
