import { skipTool } from '../../playback/skip.js';
import type { Tool } from '../../tool.js';

/** Skips to what comes next. */
export const skipToNext: Tool = skipTool({
  name: 'skip_to_next',
  title: 'Skip to next',
  description: 'Skips to the next song or episode in the queue, and says what plays then.',
  command: { path: ['next'] },
  direction: 'next',
  words: { would: 'skip', did: 'Skipped', to: 'skip' },
});
