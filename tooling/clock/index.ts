/** How long something takes on the clock of a test, which goes on by single milliseconds and only when everybody waits for it. */
export async function timeOf(
  work: () => Promise<unknown>,
  advance: (milliseconds: number) => Promise<unknown>,
): Promise<number> {
  const since = performance.now();
  let endedAt: number | undefined;
  const done = work().finally(() => {
    endedAt = performance.now();
  });
  while (endedAt === undefined) await advance(1);
  await done;
  return endedAt - since;
}
