import { Argument, type Command } from 'commander';
import { complete, SHELLS } from '../completing';
import { COMPLETION } from '../completion-scripts';
import { EXIT } from '../exit';
import { addCommand, type Shell } from './command';

/** `continuity completion`, and what its scripts ask. */
export function addCompletion(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'print the completion script of a shell: commands, options, workloads, sites, transitions, runs',
    examples: [
      'source <(continuity completion bash)',
      'continuity completion zsh > "${fpath[1]}/_continuity"',
      'continuity completion fish > ~/.config/fish/completions/continuity.fish',
    ],
  };
  addCommand(program, 'completion', about)
    .addArgument(new Argument('<shell>', 'the shell').choices([...SHELLS]))
    .action((shell: (typeof SHELLS)[number]) => {
      io.out(COMPLETION[shell]);
      return done(EXIT.done);
    });
  program
    .command('__complete', { hidden: true })
    .helpOption(false)
    .argument('[words...]')
    .action((words: readonly string[]) => {
      io.out(
        complete(program, words, io)
          .map(({ word, about: what }) => `${word}\t${what}\n`)
          .join(''),
      );
      return done(EXIT.done);
    });
}
