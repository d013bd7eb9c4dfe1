import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLogger, type Logger } from './logging.js';
import { runInRequest } from './request-context.js';
import type { Settings } from './settings.js';

afterEach(() => void vi.useRealTimers());

type Line = Readonly<Record<string, unknown>>;

/** A logger, and the lines that it has written so far. */
async function logged(logLevel: Settings['logLevel']): Promise<{ logger: Logger; lines: () => readonly Line[] }> {
  const written: string[] = [];
  const logger = await createLogger({ logLevel, logFormat: 'json' }, (line) => written.push(line));
  return { logger, lines: () => written.map((line) => JSON.parse(line)) };
}

function times(count: number, write: (index: number) => void): void {
  for (let index = 0; index < count; index += 1) write(index);
}

describe('lines that come in crowds', () => {
  test.each(['trace', 'debug', 'warn'] as const)(
    'are thinned out at %s, and the next one says by how many',
    async (level) => {
      vi.useFakeTimers({ toFake: ['performance'] });
      const { logger, lines } = await logged('trace');
      times(80, (index) => logger[level]({ index }, 'request'));
      logger[level]({}, 'another');
      expect(lines().map(({ msg }) => msg)).toEqual([...Array<string>(50).fill('request'), 'another']);
      vi.advanceTimersByTime(1_000);
      logger[level]({}, 'request');
      expect(lines().at(-1)).toMatchObject({ level, msg: 'request', leftOut: 30 });
      expect(
        lines()
          .slice(0, -1)
          .filter((line) => 'leftOut' in line),
      ).toEqual([]);
    },
  );

  test.each(['info', 'error'] as const)(
    'are all written at %s: each tells of a call or of a mistake',
    async (level) => {
      const { logger, lines } = await logged('info');
      times(300, (index) => logger[level]({ index }, 'tool call'));
      expect(lines().map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, index) => index));
    },
  );
});

test('a line bears the id of its request, and the trace that the client is in', async () => {
  const { logger, lines } = await logged('debug');
  logger.debug({}, 'before');
  runInRequest({ correlationId: 'one' }, () => logger.debug({}, 'request'));
  const traced = { correlationId: 'two', traceId: 'two', parentSpanId: 'span' };
  await runInRequest(traced, async () => logger.info({}, 'tool call'));
  expect(lines().map(({ level, time, msg, ...fields }) => fields)).toEqual([{}, { correlationId: 'one' }, traced]);
});

const levels = ['error', 'warn', 'info', 'debug', 'trace'] as const;

test.each(levels)('the level %s lets through what is as urgent, and nothing that is less', async (least) => {
  const { logger, lines } = await logged(least);
  for (const level of levels) logger[level]({}, level);
  expect(lines().map(({ level }) => level)).toEqual(levels.slice(0, levels.indexOf(least) + 1));
});

test('nothing is written at silent', async () => {
  const { logger, lines } = await logged('silent');
  for (const level of levels) logger[level]({}, level);
  expect(lines()).toEqual([]);
});
