import { type Answer, type Cache, createCache, type GetOrLoadOptions, publicScope } from '../index.js';

/** A cache on a clock that is moved by hand, in front of an origin that gives 1, 2, 3 … or fails. */
export function failingOrigin({ random = () => 0 }: { readonly random?: () => number } = {}): {
  readonly state: { time: number; calls: number; failure: Error | undefined };
  readonly cache: Cache;
  readonly ask: (options: Partial<GetOrLoadOptions<number>>) => Promise<Answer<number>>;
} {
  const state = { time: 5_000, calls: 0, failure: undefined as Error | undefined };
  const cache = createCache({ now: () => state.time, random });
  const ask = (options: Partial<GetOrLoadOptions<number>>) =>
    cache.answer<number>({
      scope: publicScope,
      key: 'answer',
      freshForMs: 100,
      load: async () => {
        state.calls += 1;
        if (state.failure !== undefined) throw state.failure;
        return state.calls;
      },
      ...options,
    });
  return { state, cache, ask };
}
