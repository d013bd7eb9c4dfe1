import { describeError, redact } from './redact.js';
import { currentRequest } from './request-context.js';
import { lineSampler } from './sample-lines.js';
import type { Settings } from './settings.js';

type Write = (fields: object, message?: string) => void;

/** Where the runtime and the apps write what happens: fields first, then a sentence. */
export interface Logger {
  trace: Write;
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

/**
 * Of lines with one and the same sentence so many are written in a second; the next one that is written says how many
 * were left out. Errors and what is told once for each call of a tool are always written.
 */
const linesPerSecond = 50;

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
    mixin: requestFields,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError },
  };
  const format = settings.logFormat === 'pretty' ? await prettyFormat() : (line: string) => line;
  const logger = pino(options, { write: (line: string) => write(format(redact(line))) });
  return sampled(logger, (level) => logger.isLevelEnabled(level));
}

/** A log that nobody reads. */
export const silentLogger: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function sampled(logger: Logger, isEnabled: (level: string) => boolean): Logger {
  const sampler = lineSampler(linesPerSecond);
  const some = (level: 'trace' | 'debug' | 'warn'): Write => {
    if (!isEnabled(level)) return silentLogger[level];
    return (fields, message = '') => {
      const admitted = sampler.admit(`${level} ${message}`);
      if (admitted === undefined) return;
      const { leftOut } = admitted;
      logger[level](leftOut === 0 ? fields : { ...fields, leftOut }, message);
    };
  };
  return {
    trace: some('trace'),
    debug: some('debug'),
    info: (fields, message) => logger.info(fields, message),
    warn: some('warn'),
    error: (fields, message) => logger.error(fields, message),
  };
}

/** What ties the lines of one request together, and to the trace of whoever asked. */
function requestFields(): object {
  const request = currentRequest();
  if (request === undefined) return {};
  const { correlationId, traceId, parentSpanId } = request;
  return traceId === undefined ? { correlationId } : { correlationId, traceId, parentSpanId };
}

async function prettyFormat(): Promise<(line: string) => string> {
  const { default: pretty } = await import('pino-pretty');
  return pretty.prettyFactory({ colorize: process.stderr.isTTY === true });
}
