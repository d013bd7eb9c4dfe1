import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Reads the sources of the other packages instead of their builds. */
const conditions = ['@tonearm/source'];

/** The one vitest configuration; `name` is the project's name in the report. */
export function tests(name: string, test: NonNullable<ViteUserConfig['test']> = {}): ViteUserConfig {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name,
      environment: 'node',
      // How fast a machine is, is not what a test judges: only what hangs may run into these.
      testTimeout: 30_000,
      hookTimeout: 30_000,
      reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
      ...test,
    },
  });
}
