import type { Dashboard } from '@tonearm/metrics/dashboards';
import { cache } from './cache.ts';
import { overview } from './overview.ts';
import { processDashboard } from './process.ts';
import { resilience } from './resilience.ts';
import { spotifyApi } from './spotify-api.ts';

/** All dashboards, the first one first. */
export const dashboards: readonly Dashboard[] = [overview, spotifyApi, cache, resilience, processDashboard];
