import { expect, test } from 'vitest';
import { readDescription } from './read-description.ts';

const DESCRIPTION = `
paths:
  /playlists/{playlist_id}/items:
    post:
      operationId: add-items-to-playlist
      parameters:
        - $ref: '#/components/parameters/PathPlaylistId'
        - name: position
          in: query
          schema: { type: integer, minimum: 0, default: 0 }
        - name: uris
          in: query
          schema: { type: string, description: 'A comma-separated list. A maximum of 100 items can be set.' }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [uris]
              properties: { uris: { type: array, description: 'A maximum of 100 items.' } }
      security: [{ oauth_2_0: [playlist-modify-public, playlist-modify-private] }]
  /audio-features/{id}:
    get: { operationId: get-audio-features, deprecated: true }
  /albums:
    get: { operationId: get-multiple-albums, deprecated: true }
components:
  parameters:
    PathPlaylistId: { name: playlist_id, in: path, required: true, schema: { type: string } }
`;

const facts = readDescription(DESCRIPTION);

test('reads parameters through references, with their place, limits and defaults', () => {
  const added = facts.find(({ operation }) => operation === 'add-items-to-playlist');
  expect(added?.parameters).toEqual([
    { place: 'path', name: 'playlist_id', type: 'string', required: true },
    { place: 'query', name: 'position', type: 'integer', required: false, minimum: 0, default: 0 },
    { place: 'query', name: 'uris', type: 'string', required: false, maxItems: 100 },
  ]);
  expect(added?.body).toEqual({
    mediaType: 'application/json',
    properties: [{ name: 'uris', type: 'array', required: true, maxItems: 100 }],
  });
  expect(added?.scopes).toEqual(['playlist-modify-private', 'playlist-modify-public']);
});

test('tells what was closed in 2024 from what went away in Development Mode', () => {
  expect(facts.map(({ operation, access }) => [operation, access])).toEqual([
    ['get-multiple-albums', 'extended'],
    ['get-audio-features', 'legacy'],
    ['add-items-to-playlist', 'everyone'],
  ]);
});
