import { StoreUnavailableError } from '../errors.js';

/** What is wrong, in one word and as the end of a sentence, and what to do about it. */
type Trouble = readonly [reason: string, why: string, hint: string];

/** Whoever is refused before anything was asked often has no time to read why. */
const hangsUp = 'It may be in protected mode, have too many clients, want TLS, or be none: its log says which.';

/** What the client says in its own words when it has no connection, or has just lost it. */
const isGone = /^(Stream isn't writeable|Connection is closed|Reached the max retries per request limit)/;
const gone: Trouble = [
  'disconnected',
  'the connection to Redis is gone',
  'The client makes a new one by itself, unless it was closed; see whether Redis runs.',
];
const closed: Trouble = [
  'closed',
  'the client of Redis is closed',
  'It was ended (quit, disconnect), or tries no more (retryStrategy): give the store a new one.',
];

/** By the word with which Redis begins an error, or the code of the operating system. */
const troubles: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: ['refused', 'nothing listens at the address of Redis', 'Start Redis, or correct its address.'],
  ECONNRESET: ['cut', 'Redis hangs up', hangsUp],
  EPIPE: ['cut', 'Redis hangs up', hangsUp],
  ENOTFOUND: ['no_host', 'the host of Redis has no address', 'Correct the host.'],
  EAI_AGAIN: ['no_host', 'the host of Redis could not be looked up', 'Look at the network and its name server.'],
  EHOSTUNREACH: ['unreachable', 'no way leads to the host of Redis', 'Look at the network.'],
  ENETUNREACH: ['unreachable', 'no way leads to the host of Redis', 'Look at the network.'],
  // Also of a Redis without TLS that is greeted with it: it waits for the end of a line that never comes, and the client says no more.
  ETIMEDOUT: [
    'unreachable',
    'the host of Redis does not answer',
    'Look at the network and its firewalls, and whether Redis speaks TLS there if its address begins with rediss://.',
  ],
  DENIED: [
    'protected_mode',
    'Redis is in protected mode and takes nobody from another machine',
    'Give it a password (requirepass), or an address that only its users reach.',
  ],
  NOAUTH: ['no_password', 'Redis wants a password', 'Put user and password into the address of Redis.'],
  WRONGPASS: ['wrong_password', 'Redis knows no such user and password', 'Correct user and password.'],
  NOPERM: [
    'no_permission',
    'Redis does not let this user do what a cache does',
    'Allow the user reading, writing, scripts and channels (ACL SETUSER).',
  ],
  LOADING: ['loading', 'Redis is still reading what it had saved', 'Wait: it is used as soon as it has.'],
  BUSY: ['busy', 'Redis is held up by a script', 'Look for the script, and end it with SCRIPT KILL.'],
  READONLY: ['replica', 'this Redis is a replica and takes no writes', 'Connect to its primary.'],
  MASTERDOWN: ['replica', 'this Redis is a replica that has lost its primary', 'Connect to a primary.'],
  NOREPLICAS: ['no_replicas', 'Redis misses the replicas that it is told to have', 'Bring its replicas back.'],
  MISCONF: ['cannot_save', 'Redis cannot save and takes no writes', 'Look at its log and at its disk.'],
  OOM: [
    'out_of_memory',
    'Redis has no room and may drop nothing',
    'Give it more room, or let it evict (maxmemory-policy allkeys-lru).',
  ],
  CLUSTERDOWN: ['cluster_down', 'the cluster of Redis is not whole', 'Bring its nodes back.'],
  MOVED: ['cluster', 'this Redis is one node of a cluster', 'Give it a Redis that is no cluster.'],
  ASK: ['cluster', 'this Redis is one node of a cluster', 'Give it a Redis that is no cluster.'],
};

/**
 * Says what an error of the client means. The error itself is let go of: it holds the command that failed, and with it the
 * password.
 */
export function troubleOf(error: unknown): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const { code, message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error('unknown');
  const text = shortened(message);
  // An error that a script met has its own word behind some of the script's.
  const word = [code, ...(text.match(/\b[A-Z]{3,}\b/g) ?? [])].find((each) => Object.hasOwn(troubles, each ?? ''));
  const known = troubles[word ?? ''] ?? (isGone.test(text) ? gone : undefined);
  return known === undefined ? new StoreUnavailableError(text) : unavailable(known);
}

/** Says what it means that a client is in a state in which it can't send. */
export function troubleOfState(status: string): StoreUnavailableError {
  return unavailable(status === 'end' ? closed : gone);
}

function unavailable([reason, why, hint]: Trouble): StoreUnavailableError {
  return new StoreUnavailableError(why, { reason, hint });
}

/** Without the words of the command that Redis repeats: keys may say who somebody is. */
function shortened(message: string): string {
  return message.split(/, with args|\n/, 1)[0]?.slice(0, 200) ?? '';
}
