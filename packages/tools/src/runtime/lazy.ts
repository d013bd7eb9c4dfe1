import type { Runtime, RuntimeOptions } from './create-runtime.js';

/**
 * Puts the packages together: a Spotify client that remembers, survives and counts.
 * Cache, policies and metrics are loaded only now, so that whoever only reads settings stays quick.
 */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const composition = await import('./create-runtime.js');
  return composition.createRuntime(options);
}
