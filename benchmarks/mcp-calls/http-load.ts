import { connect } from 'node:net';

/** Calls a tool over HTTP as fast as so many connections allow, for a time. Answers calls per second; throws for a call that fails. */
export async function callsPerSecond(url: URL, body: string, connections: number, durationMs: number): Promise<number> {
  const request = [
    `POST ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/json',
    'accept: application/json, text/event-stream',
    'mcp-protocol-version: 2026-07-28',
    'mcp-method: tools/call',
    'mcp-name: get_album',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
  const startedAt = performance.now();
  const ends = await Promise.all(
    Array.from({ length: connections }, () => callOver(Number(url.port), request, startedAt + durationMs)),
  );
  return ends.reduce((sum, calls) => sum + calls, 0) / ((performance.now() - startedAt) / 1000);
}

/** One call after the other over one connection, until the time is over. */
function callOver(port: number, request: string, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let calls = 0;
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (!isWhole(received)) return;
      if (!received.startsWith('HTTP/1.1 200') || received.includes('"isError":true'))
        return void socket.destroy(new Error(received.slice(0, 500)));
      calls += 1;
      received = '';
      if (performance.now() < until) return void socket.write(request);
      socket.end();
      resolve(calls);
    });
    socket.on('error', reject);
  });
}

function isWhole(received: string): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(received.slice(0, end))?.[1];
  return length === undefined ? received.endsWith('0\r\n\r\n') : received.length >= end + 4 + Number(length);
}
