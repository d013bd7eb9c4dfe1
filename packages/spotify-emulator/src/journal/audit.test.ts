import { expect, test } from 'vitest';
import { type Caller, createCaller, first } from '../../testing/caller.js';
import type { EmulatorOptions } from '../index.js';

const found = ({ emulator }: Caller) => emulator.audit().map(({ rule }) => rule);

/** A client that behaves so, and what the audit says of it. */
async function audited(client: (caller: Caller) => Promise<unknown>, options: EmulatorOptions = {}) {
  const caller = createCaller(options);
  await client(caller);
  return found(caller);
}

const refusedOnce: EmulatorOptions = { faults: [{ status: 429, retryAfterSeconds: 5, times: 1 }] };

test('a client that waits as long as it was told is told nothing', async () => {
  const patient = async ({ emulator, get }: Caller) => {
    await get('/me');
    emulator.clock.advance(5_000);
    await get('/me');
  };
  expect(await audited(patient, refusedOnce)).toEqual([]);
});

test('Retry-After is for every request', async () => {
  const hasty = async ({ emulator, get }: Caller) => {
    await get('/me');
    emulator.clock.advance(4_999);
    await get('/me/player');
  };
  expect(await audited(hasty, refusedOnce)).toEqual(['ignored-retry-after']);
});

test('a quota is for its bucket only', async () => {
  const client = async ({ emulator, get }: Caller) => {
    const { id } = first(emulator.world.catalogue.artists.list());
    await get(`/artists/${id}`);
    await get(`/artists/${id}`);
    await get('/me');
    expect(emulator.audit()).toEqual([]);
    await get(`/artists/${id}`);
  };
  expect(await audited(client, { limits: { quotas: { artist: 1 } } })).toEqual(['ignored-retry-after']);
});

test('polling is to ask the same five times with less than a second between', async () => {
  const poll =
    (everyMs: number) =>
    async ({ emulator, get }: Caller) => {
      for (let time = 0; time < 5; time += 1) {
        await get('/me/player');
        emulator.clock.advance(everyMs);
      }
    };
  expect(await audited(poll(999))).toEqual(['polled-too-often']);
  expect(await audited(poll(1_000))).toEqual([]);
});

test('polling is found after a pause, and between other requests', async () => {
  const client = async ({ emulator, get }: Caller) => {
    for (const waitMs of [0, 5_000, 10, 10, 10, 10]) {
      emulator.clock.advance(waitMs);
      await get('/me/player');
      await get('/me/player/queue');
    }
  };
  expect(await audited(client)).toEqual(['polled-too-often', 'polled-too-often']);
});

test('to look again after a write is no polling', async () => {
  const client = async ({ get, put }: Caller) => {
    for (let time = 0; time < 5; time += 1) {
      await put('/me/player/volume?volume_percent=1');
      await get('/me/player');
    }
  };
  expect(await audited(client)).toEqual([]);
});

test('a token that is refused now and then is no offence', async () => {
  const client = async ({ emulator, get }: Caller) => {
    for (let time = 0; time < 3; time += 1) {
      emulator.faults.add({ status: 401, times: 1 });
      await get('/me');
      await get('/me/tracks');
    }
  };
  expect(await audited(client)).toEqual([]);
});

test('routes that the mode no longer has', async () => {
  const client = ({ get }: Caller) => get('/markets');
  expect(await audited(client)).toEqual(['used-a-closed-route']);
  expect(await audited(client, { profile: 'extended' })).toEqual([]);
});

test('a limit that Spotify refuses', async () => {
  expect(await audited(({ get }) => get('/search?q=a&type=track&limit=50'))).toEqual(['sent-a-refused-limit']);
});

test('a token that was refused again and again', async () => {
  const client = async ({ emulator, get }: Caller) => {
    emulator.faults.preset('expired-token');
    for (const path of ['/me', '/me/player', '/me/tracks']) await get(path);
  };
  expect(await audited(client)).toEqual(['kept-a-refused-token']);
});

test('a write whose fate is unknown and that is sent again', async () => {
  const client = async ({ post }: Caller) => {
    await post('/me/playlists', { name: 'Twice' }).catch(() => {});
    await post('/me/playlists', { name: 'Twice' });
  };
  expect(await audited(client, { faults: [{ reset: 'after', times: 1 }] })).toEqual(['repeated-an-unanswered-write']);
});
