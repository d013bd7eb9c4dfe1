import { collectionPrompts } from './collection-prompts.js';
import { musicPrompts } from './music-prompts.js';
import type { Prompt } from './prompt.js';

/** Every prompt, in the order in which they are offered. */
export const prompts: readonly Prompt[] = [...musicPrompts, ...collectionPrompts];

/** The prompts whose steps can be done with these tools. */
export function promptsFor(toolNames: readonly string[]): readonly Prompt[] {
  return prompts.filter(({ tools }) => tools.every((name) => toolNames.includes(name)));
}
