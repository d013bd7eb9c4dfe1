import { anyValue, hostileIds } from './hostile-values.ts';
import type { Random } from './random.ts';

/** A message as bytes, and the id under which exactly one answer must come; undefined when none must. */
export interface HostileMessage {
  readonly bytes: Buffer;
  readonly id?: string;
  /** Whether it is JSON of one object, so that it may be the body of a request too. */
  readonly method?: string;
}

/** What the messages may be about. */
export interface Subjects {
  readonly tools: readonly { readonly name: string; readonly arguments: readonly string[] }[];
  readonly prompts: readonly string[];
}

const otherMethods = [
  ...[
    'ping',
    'tools/list',
    'prompts/list',
    'resources/list',
    'resources/templates/list',
    'server/discover',
    'initialize',
  ],
  ...['completion/complete', 'resources/read', 'resources/subscribe', 'logging/setLevel', 'tasks/get', 'tasks/list'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '',
    'tools/call/../list',
    'TOOLS/CALL',
    'rpc.discover',
    'sampling/createMessage',
  ],
];
const notifications = [
  'notifications/cancelled',
  'notifications/progress',
  'notifications/initialized',
  'notifications/x',
];

/** Makes the message of a number: random JSON-RPC, broken JSON-RPC, broken JSON, and no JSON at all. */
export function hostileMessage(random: Random, { tools, prompts }: Subjects, number: number): HostileMessage {
  const id = `m${number}`;
  const request = (method: string, params: unknown): HostileMessage => ({
    bytes: json({ jsonrpc: '2.0', id, method, ...(params !== undefined && { params }) }),
    id,
    method,
  });
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2: {
      const tool = random.pick(tools);
      const [first = 'x', ...others] = tool.arguments;
      // Its first argument alone gets furthest, up to Spotify; not often, for Spotify is asked slowly.
      if (random.below(10) === 0) {
        return request('tools/call', { name: tool.name, arguments: { [first]: random.pick(hostileIds) } });
      }
      const input = Object.fromEntries(
        [first, ...others].map((name) => [name, random.below(3) === 0 ? anyValue(random) : hostile(random)]),
      );
      return request('tools/call', { name: tool.name, arguments: random.below(8) === 0 ? anyValue(random) : input });
    }
    case 3:
      return request('tools/call', { name: anyValue(random), arguments: anyValue(random), _meta: anyValue(random) });
    case 4:
      return request('prompts/get', { name: random.pick([...prompts, '__proto__']), arguments: anyValue(random) });
    case 5:
      return request(random.pick(otherMethods), random.below(3) === 0 ? undefined : params(random));
    case 6:
      return { bytes: json({ jsonrpc: '2.0', method: random.pick(notifications), params: params(random) }) };
    case 7:
      return {
        bytes: json({
          jsonrpc: random.pick(['1.0', 2, null]),
          id: anyValue(random),
          method: anyValue(random),
          params: 1,
        }),
      };
    case 8:
      // An answer to what was never asked, or a batch, which no protocol of today knows.
      return {
        bytes: json(
          random.pick([{ jsonrpc: '2.0', id: number, result: {} }, [{ jsonrpc: '2.0', id: 1, method: 'ping' }], []]),
        ),
      };
    case 9:
      return { bytes: json(anyValue(random)) };
    case 10: {
      const whole = json({ jsonrpc: '2.0', id: 'cut', method: 'tools/list', params: anyValue(random) });
      return { bytes: whole.subarray(0, random.below(whole.length)) };
    }
    default:
      return { bytes: noise(random) };
  }
}

function hostile(random: Random): unknown {
  return random.below(4) === 0 ? [random.pick(hostileIds)] : random.pick(hostileIds);
}

function params(random: Random): unknown {
  const uri = `spotify://${random.pick(['playlist', 'me', '..', 'album'])}/${random.pick(hostileIds)}`;
  return random.pick([
    anyValue(random),
    { uri },
    { ref: { type: 'ref/resource', uri }, argument: { name: 'id', value: '' } },
  ]);
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? 'undefined');
}

/** Bytes that are no text: half letters, overlong forms, zeros, and every other. */
function noise(random: Random): Buffer {
  const bytes = Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256)));
  const start = random.pick([
    Buffer.from('{"jsonrpc":"2.0","id":"'),
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from([0xc3, 0x28, 0xff]),
  ]);
  // A line break would make two messages of one.
  return Buffer.concat([start, bytes.map((byte) => (byte === 0x0a ? 0 : byte))]);
}
