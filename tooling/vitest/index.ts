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
      reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
      ...test,
    },
  });
}
