export { beladyHits, type Optimum, optimum, placeOf } from './optimum.ts';
export { type Played, play } from './play.ts';
export { commandDay, conversation, server } from './the-traces.ts';
export type { Read, Trace, Write } from './trace.ts';
