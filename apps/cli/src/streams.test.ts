import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createStreams, type ProcessStreams, type StreamOptions } from './streams.js';
import { bufferStreams } from './testing/buffers.js';

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

function fakeProcess(terminal: Terminal = {}): ProcessStreams & { readonly written: string[] } {
  const written: string[] = [];
  const stream = (): NodeJS.WriteStream =>
    Object.assign(
      new Writable({ write: (chunk, _, done) => done(void written.push(String(chunk)) as undefined) }),
      terminal,
    ) as NodeJS.WriteStream;
  return { stdin: bufferStreams().in, stdout: stream(), stderr: stream(), written };
}

const plain: StreamOptions = {
  environment: {},
  color: true,
  onDataLost(error) {
    throw error;
  },
};

test('a reader that closes the pipe ends the writing, not the command', () => {
  const process = fakeProcess();
  const { out } = createStreams(process, plain);
  process.stdout.emit('error', Object.assign(new Error('broken pipe'), { code: 'EPIPE' }));
  out.write('unread');
  expect(process.written).toEqual([]);
});

test('a disk that is full is not passed over in silence', () => {
  const process = fakeProcess();
  const lost: unknown[] = [];
  const { out, err } = createStreams(process, { ...plain, onDataLost: ({ code }) => lost.push(code) });
  process.stdout.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }));
  expect(lost).toEqual(['ENOSPC']);
  out.write('no place for this');
  err.write('the disk is full');
  expect(process.written).toEqual(['the disk is full']);
});

test('talk that nobody can hear does not stop the data', () => {
  const process = fakeProcess();
  const lost: unknown[] = [];
  const { out } = createStreams(process, { ...plain, onDataLost: ({ code }) => lost.push(code) });
  process.stderr.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }));
  out.write('data');
  expect([process.written, lost]).toEqual([['data'], []]);
});

test('only a terminal has a width', () => {
  expect(createStreams(fakeProcess({ isTTY: true, columns: 72 }), plain).out.width).toBe(72);
  expect(createStreams(fakeProcess({ columns: 72 }), plain).out.width).toBeUndefined();
});

describe('colours', () => {
  const colorOf = (terminal: Terminal, environment: Record<string, string>, flag = true): boolean =>
    createStreams(fakeProcess(terminal), { ...plain, environment, color: flag }).out.color;

  test.each([
    ['are for terminals', { isTTY: true }, {}, true],
    ['are not for pipes', {}, {}, false],
    ['are forced by FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['are forbidden by FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
    ['are forbidden by NO_COLOR', { isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['are not for dumb terminals', { isTTY: true }, { TERM: 'dumb' }, false],
  ])('%s', (_, terminal, environment, expected) => {
    expect(colorOf(terminal, environment as Record<string, string>)).toBe(expected);
  });

  test('are forbidden by --no-color', () => {
    expect(colorOf({ isTTY: true }, { FORCE_COLOR: '1' }, false)).toBe(false);
  });
});
