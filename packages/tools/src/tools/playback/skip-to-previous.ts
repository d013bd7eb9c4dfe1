import { skipTool } from '../../playback/skip.js';
import type { Tool } from '../../tool.js';

/** Goes back to what played before. */
export const skipToPrevious: Tool = skipTool({
  name: 'skip_to_previous',
  title: 'Skip to previous',
  description: 'Goes back to the previous song or episode, and says what plays then.',
  command: { path: ['previous'] },
  direction: 'previous',
  words: { would: 'go back from', did: 'Went back', to: 'go back' },
});
