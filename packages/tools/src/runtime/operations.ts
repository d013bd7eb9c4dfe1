import type { Metrics } from '@tonearm/metrics';
import type { Logger } from './logging.js';
import type { RuntimeCatalogue } from './metric-catalogue.js';

/** One request of an MCP client, as it is counted. */
export interface Operation {
  /** The JSON-RPC method, e.g. `tools/call`. */
  readonly method: string;
  readonly tool?: string | undefined;
  /** The code of the error, if it failed. */
  readonly errorType?: string | undefined;
  readonly transport: 'pipe' | 'tcp';
  readonly protocolVersion?: string | undefined;
  readonly seconds: number;
}

/**
 * Counts one request of an MCP client; a call of a tool is also one line of the log. How long calls take is kept for each
 * tool only of those that go well: a histogram for each tool and each error would be most of the scrape.
 */
export function recordOperation(metrics: Metrics<RuntimeCatalogue>, logger: Logger, operation: Operation): void {
  const { method, tool, errorType, transport, protocolVersion, seconds } = operation;
  const common = { mcp_method_name: method, network_transport: transport };
  metrics.counter('clientRequests').add(1, { ...common, mcp_protocol_version: protocolVersion ?? '' });
  metrics.histogram('operations').observe(seconds, {
    ...common,
    gen_ai_tool_name: errorType === undefined ? (tool ?? '') : '',
    error_type: errorType ?? '',
  });
  if (tool !== undefined && errorType !== undefined) {
    metrics.counter('toolErrors').add(1, { gen_ai_tool_name: tool, error_type: errorType });
  }
  const told = { outcome: errorType ?? 'ok', durationMs: Math.round(seconds * 1e6) / 1000 };
  if (method === 'tools/call') logger.info({ tool, ...told }, 'tool call');
  else logger.debug({ method, ...told }, 'operation');
}
