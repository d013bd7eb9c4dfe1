import { afterEach } from 'vitest';
import { createSpotifyEmulator, type Listening, type SpotifyEmulator } from '../src/index.js';

/** An emulator that listens, and what is needed to ask it. */
export interface ListeningEmulator {
  readonly emulator: SpotifyEmulator;
  readonly listening: Listening;
  readonly url: string;
  readonly headers: { readonly authorization: string };
}

/** Gives a function that lets an emulator listen, a new one unless one is given; after each test all of them are closed. */
export function listeningEmulators(): (emulator?: SpotifyEmulator) => Promise<ListeningEmulator> {
  const open: Listening[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((listening) => listening.close()));
  });
  return async (emulator = createSpotifyEmulator()) => {
    const listening = await emulator.listen();
    open.push(listening);
    const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
    return { emulator, listening, url: listening.url, headers };
  };
}
