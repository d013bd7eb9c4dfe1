import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator, type EmulatorOptions, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { decide, startCommand } from './command.ts';

/** An emulator that programs take for Spotify, and a home of their own for each test. */
export interface SpotifyStage {
  readonly emulator: SpotifyEmulator;
  /** Where it listens. */
  readonly url: string;
  /** What tells a program of an app there, and where to keep things. */
  readonly environment: Record<string, string>;
  /** What has reached the Web API so far, as `GET /v1/me`. */
  requests(): readonly string[];
  /** Signs in as somebody, as people do without a browser. */
  signIn(user?: string, profile?: string): Promise<void>;
}

/** Sets the stage for the tests of a file or a group, anew for each; the profile is what Spotify offers to the app. */
export function spotifyStage(options: Pick<EmulatorOptions, 'profile'> = {}): SpotifyStage {
  const emulator = createSpotifyEmulator(options);
  let listening: Awaited<ReturnType<SpotifyEmulator['listen']>> | undefined;
  let folder = '';
  beforeAll(async () => {
    listening = await emulator.listen();
  });
  afterAll(() => listening?.close());
  beforeEach(async () => {
    emulator.reset();
    folder = await mkdtemp(join(tmpdir(), 'tonearm-stage-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const stage: SpotifyStage = {
    emulator,
    get url() {
      return listening?.url ?? '';
    },
    get environment() {
      return {
        PATH: process.env.PATH ?? '',
        TONEARM_BACKEND: 'spotify',
        // Never the keychain of whoever runs the tests.
        TONEARM_TOKEN_STORE: 'file',
        SPOTIFY_CLIENT_ID: 'tonearm-emulator',
        SPOTIFY_API_URL: `${stage.url}/v1`,
        SPOTIFY_ACCOUNTS_URL: stage.url,
        XDG_CONFIG_HOME: folder,
        XDG_STATE_HOME: folder,
      };
    },
    requests: () =>
      emulator.journal
        .entries()
        .filter(({ path }) => path.startsWith('/v1/'))
        .map(({ method, path }) => `${method} ${path}`),
    async signIn(user = 'listener', profile = 'default') {
      const auth = startCommand(`auth --no-browser --profile ${profile}`, stage.environment);
      auth.process.stdin.end(`${await decide(await auth.saying(/^http\S+/m), 'allow', user)}\n`);
      expect(await auth.ended).toMatchObject({ code: 0 });
    },
  };
  return stage;
}
