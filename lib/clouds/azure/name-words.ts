/*
 * Names that are unique beyond a group: in the world, or in a region. Each is asked about in one way: what the subscription has under it, and else
 * whether it is to be had.
 */

/** For a shell: ends with `there` where a list of ours is not empty, by its number or by what is in it; tells `free` or `taken` of what Azure answers. */
export const NAME_TOLD = `ours() { case $1 in '' | None | 0) ;; *) echo there; exit 0 ;; esac; }
told() { case $1 in [Tt]rue) echo free ;; *) echo taken ;; esac; }`;

/** What is answered of a name that is ours, or may be. */
export const OURS_OR_FREE = '(there|free)';
