import { explainDataLost, writeReport } from './report.js';
import { run, wantsJson } from './run.js';
import { createStreams } from './streams.js';

/** Runs a command line in this process: its streams, its environment, its signals, its exit code. */
export async function start(words: readonly string[], version: string): Promise<void> {
  const cancel = new AbortController();
  const stop = (): void => {
    // The second time is meant: whatever is still going on is left behind.
    if (cancel.signal.aborted) process.exit(130);
    cancel.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const exitCode = await run(words, {
    streams: createStreams(process, {
      environment: process.env,
      color: !words.includes('--no-color'),
      onDataLost: ({ code }, { err }) => process.exit(writeReport(explainDataLost(code), err, wantsJson(words))),
    }),
    environment: process.env,
    signal: cancel.signal,
    version,
    openBrowser: async (url) => {
      const { openBrowser } = await import('@tonearm/tools/sign-in');
      openBrowser(url);
    },
  });
  // What did not hear of the cancellation is left behind.
  if (cancel.signal.aborted) process.exit(exitCode);
  process.exitCode = exitCode;
  // A pipe that is still open on standard input must not keep a finished command alive.
  process.stdin.unref?.();
}
