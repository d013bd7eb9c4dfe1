import { expect, test } from 'vitest';
import { bufferStreams } from '../testing/buffers.js';
import { readPastedReply } from './pasted-reply.js';

const { signal } = new AbortController();

test('takes the address, or only its query, and asks again for one of another sign-in', async () => {
  for (const good of ['http://127.0.0.1/callback?code=c&state=right', '?code=c&state=right', 'code=c&state=right']) {
    const streams = bufferStreams({ input: `\nhttp://127.0.0.1/callback?code=old&state=wrong\n${good}\n` });
    expect((await readPastedReply(streams, 'right', signal)).get('code')).toBe('c');
    expect(streams.err.text).toMatch(/Paste the whole address/);
  }
});

test('the end of the input is the end of the sign-in', async () => {
  await expect(readPastedReply(bufferStreams({ input: 'nothing\n' }), 'right', signal)).rejects.toMatchObject({
    code: 'authentication',
  });
});
