#!/usr/bin/env node
// Types, lint and tests at once: `npm test`, or `npm test -- PATH` for some of the tests. The tests are shown as they go, what is said of
// types and lint when those are over. Everything runs to its end, so that one run shows every fault; 1 where anything failed.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { resolve } = createRequire(import.meta.url);
const bin = (name, file) => resolve(`${name}/package.json`).replace('package.json', `bin/${file}`);
// Much is made and thrown away at once: with room for it, a tenth of the time is saved. Workers of jest inherit it.
const ROOM = '--max-semi-space-size=64';

/** Runs a program of Node's; what it says is shown as it comes, or given back. */
function run(program, args, stdio) {
  const began = Date.now();
  const child = spawn(process.execPath, [ROOM, program, ...args], { cwd: root, stdio: ['ignore', stdio, stdio] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((done) => {
    child.on('error', (error) => done({ code: 1, said: `${error.message}\n`, seconds: 0 }));
    child.on('close', (code) => done({ code: code ?? 1, said, seconds: Math.round((Date.now() - began) / 1000) }));
  });
}

/** One after the other beside the tests, which have the other core. */
async function looks() {
  const all = [];
  for (const [name, program, ...args] of [
    ['types', bin('typescript7', 'tsc'), '--noEmit'],
    ['lint', bin('oxlint', 'oxlint')],
    ['format', bin('oxfmt', 'oxfmt'), '--check'],
  ])
    all.push({ name, ...(await run(program, args, 'pipe')) });
  return all;
}

const [others, tests] = await Promise.all([looks(), run(bin('jest', 'jest.js'), process.argv.slice(2), 'inherit')]);
for (const { name, code, said, seconds } of others)
  process.stdout.write(`${said}${code === 0 ? 'ok    ' : 'FAIL  '}${name} (${seconds} s)\n`);
process.exitCode = [tests, ...others].some(({ code }) => code !== 0) ? 1 : 0;
