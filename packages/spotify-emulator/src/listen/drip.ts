import { sleep } from '../http/sleep.js';

const mostPieces = 10;

/** A body in up to ten pieces, spread evenly over a time. Ends early when nobody waits any more. */
export async function* drip(
  body: string | Uint8Array,
  durationMs: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, undefined> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const size = Math.max(1, Math.ceil(bytes.length / mostPieces));
  const count = Math.ceil(bytes.length / size);
  for (let piece = 0; piece < count; piece += 1) {
    await sleep(durationMs / count, signal);
    if (signal?.aborted) return undefined;
    yield bytes.subarray(piece * size, (piece + 1) * size);
  }
  return undefined;
}
