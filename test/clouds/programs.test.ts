import { NORMAL } from '../../lib/situation/facts';
import { linesOf } from '../../lib/words/actions';
import { programsOf } from '../../lib/words/programs';
import { CLOUDS } from '../support/clouds';
import { declareApp, sheetsOf } from '../support/synth';

/** What steps of each cloud may call: its own command line, and what any system with a shell has; a test of the reader of shell texts, too. */
const OWN: Readonly<Record<string, string>> = { aws: 'aws', azure: 'az', oci: 'oci' };
const POSIX = ['cat', 'comm', 'cut', 'date', 'grep', 'sed', 'sh', 'sleep', 'sort', 'tail', 'tr', 'wc'];
const ANY = ['curl', 'mktemp', ...POSIX];

test.each(CLOUDS.map(({ name }) => name).filter((name) => name in OWN))('steps on %s call programs that exist', (name) => {
  const cloud = CLOUDS.find((one) => one.name === name)!;
  const { workload } = declareApp({ cloud, kinds: ['object-storage'], tier: 'hot' });
  const actions = sheetsOf(workload, NORMAL).flatMap(({ waves }) => waves.flatMap((wave) => wave.actions));
  const lines = actions.flatMap((action) => [...linesOf(action), ...(action.do === 'decide' && action.unless ? [action.unless.run] : [])]);
  const programs = [...new Set(lines.flatMap(programsOf))];
  expect(programs).toContain(OWN[name]);
  expect(programs.filter((program) => program !== OWN[name] && !ANY.includes(program))).toEqual([]);
});
