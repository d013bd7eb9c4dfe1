import { servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test, vi } from 'vitest';
import { cacheStage } from './cache-stage.js';

describe.skipIf(servicesAreOff)('tonearm cache warm', () => {
  test('ends at once at Ctrl-C when Spotify never answers, and says what was loaded up to then', async () => {
    const { emulator, start, requests } = await cacheStage();
    emulator.faults.add({ path: '/me/playlists', hang: true });
    const running = start('cache', 'warm', 'profile', 'playlists', 'top');
    await vi.waitUntil(() => requests() === 2, { timeout: 20_000 });
    const leftAt = performance.now();
    running.process.kill('SIGINT');
    const { exitCode, out, err } = await running.finished;
    expect({ exitCode, err }).toEqual({ exitCode: 130, err: 'error: Cancelled.\n' });
    expect(out).toMatch(/^Loaded: me\.profile\nNot loaded: playlists\.mine, me\.top/);
    expect(performance.now() - leftAt).toBeLessThan(5_000);
  });
});
