export { seededRandom } from '../seeded-random.js';
export { type ManualClock, manualClock } from './manual-clock.js';
