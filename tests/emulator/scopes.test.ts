import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { type OperationFacts, readFacts } from '../contract/facts/operation-facts.ts';

/** Where a scope decides only what is seen, or which one is needed depends on what is asked for. Each has tests of its own. */
const DEPENDS: readonly string[] = [
  'GET /me',
  'GET /shows/{id}',
  'GET /shows/{id}/episodes',
  'GET /episodes/{id}',
  'GET /playlists/{playlist_id}/items',
  'GET /playlists/{playlist_id}/tracks',
  'PUT /me/library',
  'DELETE /me/library',
  'GET /me/library/contains',
];

/** Whether the emulator misses a scope, with these and no others. */
async function isRefused({ method, path }: OperationFacts, scopes: readonly string[]): Promise<boolean> {
  const emulator = createSpotifyEmulator({ profile: 'extended' });
  const { access_token } = emulator.grant({ scopes });
  const url = path.replace('{type}', 'artists').replaceAll(/\{\w+\}/g, '0'.repeat(22));
  const answer = await emulator.fetch(`/v1${url}`, { method, headers: { authorization: `Bearer ${access_token}` } });
  return (await answer.text()).includes('Insufficient client scope');
}

describe('the scopes of the description', () => {
  const named = readFacts().map((facts) => [`${facts.method} ${facts.path}`, facts] as const);

  test.each(named)('are those that %s asks for', async (name, facts) => {
    const needsOne = facts.scopes.length > 0 && !DEPENDS.includes(name);
    expect(await isRefused(facts, [])).toBe(needsOne);
    expect(await isRefused(facts, facts.scopes)).toBe(false);
  });

  test('are all known', () => {
    expect(DEPENDS.filter((name) => !named.some(([known]) => known === name))).toEqual([]);
  });
});
