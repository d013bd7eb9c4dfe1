// Answers every request for data with the same album, as fast as it can or after as many milliseconds as the first argument says,
// every request for a token with one, and at /count how often it was asked for data. Prints its address.
import { createServer } from 'node:http';

const track = (index) => ({
  artists: [{ name: 'Somebody', id: 'a1', type: 'artist', uri: 'spotify:artist:a1', href: 'https://x.invalid/a1' }],
  disc_number: 1,
  duration_ms: 200_000 + index,
  explicit: false,
  id: `t${index}`,
  is_playable: true,
  name: `Track ${index}`,
  track_number: index + 1,
  type: 'track',
  uri: `spotify:track:t${index}`,
});
const album = {
  album_type: 'album',
  id: 'a1',
  name: 'An album',
  release_date: '2020-01-01',
  total_tracks: 12,
  type: 'album',
  uri: 'spotify:album:a1',
  tracks: { href: '', items: Array.from({ length: 12 }, (_, index) => track(index)), next: null, total: 12 },
};
const body = Buffer.from(JSON.stringify(album));
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length };

const token = JSON.stringify({ access_token: 'a-token', token_type: 'Bearer', expires_in: 3600 });
const delayMs = Number(process.argv[2] ?? 0);
let count = 0;

const server = createServer((request, response) => {
  if (request.url === '/count') return response.end(String(count));
  if (request.url === '/api/token') return response.writeHead(200, { 'content-type': 'application/json' }).end(token);
  count += 1;
  const answer = () => response.writeHead(200, headers).end(body);
  if (delayMs === 0) answer();
  else setTimeout(answer, delayMs);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
