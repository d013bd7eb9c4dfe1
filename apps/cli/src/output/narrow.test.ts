import { tools } from '@tonearm/tools';
import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { bufferStreams } from '../testing/buffers.js';
import { tryCommand } from '../testing/try-command.js';

test.each([
  ['playlist', 'list'],
  ['playlist', 'show', 'Desk Hours'],
  ['playlist', 'compare', 'Desk Hours', 'Rainy Kitchen'],
  ['library', 'list', 'albums'],
  ['library', 'summary'],
  ['top', 'tracks'],
  ['recent'],
  ['summary'],
  ['devices'],
  ['search', 'kiln', '--kinds', 'track,album,artist'],
])('tonearm %s %s fits a terminal of 36 columns', async (...words) => {
  const streams = bufferStreams({ isTTY: true, width: 36 });
  const { exitCode, out } = await tryCommand([...words.filter(Boolean), '--quiet'], { tools, streams });
  expect(exitCode).toBe(0);
  const wide = out.split('\n').filter((line) => stringWidth(line) > 36);
  expect(wide).toEqual([]);
});
