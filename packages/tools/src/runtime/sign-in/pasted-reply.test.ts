import { expect, test, vi } from 'vitest';
import { readPastedReply } from './pasted-reply.js';

async function* linesOf(...lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

test('takes the address, or only its query, and asks again for one of another sign-in', async () => {
  for (const good of ['http://127.0.0.1/callback?code=c&state=right', '?code=c&state=right', 'code=c&state=right']) {
    const onStrayLine = vi.fn();
    const lines = linesOf('http://127.0.0.1/callback?code=old&state=wrong', good);
    expect((await readPastedReply({ lines, onStrayLine }, 'right', 'tonearm login')).get('code')).toBe('c');
    expect(onStrayLine).toHaveBeenCalledTimes(1);
  }
});

test('the end of the input is the end of the sign-in', async () => {
  const pasted = { lines: linesOf('nothing'), onStrayLine: () => undefined };
  await expect(readPastedReply(pasted, 'right', 'tonearm login')).rejects.toMatchObject({
    code: 'authentication',
    hint: expect.stringContaining('tonearm login --no-browser'),
  });
});
