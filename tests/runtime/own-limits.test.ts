import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Stage, stage } from './stage.js';

const album = ({ emulator }: Stage) => emulator.world.catalogue.albums.list()[0] ?? expect.unreachable();

/** A runtime in front of a Spotify that answers nothing about albums until it is told to, and what was given up. */
async function slowStage() {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const emulator = createSpotifyEmulator({ now: clock.now });
  let answer = (): void => undefined;
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const signals: AbortSignal[] = [];
  const slow: typeof fetch = async (url, init) => {
    if (String(url).includes('/v1/albums/')) {
      if (init?.signal) signals.push(init.signal);
      await answering;
    }
    return emulator.fetch(url, init);
  };
  const createEmulator = async () => ({ fetch: slow, url: 'https://emulator.tonearm.invalid' });
  const set = await stage({ emulator, clock, createEmulator });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  return { set, answer: () => answer(), signals };
}
const tooLate = { name: 'TimeoutError', code: 'timeout', endpoint: 'albums.get', timeoutMs: 20 };

test('a read is waited for as long as each caller says, and one who gives up does not end it for the others', async () => {
  const { set, answer } = await slowStage();
  const { id, name } = album(set);
  const { albums } = set.runtime.spotify;
  const [impatient, patient, never] = [{ timeoutMs: 20 }, {}, { timeoutMs: -1 }].map((each) =>
    albums.get({ id }, each),
  );
  await expect(never).rejects.toMatchObject({ code: 'invalid_parameter', parameter: 'timeoutMs' });
  const refusal = expect(impatient).rejects.toMatchObject(tooLate);
  await vi.advanceTimersByTimeAsync(1_000);
  await refusal;
  answer();
  expect(await patient).toMatchObject({ name });
  expect(set.entries()).toHaveLength(1);
});

test('a read is given up when the last one has waited long enough, which is not taken for an illness of Spotify', async () => {
  const { set, signals } = await slowStage();
  const { id } = album(set);
  const { albums } = set.runtime.spotify;
  const leaving = new AbortController();
  const refusals = [
    expect(albums.get({ id }, { timeoutMs: 20 })).rejects.toMatchObject(tooLate),
    expect(albums.get({ id }, { timeoutMs: 40, signal: new AbortController().signal })).rejects.toMatchObject({
      ...{ ...tooLate, timeoutMs: 40 },
    }),
    expect(albums.get({ id }, { timeoutMs: 60_000, signal: leaving.signal })).rejects.toMatchObject({
      code: 'aborted',
    }),
  ];
  // Many turns of the event loop, in which no time passes.
  while (signals.length === 0) await new Promise((resolve) => setImmediate(resolve));
  leaving.abort();
  await vi.advanceTimersByTimeAsync(39);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(refusals);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect((await set.runtime.health()).checks.find(({ name }) => name === 'spotify')).toMatchObject({
    status: 'healthy',
  });
  expect(set.runtime.cacheStatistics()).toMatchObject({ loadErrors: 0, abandoned: 1 });
});

test('what has to be fresh is too late rather than old', async () => {
  const { set, answer } = await slowStage();
  const { id } = album(set);
  const { albums } = set.runtime.spotify;
  const before = albums.get({ id });
  answer();
  await before;
  set.emulator.faults.add({ path: /albums/, hang: true });
  const asked = expect(albums.get({ id }, { fresh: true, timeoutMs: 20 })).rejects.toMatchObject(tooLate);
  await vi.advanceTimersByTimeAsync(1_000);
  await asked;
});

test('a read gives what is old rather than nothing when the time of whoever asks is over', async () => {
  const set = await stage();
  const { id } = album(set);
  const before = await set.runtime.spotify.albums.get({ id });
  await set.pass(20 * 3_600_000);
  set.emulator.faults.add({ path: /albums/, hang: true });
  const isOld = (await set.runtime.explainCached('albums.get', { id })).memory;
  expect(isOld).toMatchObject({ state: 'grace' });
  expect(await set.runtime.spotify.albums.get({ id }, { timeoutMs: 20 })).toEqual(before);
  expect(set.runtime.cacheStatistics()).toMatchObject({ staleOnError: 1, loads: 2, loadErrors: 0 });
});
