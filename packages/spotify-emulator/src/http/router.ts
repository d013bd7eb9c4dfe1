import type { Route } from './route.js';

/** A route and what its placeholders stand for. */
export interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the route of a method and a path below /v1. */
export type Router = (method: string, path: string) => Match | undefined;

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Prepares routes for finding: by method and number of segments, literal ones before placeholders. */
export function createRouter(routes: readonly Route[]): Router {
  const groups = new Map<string, Compiled[]>();
  for (const route of routes) {
    const segments = route.path.split('/').slice(1);
    const key = `${route.method} ${segments.length}`;
    const group = groups.get(key) ?? [];
    group.push({ route, segments });
    groups.set(key, group);
  }
  for (const group of groups.values()) group.sort((one, other) => placeholders(one) - placeholders(other));
  return (method, path) => {
    // The most used older client asks for /search/, and Spotify answers it.
    const parts = (path === '/search/' ? '/search' : path).split('/').slice(1);
    for (const { route, segments } of groups.get(`${method} ${parts.length}`) ?? []) {
      const parameters = matchSegments(segments, parts);
      if (parameters) return { route, parameters };
    }
    return undefined;
  };
}

function matchSegments(segments: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [position, segment] of segments.entries()) {
    const part = parts[position] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== part) return undefined;
      continue;
    }
    const value = decode(part);
    if (value === undefined || value === '') return undefined;
    parameters[segment.slice(1, -1)] = value;
  }
  return parameters;
}

function placeholders(compiled: Compiled): number {
  return compiled.segments.filter((segment) => segment.startsWith('{')).length;
}

/** Undefined for a percent sign that leads nowhere. */
function decode(part: string): string | undefined {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
