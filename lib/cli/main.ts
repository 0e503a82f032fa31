#!/usr/bin/env node
import { run } from './cli';
import { terminal } from './terminal';

void run(process.argv.slice(2), terminal()).then((code) => {
  process.exitCode = code;
});
