import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '@tonearm/resilience/testing';

/** All times of all contestants are shortened by this, so that a round takes seconds. */
export const scale = 0.2;
/** For how long a circuit of any contestant stays open, in milliseconds before scaling. */
export const probePeriodMs = 10_000;
/** A person waits so long for an answer, in milliseconds before scaling. */
export const patienceMs = 3_000;

/** What a server does for a while, before it is well again. */
export interface Trouble {
  readonly seconds: number;
  /** Which share of its requests it fails, and which it stalls for five seconds; a request may meet both. */
  readonly failureShare: number;
  readonly stallShare: number;
}

const callsPerSecond = 20;
/** By two periods of the probe everybody must have recovered: the run ends with them. */
const recoverySeconds = (2 * probePeriodMs) / 1_000;
const usualMs = 60;
const stallMs = 5_000;

/** What is compared. */
export interface Contestant {
  readonly name: string;
  /** Makes one call of the given request under the contestant's policies. */
  call(request: (signal?: AbortSignal) => Promise<void>): Promise<void>;
  close?(): void;
}

/** What came of a round. */
export interface Outcome {
  /** Which share of the calls during the trouble was answered before its caller lost patience. */
  readonly goodput: number;
  /** The same of the whole run: the trouble, and the two periods of the probe afterwards. */
  readonly goodputOverall: number;
  /** How long after the end of the trouble the last call began that was not answered in time, in scaled milliseconds. */
  readonly recoveryMs: number;
  readonly requestsPerCall: number;
}

/** Calls at a steady pace whatever becomes of them, as people and assistants do. */
export async function runRound({ call, close }: Contestant, trouble: Trouble, seed: number): Promise<Outcome> {
  const { seconds: troubleSeconds, failureShare, stallShare } = trouble;
  const random = seededRandom(seed);
  let isTroubled = true;
  let requests = 0;
  const request = async (signal?: AbortSignal): Promise<void> => {
    requests += 1;
    const [fate, isStalled] = [random(), random() < stallShare];
    if (isTroubled && isStalled) await pause(stallMs * scale, undefined, { signal });
    await pause(usualMs * scale, undefined, { signal });
    if (isTroubled && fate < failureShare) throw new Error('503');
  };
  const answers: Promise<boolean>[] = [];
  const total = callsPerSecond * (troubleSeconds + recoverySeconds);
  const startedAt = performance.now();
  for (let number = 0; number < total; number += 1) {
    isTroubled = number < callsPerSecond * troubleSeconds;
    answers.push(inTime(call(request)));
    const nextAt = startedAt + ((number + 1) * 1000 * scale) / callsPerSecond;
    await pause(Math.max(0, nextAt - performance.now()));
  }
  const wereAnswered = await Promise.all(answers);
  close?.();
  const ended = callsPerSecond * troubleSeconds;
  return {
    goodput: wereAnswered.slice(0, ended).filter(Boolean).length / ended,
    goodputOverall: wereAnswered.filter(Boolean).length / total,
    recoveryMs: recoveredAfterMs(wereAnswered.slice(ended)),
    requestsPerCall: requests / total,
  };
}

function recoveredAfterMs(afterwards: readonly boolean[]): number {
  const lastMiss = afterwards.lastIndexOf(false);
  return ((lastMiss + 1) * 1000 * scale) / callsPerSecond;
}

async function inTime(answer: Promise<void>): Promise<boolean> {
  const patience = new AbortController();
  try {
    return await Promise.race([answer.then(() => true), pause(patienceMs * scale, false, { signal: patience.signal })]);
  } catch {
    return false;
  } finally {
    patience.abort();
  }
}
