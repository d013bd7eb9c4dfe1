import type { NamedEndpoint } from './endpoint.js';
import { pathParameters } from './request/api-path.js';

/** The names of all parameters that a row takes. */
export interface ParameterNames {
  /** Those that a call cannot do without, the path's first. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Names the parameters of a row, for who calls by name: the typed functions know them already. */
export function parametersOf({ path, required = [], types = {} }: NamedEndpoint): ParameterNames {
  const needed = [...pathParameters(path), ...required];
  return { required: needed, optional: Object.keys(types).filter((name) => !needed.includes(name)) };
}
