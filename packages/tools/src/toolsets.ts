import { UserInputError } from './errors.js';
import { nearest } from './nearest.js';
import type { Tool } from './tool.js';
import { tools } from './tools/index.js';

/** Every toolset, in the order of the documentation. */
export const toolsets: readonly Toolset[] = ['catalog', 'playback', 'playlists', 'library'];

/** A group of tools that are switched on and off together. */
export type Toolset = 'catalog' | 'playback' | 'playlists' | 'library';

/** Which tools to offer. Precedence: `excludeTools`, then `readOnly`, then `tools` together with `toolsets`. */
export interface ToolSelection {
  readonly toolsets?: readonly string[];
  readonly tools?: readonly string[];
  readonly excludeTools?: readonly string[];
  readonly readOnly?: boolean;
}

/** The tools of a selection, in the order of the registry; all of them when nothing is named. Unknown names throw a UserInputError. */
export function selectTools(selection: ToolSelection = {}): readonly Tool[] {
  const names = tools.map((tool) => tool.name);
  const wantedToolsets = known('toolset', selection.toolsets ?? [], ['all', ...toolsets]);
  const wantedTools = known('tool', selection.tools ?? [], names);
  const excluded = known('tool', selection.excludeTools ?? [], names);
  const everything = wantedToolsets.has('all') || (wantedToolsets.size === 0 && wantedTools.size === 0);
  return tools.filter(
    (tool) =>
      !excluded.has(tool.name) &&
      (tool.effect === 'read' || selection.readOnly !== true) &&
      (everything || wantedToolsets.has(tool.toolset) || wantedTools.has(tool.name)),
  );
}

function known(kind: string, wanted: readonly string[], names: readonly string[]): ReadonlySet<string> {
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const guess = nearest(name, names);
    throw new UserInputError(
      `There is no ${kind} called "${name}".`,
      `${guess === undefined ? '' : `Did you mean "${guess}"? `}Known ${kind}s: ${names.join(', ')}.`,
    );
  }
  return new Set(wanted);
}
