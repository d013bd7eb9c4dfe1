import type { ExpositionFormat, MetricsServer } from '@tonearm/metrics';
import type { Runtime } from './create-runtime.js';
import { SettingsError } from './settings.js';

/** Where metrics are served beside whatever else the process does: a port of this machine, or a socket. */
export type MetricsPlace = { readonly port: number } | { readonly socketPath: string };

/** Reads `9464` or `unix:/run/tonearm.sock`; undefined when it is neither. */
export function parseMetricsPlace(text: string): MetricsPlace | undefined {
  if (/^\d{1,5}$/.test(text)) return Number(text) <= 65_535 ? { port: Number(text) } : undefined;
  const socketPath = text.startsWith('unix:') ? text.slice('unix:'.length) : '';
  return socketPath === '' ? undefined : { socketPath };
}

/**
 * Serves the metrics of a process on a port of the loopback address or on a socket, also where it speaks with its client
 * over stdio: those of all its runtimes, one for each person whom it serves, added up. The runtimes are asked for only
 * when somebody reads the metrics. Throws a SettingsError when the place cannot be had.
 */
export async function serveRuntimeMetrics(
  place: MetricsPlace,
  runtimes: readonly (() => Promise<Pick<Runtime, 'metrics'>>)[],
): Promise<MetricsServer> {
  const [{ renderMetrics, serveMetrics }, { gatherRuntimes }] = await Promise.all([
    import('@tonearm/metrics'),
    import('./gather-runtimes.js'),
  ]);
  const text = async (format: ExpositionFormat) => {
    const all = await Promise.all(runtimes.map(async (runtime) => (await runtime()).metrics.snapshot()));
    return renderMetrics(gatherRuntimes(all), format);
  };
  try {
    return await serveMetrics({ text }, place);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new SettingsError(
      'TONEARM_METRICS_ADDRESS',
      `names a place where metrics cannot be served (${code}).`,
      'Choose another port, 0 for any free one, or a socket path that nobody uses yet.',
    );
  }
}
