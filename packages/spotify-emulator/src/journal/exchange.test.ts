import { expect, test } from 'vitest';
import { ExchangeLog } from './exchange.js';

const exchange = (body: string) => ({
  ...{ origin: '', requestHeaders: {}, durationMs: 0 },
  reply: { headers: {}, body },
});

test('the oldest bodies are forgotten first, also when exchanges were cut off before', () => {
  const log = new ExchangeLog();
  const half = 'x'.repeat(2_000_000);
  const forgotten = (count: number) => Array.from({ length: count }, (_, place) => !!log.at(place)?.isBodyForgotten);
  for (let time = 0; time < 3; time += 1) log.add(exchange(half));
  expect(forgotten(3)).toEqual([true, false, false]);
  log.cut(1);
  log.add(exchange(half));
  expect(forgotten(3)).toEqual([true, false, false]);
});
