import type { Readable, Writable } from 'node:stream';
import { type JSONRPCMessage, PARSE_ERROR, parseJSONRPCMessage, type Transport } from '@modelcontextprotocol/server';
import { createLineReader } from './line-reader.js';

/** JSON-RPC, one message a line. */
export interface LineTransportOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** How long what has no end of its own, a stream of news, is served on when the input ends. */
  readonly graceMs: number;
  /** How long answers that are under way when the input ends may still take; what is late is answered with an error. */
  readonly patienceMs: number;
  /** A longer line is refused, not kept. */
  readonly maxLineBytes?: number;
}

/** The transport, and when it came to its end. */
export interface LineTransport extends Transport {
  readonly closed: Promise<void>;
}

const invalidRequest = -32_600;
const connectionClosed = -32_000;
/** What is answered when its client has heard enough: waiting for its end would be waiting for nothing. */
const endlessMethod = 'subscriptions/listen';

/**
 * The SDK's stdio transport drops broken lines without a word and everything under way at the end of input.
 * This one answers a broken line with a parse error, answers all that it has read, be it with an error, and never ends because of what it reads.
 */
export function createLineTransport(options: LineTransportOptions): LineTransport {
  const { input, output, graceMs, patienceMs, maxLineBytes = 4 * 1024 * 1024 } = options;
  const unanswered = new Set<Id>();
  const endless = new Set<Id>();
  /** What the client was asked, and has not answered. */
  const asked = new Set<Id>();
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
      if ('method' in message && 'id' in message) {
        if (hasEnded) return void setImmediate(refuseToAsk, message.id);
        asked.add(message.id);
      }
      await new Promise<void>((resolve) => {
        output.write(`${JSON.stringify(message)}\n`, () => resolve());
      });
      if (!('method' in message)) answered(message.id);
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
    if (!('method' in message)) {
      if (message.id !== undefined) asked.delete(message.id);
    } else if ('id' in message) {
      (message.method === endlessMethod ? endless : unanswered).add(message.id);
    } else if (message.method === 'notifications/cancelled') {
      answered(message.params?.requestId);
    }
    transport.onmessage?.(message);
  }

  function refuse(id: Id | null, code: number, message: string): void {
    transport.onerror?.(new Error(message));
    output.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`);
  }

  function answered(id: unknown): void {
    if (isId(id)) for (const waiting of [unanswered, endless]) waiting.delete(id);
    if (hasEnded) closeIfDone();
  }

  function onEnd(): void {
    if (hasEnded) return;
    lines.finish();
    hasEnded = true;
    // Nobody is left to answer them: whoever asked goes on without.
    for (const id of asked) refuseToAsk(id);
    closeIfDone();
    if (!isClosed) setTimeout(giveUp, patienceMs);
  }

  /** Nobody who still reads is left without a word. */
  function giveUp(): void {
    const message = `Standard input has ended, and the answer took more than ${patienceMs} ms longer: start the server with --answer-all to wait for it.`;
    for (const id of isClosed ? [] : unanswered) refuse(id, connectionClosed, message);
    void transport.close();
  }

  function closeIfDone(): void {
    if (unanswered.size > 0) return;
    if (endless.size === 0) void transport.close();
    else closeIn(graceMs);
  }

  function closeIn(milliseconds: number): void {
    setTimeout(() => void transport.close(), milliseconds);
  }

  function refuseToAsk(id: Id): void {
    const error = { code: connectionClosed, message: 'The client has closed its side: nobody can be asked.' };
    transport.onmessage?.({ jsonrpc: '2.0', id, error });
  }
}

type Id = string | number;

function isId(value: unknown): value is Id {
  return typeof value === 'string' || typeof value === 'number';
}

function idOf(value: unknown): Id | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return isId(id) ? id : null;
}
