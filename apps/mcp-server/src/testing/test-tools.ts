import { defineTool, type Tool } from '@tonearm/tools';
import { z } from 'zod';

/** A tool that reads: gives back what it got. */
export const echo: Tool = defineTool({
  name: 'echo_text',
  title: 'Echo',
  description: 'Says what it was told.',
  toolset: 'catalog',
  effect: 'read',
  input: () => z.strictObject({ text: z.string().max(40), times: z.int().min(1).default(1) }),
  output: () => z.object({ said: z.array(z.string()) }),
  scopes: [],
  run: async ({ text, times }) => ({ said: Array.from({ length: times }, () => text) }),
  text: ({ said }) => `It says: ${said.join(', ')}`,
});

/** A tool that writes, and fails with whatever it is made to throw. */
export function failing(error: unknown): Tool {
  return defineTool({
    name: 'break_things',
    title: 'Break things',
    description: 'Always fails.',
    toolset: 'playlists',
    effect: 'write',
    input: () => z.strictObject({}),
    output: () => z.object({}),
    scopes: [],
    run: async () => {
      throw error;
    },
    text: () => '',
  });
}

/** A tool that takes until it is cancelled; `onSignal` gets the signal that it was given. */
export function waiting(onSignal: (signal: AbortSignal) => void): Tool {
  return defineTool({
    name: 'wait_forever',
    title: 'Wait',
    description: 'Never ends by itself.',
    toolset: 'playback',
    effect: 'destroy',
    input: () => z.strictObject({}),
    output: () => z.object({}),
    scopes: [],
    run: (_input, { signal }) => {
      onSignal(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
    text: () => '',
  });
}
