import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of one call of a Spotify function while it is under way; whoever learns something adds it. */
export interface CallRecord {
  /** Requests that were sent for it. */
  attempts: number;
  /** Whether it waits for a request that another call has sent. */
  isJoined: boolean;
  /** When it began to wait for its turn, until its first request is sent. */
  queuedAt?: number;
}

const storage = new AsyncLocalStorage<CallRecord>();

/** Runs a call with a record of its own. */
export function withRecord<Result>(record: CallRecord, run: () => Result): Result {
  return storage.run(record, run);
}

/** The record of the call that the running code belongs to. */
export function currentCall(): CallRecord | undefined {
  return storage.getStore();
}
