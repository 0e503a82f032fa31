/** The acts of a day, in their order: those that follow one that failed are not played. */
export function actsOf(): (name: string, play: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, play) =>
    test(
      name,
      async () => {
        if (failed !== undefined) throw new Error(`not played: "${failed}" failed`);
        failed = name;
        await play();
        failed = undefined;
      },
      600_000,
    );
}

/** Has somebody go his own way, which ends with him. */
export async function closing<F extends { close(): void }, T>(fork: F, act: (fork: F) => Promise<T>): Promise<T> {
  try {
    return await act(fork);
  } finally {
    fork.close();
  }
}
