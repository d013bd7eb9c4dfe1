import { defineConfig } from 'vitest/config';

// For people: `pnpm vitest` watches everything. The check runs each workspace's own `test` task, so that turbo can cache it.
export default defineConfig({ test: { projects: ['packages/*', 'apps/*', 'tests'] } });
