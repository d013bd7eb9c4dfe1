import { expect } from 'vitest';
import { listener, ownPlaylist, type ToolCase, track, unknownId } from './tool-case.ts';

/** One case for every command of every day. */
export const everydayCases: Readonly<Record<string, ToolCase>> = {
  search_catalog: {
    works: {
      words: (emulator) => ['search', track(emulator).name, '--kinds', 'track,album', '--limit', '5'],
      check: (output) => expect(output).toMatchObject({ results: [{ kind: 'track' }, { kind: 'album' }] }),
    },
    fails: { words: () => ['search', 'qqxzzyqqx'], exitCode: 3, code: 'nothing_found' },
  },
  get_album: {
    works: {
      words: (emulator) => ['album', 'show', emulator.world.catalogue.albums.list()[0]?.uri ?? ''],
      check: (output, emulator) =>
        expect(output).toMatchObject({ name: emulator.world.catalogue.albums.list()[0]?.name }),
    },
    fails: { words: () => ['album', 'show', unknownId], exitCode: 3, code: 'not_found' },
  },
  get_artist: {
    works: {
      words: (emulator) => ['artist', 'show', emulator.world.catalogue.artists.list()[0]?.id ?? ''],
      check: (output, emulator) =>
        expect(output).toMatchObject({ name: emulator.world.catalogue.artists.list()[0]?.name }),
    },
    fails: { words: () => ['artist', 'show', 'qqxzzyqqx'], exitCode: 3, code: 'not_found' },
  },
  get_playback: {
    works: {
      words: () => ['now'],
      check: (output) => expect(output).toMatchObject({ status: 'paused', device: 'Desk' }),
    },
    fails: {
      words: () => ['now'],
      prepare: (emulator) => {
        for (const device of listener(emulator).devices) device.is_active = false;
      },
      exitCode: 3,
      code: 'nothing_playing',
    },
  },
  list_devices: {
    works: {
      words: () => ['devices'],
      check: (output) =>
        expect(output).toMatchObject({ devices: [{ name: 'Desk' }, { name: 'Pocket' }, { name: 'Kitchen' }] }),
    },
    fails: {
      words: () => ['devices'],
      fault: { path: '/me/player/devices', status: 401 },
      exitCode: 4,
      code: 'authentication',
    },
  },
  start_playback: {
    works: {
      words: (emulator) => ['play', track(emulator, 7).uri],
      check: (_, emulator) => {
        expect(listener(emulator).player.item).toBe(track(emulator, 7).uri);
        expect(listener(emulator).player.is_playing).toBe(true);
      },
    },
    fails: {
      words: (emulator) => ['play', track(emulator).uri],
      prepare: (emulator) => void listener(emulator).devices.splice(0),
      exitCode: 7,
      code: 'no_active_device',
    },
  },
  pause_playback: {
    works: {
      words: () => ['pause'],
      prepare: (emulator) => listener(emulator).player.resume(),
      check: (_, emulator) => expect(listener(emulator).player.is_playing).toBe(false),
    },
    fails: {
      words: () => ['pause'],
      environment: { TONEARM_PROFILE: 'guest' },
      prepare: (emulator) => {
        for (const device of emulator.world.user('guest').devices) device.is_active = true;
      },
      exitCode: 6,
      code: 'forbidden_premium',
    },
  },
  skip_to_next: {
    works: {
      words: () => ['next'],
      prepare: (emulator) => void listener(emulator).player.queue.push(track(emulator, 9).uri),
      check: (_, emulator) => expect(listener(emulator).player.item).toBe(track(emulator, 9).uri),
    },
    fails: {
      words: () => ['next'],
      fault: { path: '/me/player/next', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 7200 },
      exitCode: 5,
      code: 'quota_exceeded',
    },
  },
  get_queue: {
    works: {
      words: () => ['queue', 'list'],
      prepare: (emulator) => void listener(emulator).player.queue.push(track(emulator, 3).uri),
      check: (output, emulator) =>
        expect(output).toMatchObject({
          items: expect.arrayContaining([expect.objectContaining({ uri: track(emulator, 3).uri })]),
        }),
    },
    fails: {
      words: () => ['queue'],
      environment: { SPOTIFY_API_URL: 'http://127.0.0.1:1/v1' },
      exitCode: 8,
      code: 'network',
    },
  },
  add_to_queue: {
    works: {
      words: (emulator) => ['queue', 'add', track(emulator, 4).uri],
      check: (_, emulator) => expect(listener(emulator).player.queue).toEqual([track(emulator, 4).uri]),
    },
    fails: { words: () => ['queue', 'add', 'spotify:artist:0123456789012345678901'], exitCode: 2, code: 'user_input' },
  },
  list_playlists: {
    works: {
      words: () => ['playlist', 'list'],
      check: (output, emulator) => expect(output).toMatchObject({ total: listener(emulator).playlists.length }),
    },
    fails: {
      words: () => ['playlist', 'list'],
      fault: { path: '/me/playlists', status: 400 },
      exitCode: 1,
      code: 'bad_request',
    },
  },
  get_playlist: {
    works: {
      words: (emulator) => ['playlist', 'show', ownPlaylist(emulator).id],
      check: (output, emulator) => expect(output).toMatchObject({ name: ownPlaylist(emulator).name }),
    },
    fails: { words: () => ['playlist', 'show', unknownId], exitCode: 3, code: 'not_found' },
  },
  create_playlist: {
    works: {
      words: () => ['playlist', 'create', 'Sunday morning'],
      check: (_, emulator) => expect(listener(emulator).playlists[0]?.name).toBe('Sunday morning'),
    },
    fails: {
      words: () => ['playlist', 'create', 'Sunday morning'],
      fault: { method: 'POST', path: '/me/playlists', status: 403, message: 'Insufficient client scope' },
      exitCode: 4,
      code: 'forbidden_scope',
    },
  },
  add_to_playlist: {
    works: {
      words: (emulator) => [
        'playlist',
        'add',
        ownPlaylist(emulator).uri,
        track(emulator, 1).uri,
        track(emulator, 2).uri,
      ],
      check: (_, emulator) => {
        const uris = ownPlaylist(emulator).items.map(({ uri }) => uri);
        expect(uris.slice(-2)).toEqual([track(emulator, 1).uri, track(emulator, 2).uri]);
      },
    },
    fails: {
      words: (emulator) => {
        const foreign = [...emulator.world.playlists.values()].find(
          ({ owner, collaborative }) => owner !== 'listener' && !collaborative,
        );
        return ['playlist', 'add', foreign?.uri ?? '', track(emulator).uri];
      },
      exitCode: 6,
      code: 'forbidden_not_allowed',
    },
  },
  save_to_library: {
    works: {
      words: (emulator) => ['library', 'save', track(emulator, 5).uri],
      prepare: (emulator) => void listener(emulator).library.delete(track(emulator, 5).uri),
      check: (_, emulator) => expect([...listener(emulator).library].at(-1)).toBe(track(emulator, 5).uri),
    },
    fails: { words: () => ['library', 'save'], exitCode: 2, code: 'usage' },
  },
};
