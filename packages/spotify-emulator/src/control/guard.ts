import type { IncomingRequest } from '../http/reply.js';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a control request may be obeyed. Pages of other hosts may not control an emulator that happens to run on
 * the visitor's machine: neither directly (their Origin says so) nor by pointing a name of theirs at the
 * loopback address (then the Host is not a loopback name).
 */
export function mayControl(request: IncomingRequest): boolean {
  const origin = request.header('origin');
  if (origin !== undefined && origin !== request.origin) return false;
  const isLoopback = loopbackNames.has(hostnameOf(request.origin));
  const host = request.header('host');
  return !isLoopback || host === undefined || loopbackNames.has(hostnameOf(`http://${host}`));
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
