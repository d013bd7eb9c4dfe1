export { beladyHits, type Optimum, optimum, placeOf } from './optimum.ts';
export { type Played, play } from './play.ts';
export { commandDay, conversation, server } from './the-traces.ts';
export { freshness, type Read, type Trace, type Write } from './trace.ts';
