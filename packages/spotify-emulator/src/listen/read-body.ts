import type { IncomingMessage } from 'node:http';

/** The most that a body may have. */
export const maximumBytes: number = 512 * 1024;

/** Reads a body; undefined when it is larger than anything Spotify takes. */
export function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumBytes) resolve(undefined);
      else chunks.push(chunk);
    });
    incoming.once('end', () => resolve(size > maximumBytes ? undefined : Buffer.concat(chunks).toString('utf8')));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('The connection was closed.')));
  });
}
