import { calledOn } from './invocations';

/** Prints what is called, a call a line, for cli_words.py: `tsx calls.ts azure az`. */
const [cloud = '', program = ''] = process.argv.slice(2);
const calls = calledOn(cloud, program).map(({ invocation }) => invocation.words.join(' '));
console.log([...new Set(calls)].sort().join('\n'));
