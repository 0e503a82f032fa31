import { transitionSchema } from '../../situation/phases';

/** The names that `--transition` takes, as its help says them. */
export const TRANSITION = transitionSchema.options.join(', ');
