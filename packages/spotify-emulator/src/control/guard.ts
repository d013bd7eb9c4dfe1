import type { IncomingRequest } from '../http/reply.js';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a control request may be obeyed. Pages of other hosts may not control an emulator that happens to run on
 * the visitor's machine: neither directly (their Origin says so) nor by pointing a name of theirs at the
 * loopback address (then the Host is not a loopback name).
 */
export function mayControl(request: IncomingRequest): boolean {
  const host = request.header('host');
  const isLoopback = loopbackNames.has(hostnameOf(request.origin));
  if (isLoopback && host !== undefined && !loopbackNames.has(hostnameOf(`http://${host}`))) return false;
  const origin = request.header('origin');
  return origin === undefined || origin === request.origin || (host !== undefined && origin === `http://${host}`);
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
