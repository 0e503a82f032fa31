import { CASES, corpusOf, sidesOf } from './support/corpus';
import { explore } from './support/situations';
const t0=Date.now(); console.log(CASES.length, Date.now()-t0);
for (const c of CASES.filter(c=>/everything, (hot|cold|warm)|aws, relational-database, hot/.test(c.title))) {
 const sides=sidesOf(c); let t=Date.now(); const g=explore(sides,c.reach); const a=Date.now()-t; t=Date.now(); const k=corpusOf(c); console.log(c.title,g.nodes.length,g.edges.length,'explore',a,'corpus',Date.now()-t,'worlds',k.worlds.length);
}
