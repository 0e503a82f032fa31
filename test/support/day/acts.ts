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
