import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import type { Position, SharedStore, StoreWrite } from '../store.js';

/** One promise that every shared store makes, as a test. */
export interface StorePromise {
  /** The promise, as a sentence. */
  readonly name: string;
  /** Rejects when the store breaks it. The store may hold other entries; keys are made anew each time. */
  readonly test: (store: SharedStore) => Promise<void>;
}

const format = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY });
/** In milliseconds. */
export const minute = 60_000;
let keys = 0;

/** What is special about an entry of a test. */
export interface Made {
  readonly id?: string;
  readonly names?: readonly string[];
  readonly ageMs?: number;
  readonly ttlMs?: number;
  readonly value?: unknown;
}

/** Makes an entry to be written. */
export function entry(since: Position, made: Made = {}): StoreWrite {
  const { id = key(), ageMs = 0, ttlMs = minute, value = 'value' } = made;
  const names = made.names ?? [id];
  return { id, names, since, ageMs, ttlMs, bytes: format.seal(value, { since, names, ageMs, ttlMs }) };
}

/** A key that nobody used before. */
export function key(): string {
  keys += 1;
  return `contract:${process.pid}:${keys}:`;
}

/** Throws where a promise is broken. */
export function expect(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`The store broke its promise: ${what}`);
}

/** Writes an entry that has to be kept. */
export async function written(store: SharedStore, made: StoreWrite): Promise<void> {
  expect(await store.write(made), 'an entry whose load began after every invalidation is kept');
}
