import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dryRunShape, planShape, refusalShape, SHAPES } from '../../lib/cli/shapes';
import { FAILED_OVER, LOST, Lab, action, procedure, situationAfter, take } from './fixture';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'command-line.md'), 'utf8');

/** The fields of a shape as the page writes them: those of what is inside it in brackets, one level deep. */
function fieldsOf(shape: z.ZodType, deep = true): string[] {
  const inner =
    shape instanceof z.ZodArray ? (shape.element as z.ZodType) : shape instanceof z.ZodOptional ? (shape.unwrap() as z.ZodType) : shape;
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Record<string, z.ZodType>).map(([name, field]) => {
    const own = deep && !NAMED.includes(name) ? fieldsOf(field, false) : [];
    return `\`${name}\`${own.length > 0 ? ` (${own.join(', ')})` : ''}`;
  });
}
/** What the page tells below its table. */
const NAMED = ['procedure', 'procedures', 'findings'];

test('the page has the fields of each shape, and no others', () => {
  const rows = Object.entries(SHAPES).map(([commands, shape]) => {
    const named = commands
      .split(', ')
      .map((one) => `\`${one}\``)
      .join(', ');
    return `| ${named} | ${fieldsOf(shape).join(', ')} |\n`;
  });
  expect(/<!-- shapes -->\n\| command \| fields \|\n\|---\|---\|\n((?:\|.*\|\n)+)/.exec(page)?.[1]).toBe(rows.join(''));
});

describe('what is printed has its shape', () => {
  const look = action({ do: 'manual', id: 'look', text: 'look' });

  test('plan: in peace, on the day, stale', async () => {
    const lab = new Lab(situationAfter(LOST), [procedure([look], { transition: 'hold' })]);
    await lab.run('plan', '--json');
    expect(planShape.parse(JSON.parse(lab.stdout)).workloads[0]).toMatchObject({ accepted: 0, procedures: [{ transition: 'hold' }] });
    lab.write(take(situationAfter(LOST), { op: 'failover', workload: 'billing', to: 'aws:eu-central-1' }));
    await lab.run('plan', '--json');
    expect(planShape.parse(JSON.parse(lab.stdout)).workloads[0]?.stale).toContain('someone declared');
  });

  test('run, dry: what would be done, and by which command; what it says to people is on standard error', async () => {
    const lab = new Lab(FAILED_OVER(), [procedure([look])]);
    expect(await lab.run('run', 'billing', '--json', '--terraform', 'tofu')).toBe(0);
    const { command, settled } = dryRunShape.parse(JSON.parse(lab.stdout));
    expect(settled).toBe(false);
    expect(command.slice(0, 6)).toEqual(['continuity', 'run', 'billing', '--transition', 'failover', '--execute']);
    expect(command.join(' ')).toContain('--terraform tofu');
    expect(lab.stderr).toContain('Dry run: nothing was done.');
  });

  test.each([
    ['status', 'x'],
    ['plan', 'x'],
    ['history', 'x'],
    ['show', 'x'],
    ['run', 'x'],
    ['run', 'billing', '--transition', 'x'],
    ['record', 'standing', 'x'],
    ['declare', 'lost', 'x'],
    ['merge', 'x'],
  ])('a refusal: %s %s', async (...words) => {
    const lab = new Lab(FAILED_OVER(), [procedure([look])]);
    expect(await lab.run(...words, '--json')).toBe(1);
    expect(refusalShape.parse(JSON.parse(lab.stdout))).toMatchObject({
      exitCode: 1,
      error: { id: expect.stringMatching(/^DR-/) as string },
    });
    expect(lab.stderr).toMatch(/^Refused\. DR-/);
  });
});
