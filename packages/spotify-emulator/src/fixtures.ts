import { createSpotifyEmulator, type SpotifyEmulator } from './emulator.js';
import type { EmulatorOptions } from './options.js';

/** What a test gets by naming it. */
export interface EmulatorFixtures {
  /** How the test's emulator is made; a test or a group of tests may override it. */
  readonly emulatorOptions: EmulatorOptions;
  /** An emulator of the test's own. */
  readonly emulator: SpotifyEmulator;
  /** Where it listens; it does only for tests that name this. */
  readonly emulatorUrl: string;
  /** A token of the listener with all scopes. */
  readonly accessToken: string;
}

type Use<T> = (value: T) => Promise<void>;

/** Fixtures as the runner calls them: with those that they need, and a function that runs the test. */
export interface EmulatorFixtureFunctions {
  readonly emulatorOptions: EmulatorOptions;
  emulator(needed: Pick<EmulatorFixtures, 'emulatorOptions'>, use: Use<SpotifyEmulator>): Promise<void>;
  emulatorUrl(needed: Pick<EmulatorFixtures, 'emulator'>, use: Use<string>): Promise<void>;
  accessToken(needed: Pick<EmulatorFixtures, 'emulator'>, use: Use<string>): Promise<void>;
}

/** Fixtures for `test.extend` of Vitest or Playwright: each test gets an emulator of its own, and none pays for what it does not name. */
export function emulatorFixtures(options: EmulatorOptions = {}): EmulatorFixtureFunctions {
  return {
    emulatorOptions: options,
    // Both runners read from the first parameter's braces which fixtures are needed.
    emulator: async ({ emulatorOptions }, use) => {
      await use(createSpotifyEmulator(emulatorOptions));
    },
    emulatorUrl: async ({ emulator }, use) => {
      const listening = await emulator.listen();
      try {
        await use(listening.url);
      } finally {
        await listening.close();
      }
    },
    accessToken: async ({ emulator }, use) => {
      await use(emulator.grant().access_token);
    },
  };
}
