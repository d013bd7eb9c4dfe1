import type { Settings } from './settings.js';

/** Where the runtime and the apps write what happens: fields first, then a sentence. */
export interface Logger {
  trace(fields: object, message?: string): void;
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
}

const secretFields = [
  'token',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'clientSecret',
  'client_secret',
  'httpToken',
  'authorization',
  'Authorization',
  'code',
  'code_verifier',
  'redisUrl',
];

/** The second net: whatever slipped into a text after a word that announces a secret. */
const announced = /\b(Bearer|Basic)\s+[\w.~+/=-]+|\b(access_token|refresh_token|client_secret|code_verifier)=[^&\s"]+/g;

/** A log on stderr, never on stdout, where other things are said. Loads its library only when it is asked for. */
export async function createLogger(
  settings: Pick<Settings, 'logLevel' | 'logFormat'>,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Promise<Logger> {
  if (settings.logLevel === 'silent') return silentLogger;
  // The default export is the only one that every bundler finds in a CommonJS module.
  const { default: pino } = await import('pino');
  const options = {
    level: settings.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[secret]' },
  };
  const format = settings.logFormat === 'pretty' ? await prettyFormat() : (line: string) => line;
  const logger: Logger = pino(options, {
    write: (line: string) => write(format(line.replace(announced, '$1$2 [secret]'))),
  });
  return logger;
}

/** A log that nobody reads. */
export const silentLogger: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

async function prettyFormat(): Promise<(line: string) => string> {
  const { default: pretty } = await import('pino-pretty');
  return pretty.prettyFactory({ colorize: process.stderr.isTTY === true });
}

/** Of an error, what it is; its message may hold what somebody else wrote, so only our own errors may show theirs. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, stack, cause } = error;
  const places = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    name,
    ...('code' in error ? { kind: error.code } : {}),
    ...('endpoint' in error ? { endpoint: error.endpoint } : {}),
    at: places?.slice(0, 5).map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}
