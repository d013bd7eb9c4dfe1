import { createHash, timingSafeEqual } from 'node:crypto';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import type { ClosedTools } from '../closed-tools.js';
import type { LazyRuntime } from '../lazy-runtime.js';
import type { PlaybackWatch } from '../playback-watch.js';

/** Somebody whose sign-in an HTTP server uses, and how their clients are known. */
export interface Tenant {
  readonly factory: McpServerFactory;
  readonly runtime: LazyRuntime;
  /** Watches their player for whoever listens. */
  readonly watch: PlaybackWatch;
  /** Which tools are closed to the app; absent where none ever can be. */
  readonly closed?: ClosedTools | undefined;
  /** What their clients send as a bearer token; absent where nobody is asked for one. */
  readonly token?: string;
}

/**
 * Finds out whose client it is. All tokens are compared, each in constant time, so that the time tells nothing about them.
 * Undefined when none is right.
 */
export function tenantFinder<Whose extends Pick<Tenant, 'token'>>(
  tenants: readonly Whose[],
): (authorization: string | undefined) => Whose | undefined {
  const open = tenants.find(({ token }) => token === undefined);
  const known = tenants.map((tenant) => ({ tenant, digest: digestOf(tenant.token ?? '') }));
  return (authorization) => {
    if (open !== undefined) return open;
    const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const digest = digestOf(given ?? '');
    const found = known.filter((each) => timingSafeEqual(each.digest, digest));
    return given === undefined ? undefined : found[0]?.tenant;
  };
}

/** Equal lengths, so that the comparison's time tells nothing. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
