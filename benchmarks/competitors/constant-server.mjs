// The least that a mock can do: one answer, always the same, as large as a track. What node:http itself costs.
import { createServer } from 'node:http';

const body = JSON.stringify({ filler: 'x'.repeat(Number(process.argv[2] ?? 3000)) });
const server = createServer((_, outgoing) => {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
