/** The result of something that takes no signal, unless the person cancels first. */
export async function untilAborted<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = (): void => reject(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
    stop = () => signal.removeEventListener('abort', cancel);
    if (signal.aborted) cancel();
  });
  return Promise.race([call, cancelled]).finally(stop);
}
