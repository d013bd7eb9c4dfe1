import { readFileSync } from 'node:fs';
import { createSpotifyEmulator, type Profile } from '@tonearm/spotify-emulator';
import { describe, expect, test, vi } from 'vitest';
import { type ForeignClient, steps } from './journey.ts';
import { officialSdk } from './official-sdk.ts';
import { soundify } from './soundify.ts';
import { webApiNode } from './web-api-node.ts';

vi.setConfig({ testTimeout: 30_000 });

const clients: readonly ForeignClient[] = [officialSdk, webApiNode, soundify];
const profiles = ['extended', 'development'] as const satisfies readonly Profile[];
const readme = readFileSync(new URL('../../../packages/spotify-emulator/README.md', import.meta.url), 'utf8');

/** What a client gets done: `yes`, `no` with what it says, or nothing where it has no such function. */
async function journey(client: ForeignClient, profile: Profile): Promise<Readonly<Record<string, string>>> {
  const results: Record<string, string> = {};
  for (const step of steps) {
    const emulator = createSpotifyEmulator({ profile });
    const listening = await emulator.listen();
    const { access_token, refresh_token } = emulator.grant();
    const prepared = client.prepare({
      ...{ emulator, url: listening.url },
      ...{ accessToken: access_token, refreshToken: refresh_token },
    });
    try {
      const take = prepared.steps[step];
      results[step] = take
        ? await take().then(
            () => 'yes',
            (error: unknown) => {
              // A client that fails of anything else fails the test: it would be the emulator's mistake.
              if (!emulator.audit().some(({ rule }) => rule === 'used-a-closed-route')) throw error;
              return `no: ${String(error)}`;
            },
          )
        : '';
    } finally {
      prepared.undo?.();
      await listening.close();
    }
  }
  return results;
}

/** The table of the README, by step, client and mode. */
function promised(): ReadonlyMap<string, readonly string[]> {
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  return new Map(
    rows.map((row) => {
      const [step = '', ...cells] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [step, cells];
    }),
  );
}

describe.each(clients)('$name $version', (client) => {
  test.each(profiles)('gets done in %s mode what the README says', async (profile) => {
    const results = await journey(client, profile);
    const column = clients.indexOf(client) * profiles.length + profiles.indexOf(profile);
    const expected = Object.fromEntries(steps.map((step) => [step, promised().get(step)?.[column]]));
    const short = Object.fromEntries(Object.entries(results).map(([step, result]) => [step, result.split(':')[0]]));
    expect(short, JSON.stringify(results, null, 2)).toEqual(expected);
  });

  test('is the version that the README names', () => {
    expect(readme).toContain(`${client.name} ${client.version}`);
    const { version } = JSON.parse(
      readFileSync(new URL(`../../node_modules/${client.name}/package.json`, import.meta.url), 'utf8'),
    );
    expect(version).toBe(client.version);
  });
});
