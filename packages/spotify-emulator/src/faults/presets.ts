import type { FaultRule } from './rule.js';

/** The name of things that go wrong together. */
export type FaultPreset =
  | 'flaky'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'no-device'
  | 'free-account'
  | 'expired-token'
  | 'outage';

const webApi = /^\/v1\//;
const everything = /^\/(v1\/|api\/token)/;
const twentyFourHoursMs = 86_400_000;

/** Things that go wrong together, by the name of what a user would call it. */
export const faultPresets: Readonly<Record<FaultPreset, readonly FaultRule[]>> = {
  /** One request in five fails in one of the usual ways, and all take their time. */
  flaky: [
    { path: everything, delayMs: { medianMs: 60, sigma: 0.8 } },
    { path: webApi, probability: 0.08, status: 502 },
    { path: webApi, probability: 0.05, status: 503, body: 'html' },
    { path: webApi, method: 'GET', probability: 0.04, body: 'truncated' },
    { path: everything, probability: 0.03, reset: 'before' },
  ],
  /** The short window is full: nothing but 429 for four seconds by the emulator's clock. */
  'rate-limited': [{ path: webApi, status: 429, forMs: 4_000 }],
  /** The daily quota is used up: 429 until it ends. */
  'quota-exhausted': [{ path: webApi, status: 429, reason: 'QUOTA_EXCEEDED', forMs: twentyFourHoursMs }],
  /** Every device has fallen asleep: commands find none until one is chosen. */
  'no-device': [{ path: webApi, pretend: 'no-device' }],
  /** Nobody has Premium. */
  'free-account': [{ path: webApi, pretend: 'free-account' }],
  /** Every access token that exists has expired; a refresh gives one that works. */
  'expired-token': [{ path: webApi, pretend: 'expired-token' }],
  /** Neither the Web API nor the accounts service answers anything but 503. */
  outage: [{ path: /^\/(v1\/|api\/token|authorize)/, status: 503 }],
};

/** Whether a text names things that go wrong together. */
export function isFaultPreset(written: unknown): written is FaultPreset {
  return typeof written === 'string' && Object.hasOwn(faultPresets, written);
}
