import type { Readable, Writable } from 'node:stream';
import { type JSONRPCMessage, PARSE_ERROR, parseJSONRPCMessage, type Transport } from '@modelcontextprotocol/server';
import { createLineReader } from './line-reader.js';

/** JSON-RPC, one message a line. */
export interface LineTransportOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** How long answers that are under way when the input ends may still take. */
  readonly graceMs: number;
  /** A longer line is refused, not kept. */
  readonly maxLineBytes?: number;
}

/** The transport, and when it came to its end. */
export interface LineTransport extends Transport {
  readonly closed: Promise<void>;
}

const invalidRequest = -32_600;

/**
 * The SDK's stdio transport drops broken lines without a word and everything under way at the end of input.
 * This one answers a broken line with a parse error, lets quick answers out, and never ends because of what it reads.
 */
export function createLineTransport(options: LineTransportOptions): LineTransport {
  const { input, output, graceMs, maxLineBytes = 4 * 1024 * 1024 } = options;
  const unanswered = new Set<string | number>();
  const lines = createLineReader({
    maxLineBytes,
    onLine: receive,
    onTooLong: () => refuse(null, invalidRequest, `Invalid request: a message may be ${maxLineBytes} bytes long`),
  });
  let hasEnded = false;
  let isClosed = false;
  let resolveClosed = (): void => {};
  const closed = new Promise<void>((resolve) => {
    resolveClosed = resolve;
  });

  const transport: LineTransport = {
    closed,
    async start() {
      input.on('data', lines.take).on('end', onEnd).on('close', onEnd).on('error', onEnd);
      output.on('error', () => void transport.close());
    },
    async send(message) {
      if (isClosed) return;
      await new Promise<void>((resolve) => {
        output.write(`${JSON.stringify(message)}\n`, () => resolve());
      });
      if (!('method' in message) && message.id !== undefined) answered(message.id);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      input.off('data', lines.take).off('end', onEnd).off('close', onEnd).pause();
      transport.onclose?.();
      resolveClosed();
    },
  };
  return transport;

  function receive(line: string): void {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      refuse(null, PARSE_ERROR, 'Parse error: the line is not valid JSON');
      return;
    }
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(value);
    } catch {
      refuse(idOf(value), invalidRequest, 'Invalid request: not a JSON-RPC 2.0 message');
      return;
    }
    if ('method' in message) {
      if ('id' in message) unanswered.add(message.id);
      else if (message.method === 'notifications/cancelled') answered(message.params?.requestId);
    }
    transport.onmessage?.(message);
  }

  function refuse(id: string | number | null, code: number, message: string): void {
    transport.onerror?.(new Error(message));
    output.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`);
  }

  function answered(id: unknown): void {
    if (typeof id === 'string' || typeof id === 'number') unanswered.delete(id);
    if (hasEnded && unanswered.size === 0) void transport.close();
  }

  function onEnd(): void {
    if (hasEnded) return;
    lines.finish();
    hasEnded = true;
    if (unanswered.size === 0) void transport.close();
    else setTimeout(() => void transport.close(), graceMs);
  }
}

function idOf(value: unknown): string | number | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
