/** How much of it is played: any number by a flag, a bounded share otherwise. */
export interface Chance {
  /** The first moment of chance. */
  readonly seed: number;
  /** How many runs are killed. */
  readonly rounds: number;
  /** How often an environment is destroyed, and made again. */
  readonly remakes: number;
}
