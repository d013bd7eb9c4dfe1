import type { Policy } from '@tonearm/resilience';
import type { Middleware } from '@tonearm/spotify-client';
import { laneOf } from './policies/lanes.js';

/** Sends a call under the policies; the endpoint is the key of limits that are not for all calls together. */
export function withPolicies(policy: Policy): Middleware {
  return (next) => (call) => {
    const { endpoint, options } = call;
    return policy.execute(({ signal }) => next({ ...call, options: { ...options, signal } }), {
      key: endpoint.name,
      lane: laneOf(call),
      idempotent: endpoint.idempotent ?? endpoint.method !== 'POST',
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  };
}
