import { CASES, corpusOf, REFUSED } from './corpus';
test('x', () => {
  const out: string[] = [];
  for (const c of CASES) { const t = performance.now(); const k = corpusOf(c); out.push([c.title, k.states.length, k.passages.length, k.worlds.length, Math.round(performance.now()-t)].join(' ')); }
  console.log(out.join('\n'));
  console.log(REFUSED.map(r => r.title + ' ' + (r.error as Error).message.split('\n')[0]).join('\n'));
}, 600000);
