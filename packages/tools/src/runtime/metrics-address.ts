import type { MetricsServer } from '@tonearm/metrics';
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
 * Serves the metrics of a runtime on a port of the loopback address or on a socket, also for a process that speaks with
 * its client over stdio. The runtime is asked for only when somebody reads the metrics. Throws a SettingsError when the
 * place cannot be had.
 */
export async function serveRuntimeMetrics(
  place: MetricsPlace,
  runtime: () => Promise<Pick<Runtime, 'metrics'>>,
): Promise<MetricsServer> {
  const { serveMetrics } = await import('@tonearm/metrics');
  try {
    return await serveMetrics({ text: async (format) => (await runtime()).metrics.text(format) }, place);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new SettingsError(
      'TONEARM_METRICS_ADDRESS',
      `names a place where metrics cannot be served (${code}).`,
      'Choose another port, 0 for any free one, or a socket path that does not exist yet.',
    );
  }
}
