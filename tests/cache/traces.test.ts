import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { createRuntime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { describe, expect, test } from 'vitest';
import { beladyHits, commandDay, conversation, freshness, optimum, play, server, type Trace } from './traces/index.ts';

const traces = [conversation(), commandDay(), server()];
const thinAndDense = [0.25, 2].flatMap((density) => [conversation(density), commandDay(density), server(density / 2)]);

describe.each(traces.map((trace) => [trace.name, trace] as const))('on the trace %s', (_name, trace) => {
  test('nobody waits who need not, and nobody sees what is before their own write or belongs to another', async () => {
    const { hits, stale, foreign, errors } = await play(trace);
    expect({ stale, foreign, errors }).toEqual({ stale: 0, foreign: 0, errors: 0 });
    const most = optimum(trace).hits;
    expect(hits).toBeGreaterThanOrEqual(0.95 * most);
    // The optimum is one: more would be an answer that was too old.
    expect(hits).toBeLessThanOrEqual(most);
  });

  test('about one operation in twenty is a write, and there is enough to be remembered', () => {
    const writes = trace.operations.filter(({ kind }) => kind === 'write').length;
    expect(writes / trace.operations.length).toBeGreaterThan(0.045);
  });
});

test.each([
  ['profile', 'me.profile', {}],
  ['top', 'me.top', { type: 'tracks' }],
  ['playlists', 'playlists.mine', {}],
  ['playlist', 'playlists.get', { playlist_id: 'p' }],
  ['library', 'library.tracks', {}],
  ['player', 'player.state', {}],
  ['catalogue', 'albums.get', { id: 'a' }],
  ['search', 'search.search', { q: 'x', type: ['track'] }],
] as const)('what a trace knows as %s is fresh for as long as the runtime says of %s', async (kind, row, params) => {
  const emulator = createSpotifyEmulator();
  const runtime = await createRuntime({
    settings: readSettings({}, { backend: 'emulator' }),
    createEmulator: async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' }),
    logger: silentLogger,
  });
  const { rule } = await runtime.explainCached(row, params);
  expect([rule.freshForMs, rule.staleForMs]).toEqual(freshness[kind]);
  await runtime.close();
});

test('whether much or little is asked for again, what a cache can answer at all is answered', async () => {
  for (const trace of thinAndDense) {
    const { hits, reads, stale } = await play(trace);
    const context = `${trace.name}, ${reads} reads`;
    expect(hits / optimum(trace).hits, context).toBeGreaterThanOrEqual(0.95);
    expect(stale, context).toBe(0);
  }
});

// A property of the traces first of all: see how they were made.
test.each(traces.filter(({ isShortLived }) => !isShortLived).map((trace) => [trace.name, trace] as const))(
  'four reads in five are answered without waiting on the trace %s, which was made dense enough for that',
  async (_name, trace) => {
    const { hits, reads } = await play(trace);
    expect(hits / reads).toBeGreaterThanOrEqual(0.8);
  },
);

test('with room for a part only, what will be asked for again is kept about as well as by who knows the future', async () => {
  const crowd = server();
  const alone: Trace = {
    ...crowd,
    processes: 1,
    operations: crowd.operations.map((each) => ({ ...each, process: 0 })),
  };
  for (const [maxEntries, share] of [
    [400, 0.85],
    [800, 0.9],
    [1_600, 0.95],
  ] as const) {
    const { hits } = await play(alone, { maxEntries });
    expect(hits / beladyHits(alone, maxEntries), `${maxEntries} entries`).toBeGreaterThanOrEqual(share);
  }
});
