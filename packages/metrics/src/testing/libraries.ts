import * as successor from '@prometheus-io/client';
import { type MetricBackend, promClient, promClientOf } from '../index.js';

/** prom-client and the package that takes its place, by name: whatever holds for one must hold for the other. */
export const libraries: readonly (readonly [string, () => MetricBackend])[] = [
  ['prom-client', promClient],
  ['@prometheus-io/client', () => promClientOf(successor)],
];
