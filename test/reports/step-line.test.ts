import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepLine, variablesOf } from '../../lib/reports/step-line';
import type { Call } from '../../lib/words/actions';
import { checkStep, commandStep, findStep, found } from '../../lib/words/steps';

const named = (id: string) => ({ id, title: id, endpoint: 'x' });
const find = (id: string, run: string[], over: object = {}) => findStep({ ...named(id), run, ...over });
const command = (id: string, run: string[], over: object = {}) => commandStep({ ...named(id), run, expected: 'x', ...over });

/** The lines of a sheet. */
function linesOf(...steps: Call[]): string[] {
  const variables = variablesOf(steps);
  return steps.map((step) => stepLine(step, variables));
}

const SHELLS = ['dash', 'bash', 'zsh', 'ksh', 'sh'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0);

/** What a shell makes of lines that are pasted into it one after the other. */
const paste = (shell: string, lines: readonly string[], env: NodeJS.ProcessEnv = {}): string =>
  execFileSync(shell, ['-s'], {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });

describe('by hand', () => {
  test('a find is kept in a variable that is called as it, and later lines take it from there', () => {
    expect(
      linesOf(find('source-server', ['aws', 'drs', 'find']), command('use', ['aws', 'drs', 'go', `--server=${found('source-server')}`])),
    ).toEqual([`source_server=$(aws drs find) && printf '%s\\n' "$source_server"`, 'aws drs go --server="${source_server:?}"']);
  });

  test('no two finds are one variable, and none is a name that a line or a shell needs', () => {
    const names = (...ids: string[]) => [...variablesOf(ids.map((id) => find(id, ['x']))).values()].map(({ name }) => name);
    expect(names('a-b', 'A.b', 'a_b', 'each', 'folder', '2nd', 'PATH')).toEqual([
      ...['a_b', 'a_b_2', 'a_b_3', 'each_2', 'folder_2', '_2nd', 'path_2'],
    ]);
  });

  test('a step without any of it is the command line', () => {
    expect(linesOf(checkStep({ ...named('look'), run: ['psql', '-c', 'select 1'], matches: '1' }))).toEqual([`psql -c 'select 1'`]);
  });

  describe.each(SHELLS)('%s', (shell) => {
    const folder = mkdtempSync(join(tmpdir(), 'step-line-'));
    const PRINT = ['printf', '[%s]'];

    test('gives back exactly what was found, whatever it is, in its argument', () => {
      const odd = `a b*'"$x`;
      const lines = linesOf(find('it', ['printf', '%s\\n', odd]), command('use', [...PRINT, found('it'), `-x=${found('it')}'y`]));
      expect(paste(shell, lines)).toBe(`${odd}\n[${odd}][-x=${odd}'y]`);
    });

    test('runs once for each line, in order, and stops at the first that fails', () => {
      const some = find('all', ['printf', '%s\\n', 'a b', 'bad', '*'], { expects: 'some' });
      const use = command('use', ['sh', '-c', 'cat; printf "[%s]" "$1"; [ "$1" != bad ]', 'step', found('all')]);
      const [kept = '', run = ''] = linesOf(some, use);
      expect(paste(shell, [kept, `${run} || printf stopped`])).toBe('a b\nbad\n*\n[a b][bad]stopped');
    });

    test('runs nothing with what was not found', () => {
      for (const expects of ['one', 'some']) {
        const [, use = ''] = linesOf(find('it', ['true'], { expects }), command('use', ['printf', 'ran', found('it')]));
        expect(spawnSync(shell, ['-c', use], { encoding: 'utf8' }).stdout).toBe('');
        expect(spawnSync(shell, ['-c', `it=; ${use}`], { encoding: 'utf8' }).stdout).toBe('');
      }
    });

    const printSecret = { variable: 'DB_PASSWORD', as: 'environment', read: ['printf', '%s\\n', 's e$cret'] } as const;
    const asFile = { ...printSecret, variable: 'DB_KEY', as: 'file' } as const;

    test('gives a secret to one command alone, as a variable or as a file that is removed', () => {
      const script = 'printf "[%s][%s]" "$DB_PASSWORD" "$(cat "$DB_KEY")"; stat -c " %a" "$DB_KEY"; printf %s "$DB_KEY" >"$1"';
      const use = command('use', ['sh', '-c', script, 'step', join(folder, 'path')], { secrets: [printSecret, asFile] });
      const lines = [...linesOf(use), 'printf "after:%s%s" "$DB_PASSWORD" "$DB_KEY"; umask'];
      expect(paste(shell, lines)).toMatch(/^\[s e\$cret\]\[s e\$cret\] 600\nafter:0?022\n$/);
      expect(existsSync(readFileSync(join(folder, 'path'), 'utf8'))).toBe(false);
    });

    test('runs nothing where a secret cannot be read, or is empty, and leaves no file', () => {
      const temporary = mkdtempSync(join(folder, 'tmp-'));
      for (const as of ['environment', 'file'] as const) {
        for (const read of [['false'], ['true'], ['sh', '-c', 'echo half; exit 3']]) {
          const [line = ''] = linesOf(command('use', ['printf', 'ran'], { secrets: [{ variable: 'X', as, read }] }));
          const { stdout, status } = spawnSync(shell, ['-c', line], { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary } });
          expect([as, read, stdout, status === 0]).toEqual([as, read, '', false]);
        }
      }
      expect(readdirSync(temporary)).toEqual([]);
    });

    test('removes the file where it is interrupted', () => {
      const temporary = mkdtempSync(join(folder, 'tmp-'));
      // The line's own shell gets the signal, as it would from the terminal.
      const [line = ''] = linesOf(command('use', ['sh', '-c', 'kill -s INT "$PPID"; exit 0'], { secrets: [asFile] }));
      spawnSync(shell, ['-c', `${line}; :`], { env: { ...process.env, TMPDIR: temporary } });
      expect(readdirSync(temporary)).toEqual([]);
    });

    test('takes settings for that command alone, and none for what reads its secrets', () => {
      writeFileSync(join(folder, 'print'), 'printf "%s" "$AWS_PROFILE"\n');
      const read = ['sh', join(folder, 'print')];
      const as = { who: 'x', environment: { AWS_PROFILE: "it's" } };
      const use = command('use', ['sh', '-c', 'printf "[%s][%s]" "$AWS_PROFILE" "$X"'], {
        as,
        secrets: [{ variable: 'X', as: 'environment', read }],
      });
      const lines = [...linesOf(find('it', read, { as }), use), 'printf "after:%s" "$AWS_PROFILE"'];
      expect(paste(shell, lines, { AWS_PROFILE: 'site' })).toBe(`it's\n[it's][site]after:site`);
    });
  });
});
