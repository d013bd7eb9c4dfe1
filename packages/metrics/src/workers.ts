import type { MetricFamily } from './snapshot.js';

/**
 * A line to another process or thread: a child process, a worker of `node:cluster`, the `process` of either, or a
 * `MessagePort` or `Worker` of `node:worker_threads`.
 */
export type MessageChannelEnd = (
  | { send?(message: object, heard: (error: Error | null) => void): unknown }
  | { postMessage(message: object): void }
) & {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
};

const question = 'tonearm:metrics?';
const answer = 'tonearm:metrics';

/** In a worker: answers whoever asks for its metrics; returns the way to stop. */
export function shareMetrics(
  source: { snapshot(): Promise<readonly MetricFamily[]> },
  channel: MessageChannelEnd,
): () => void {
  const listen = (message: unknown): void => {
    if (!isTagged(message, question)) return;
    const { id } = message;
    // A worker that cannot tell is left out of the sum, as one that has ended is.
    source.snapshot().then(
      (families) => send(channel, { type: answer, id, families }),
      () => send(channel, { type: answer, id, families: [] }),
    );
  };
  channel.on('message', listen);
  return () => void channel.off('message', listen);
}

/**
 * In the main process: asks workers for their metrics. Gives those of the workers that answered within `timeoutMs`
 * (a second unless said); a worker that hangs or ends does not keep the others from being counted.
 */
export async function gatherMetrics(
  channels: readonly MessageChannelEnd[],
  { timeoutMs = 1000 }: { readonly timeoutMs?: number } = {},
): Promise<readonly (readonly MetricFamily[])[]> {
  const answers = await Promise.all(channels.map((channel) => ask(channel, timeoutMs)));
  return answers.filter((families) => families !== undefined);
}

let lastId = 0;

function ask(channel: MessageChannelEnd, timeoutMs: number): Promise<readonly MetricFamily[] | undefined> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    const end = (families?: readonly MetricFamily[]): void => {
      clearTimeout(timer);
      channel.off('message', listen);
      resolve(families);
    };
    const listen = (message: unknown): void => {
      if (isTagged(message, answer) && message.id === id && Array.isArray(message.families)) end(message.families);
    };
    const timer = setTimeout(() => end(), timeoutMs);
    channel.on('message', listen);
    send(channel, { type: question, id }, () => end());
  });
}

/** Sends a message; a side that has gone is told to `failed`, and to nobody else. */
function send(channel: MessageChannelEnd, message: object, failed: () => void = () => undefined): void {
  try {
    if ('postMessage' in channel) channel.postMessage(message);
    // Without a listener of its own for the failure, Node would make it an error of the whole process.
    else channel.send?.(message, (error) => (error === null ? undefined : failed()));
  } catch {
    failed();
  }
}

interface Message {
  readonly id: unknown;
  readonly families?: unknown;
}

function isTagged(message: unknown, type: string): message is Message {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === type && 'id' in message
  );
}
