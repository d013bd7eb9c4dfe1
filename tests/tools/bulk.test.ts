import { manualClock } from '@tonearm/resilience/testing';
import { createWriteJournal, type Progress, tools } from '@tonearm/tools';
import { describe, expect, test } from 'vitest';
import { type Stage, stage } from '../runtime/stage.ts';

/** As much as one call may take, and as a playlist can hold. */
const most = 10_000;

async function bulkStage() {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const set = await stage({ clock });
  const listener = set.emulator.world.user('listener');
  const { tracks, albums, episodes, artists } = set.emulator.world.catalogue;
  const uris = [tracks, albums, episodes, artists].flatMap((kind) => kind.list().map(({ uri }): string => uri));
  return { set, listener, uris };
}

/** Calls a tool as the apps do; `onProgress` may stop it. */
async function call(
  { runtime, during }: Stage,
  name: string,
  input: object,
  onProgress: (progress: Progress, stop: () => void) => void = () => undefined,
) {
  const tool = tools.find((each) => each.name === name) ?? expect.unreachable(`there is no ${name}`);
  const controller = new AbortController();
  const context = {
    spotify: runtime.spotify,
    signal: controller.signal,
    journal: createWriteJournal(),
    wait: async () => undefined,
    ask: async () => 'yes' as const,
    progress: (progress: Progress) => onProgress(progress, () => controller.abort()),
  };
  const { result } = await during(tool.run(tool.input.parse(input), context));
  if (result.status === 'rejected') throw result.reason;
  return result.value as Record<string, unknown>;
}

describe('ten thousand things in one call', () => {
  test('are added to a playlist in order, a hundred at a time, with progress', async () => {
    const { set, listener, uris } = await bulkStage();
    const songs = Array.from({ length: most }, (_, index) => uris[index % 1000] ?? '');
    const reports: Progress[] = [];
    const input = { name: 'All of it', items: songs };
    const receipt = await call(set, 'create_playlist', input, (report) => void reports.push(report));
    expect(receipt).toMatchObject({ outcome: 'done', after: most, verified: true });
    expect(listener.playlists[0]?.items.map(({ uri }) => uri)).toEqual(songs);
    expect(reports).toHaveLength(most / 100);
    expect(reports.at(-1)).toEqual({ done: most, total: most });
    expect(set.entries().filter(({ method }) => method === 'POST')).toHaveLength(1 + most / 100);
  });

  test('are saved and taken out again, forty at a time, and none twice', async () => {
    const { set, listener, uris } = await bulkStage();
    const wanted = uris.slice(0, most);
    const before = wanted.filter((uri) => listener.library.has(uri)).length;
    const saved = await call(set, 'save_to_library', { items: [...wanted, ...wanted].slice(0, most) });
    expect(saved).toMatchObject({ outcome: 'done', before, after: wanted.length, verified: true });
    expect(wanted.every((uri) => listener.library.has(uri))).toBe(true);
    const writes = set.entries().filter(({ method }) => method === 'PUT');
    expect(writes).toHaveLength(Math.ceil((wanted.length - before) / 40));

    const removed = await call(set, 'remove_from_library', { items: wanted });
    expect(removed).toMatchObject({ outcome: 'done', before: wanted.length, after: 0, verified: true });
    expect(wanted.some((uri) => listener.library.has(uri))).toBe(false);
  });

  test('more than that are refused, and nothing is sent', async () => {
    const { set, uris } = await bulkStage();
    const tooMany = Array.from({ length: most + 1 }, () => uris[0] ?? '');
    await expect(call(set, 'save_to_library', { items: tooMany })).rejects.toThrow();
    expect(set.entries()).toEqual([]);
  });
});

describe('a long job that is stopped in the middle', () => {
  test('says exactly how much was added, and the playlist holds just that', async () => {
    const { set, listener, uris } = await bulkStage();
    const songs = Array.from({ length: most }, (_, index) => uris[index % 1000] ?? '');
    const stopping = call(set, 'create_playlist', { name: 'Half', items: songs }, ({ done }, stop) => {
      if (done === 4_200) stop();
    });
    await expect(stopping).rejects.toMatchObject({
      code: 'partially_done',
      message: expect.stringContaining('4200 of 10000 items landed, in order'),
    });
    const held = listener.playlists.find(({ name }) => name === 'Half')?.items ?? [];
    expect(held.map(({ uri }) => uri)).toEqual(songs.slice(0, 4_200));
  });

  test('goes on where it was, when it is called again', async () => {
    const { set, listener, uris } = await bulkStage();
    const wanted = uris.filter((uri) => !listener.library.has(uri)).slice(0, 1_000);
    const stopping = call(set, 'save_to_library', { items: wanted }, ({ done, message }, stop) => {
      // Before it writes, it looks what is saved already.
      if (done === 400 && message === undefined) stop();
    });
    await expect(stopping).rejects.toThrow('400 of 1000 items were saved, in order');
    expect(wanted.filter((uri) => listener.library.has(uri))).toEqual(wanted.slice(0, 400));
    set.entries();
    const again = await call(set, 'save_to_library', { items: wanted });
    expect(again).toMatchObject({ outcome: 'done', before: 400, after: 1_000, verified: true });
    expect(set.entries().filter(({ method }) => method === 'PUT')).toHaveLength(600 / 40);
  });

  test('leaves in the library what it did not come to', async () => {
    const { set, listener } = await bulkStage();
    const wanted = [...listener.library].slice(0, 100);
    const stopping = call(set, 'remove_from_library', { items: wanted }, ({ message }, stop) => {
      if (message === undefined) stop();
    });
    await expect(stopping).rejects.toThrow('40 of 100 items were removed, in order');
    expect(wanted.filter((uri) => listener.library.has(uri))).toEqual(wanted.slice(40));
  });
});
