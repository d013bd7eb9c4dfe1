import type { AppAccess } from './app-access.js';
import { UserInputError } from './errors.js';
import { nearest } from './nearest.js';
import type { Tool } from './tool.js';
import { tools } from './tools/index.js';

/** Every toolset, in the order of the documentation. */
export const toolsets: readonly Toolset[] = [
  'catalog',
  'playback',
  'playlists',
  'library',
  'listening',
  'account',
  'curation',
  'insights',
  'browse',
  'diagnostics',
];

/** A group of tools that are switched on and off together. */
export type Toolset =
  | 'catalog'
  | 'playback'
  | 'playlists'
  | 'library'
  | 'listening'
  | 'account'
  | 'curation'
  | 'insights'
  | 'browse'
  | 'diagnostics';

/** The toolsets that are on when nothing is chosen: what people ask for every day. */
export const defaultToolsets: readonly Toolset[] = [
  'catalog',
  'playback',
  'playlists',
  'library',
  'listening',
  'account',
];

/** The tools of `core`: the fewest with which one can find, play and keep things. */
export const coreTools: readonly string[] = [
  'search_catalog',
  'get_album',
  'get_playback',
  'start_playback',
  'pause_playback',
  'skip_to_next',
  'add_to_queue',
  'list_playlists',
  'get_playlist',
  'create_playlist',
  'add_to_playlist',
  'save_to_library',
];

/** Words that stand for several toolsets, or for a part of them. */
const shorthands = ['all', 'default', 'core'];

/** Which tools to offer. Precedence: `excludeTools`, then `readOnly`, then `tools` together with `toolsets`. */
export interface ToolSelection {
  readonly toolsets?: readonly string[];
  readonly tools?: readonly string[];
  readonly excludeTools?: readonly string[];
  readonly readOnly?: boolean;
  /** What the app may do, as far as it is known: tools that are closed to it are offered only by name. */
  readonly access?: AppAccess;
}

/** The tools of a selection, in the order of the registry; those of `defaultToolsets` when nothing is named. Unknown names throw a UserInputError. */
export function selectTools(selection: ToolSelection = {}): readonly Tool[] {
  const names = tools.map((tool) => tool.name);
  const wantedToolsets = known('toolset', selection.toolsets ?? [], [...shorthands, ...toolsets]);
  const wantedTools = known('tool', selection.tools ?? [], names);
  const excluded = known('tool', selection.excludeTools ?? [], names);
  const usual = wantedToolsets.has('default') || (wantedToolsets.size === 0 && wantedTools.size === 0);
  const isOpen = ({ access }: Tool): boolean => access === undefined || selection.access?.[access] !== false;
  const isInToolset = ({ name, toolset }: Tool): boolean =>
    wantedToolsets.has('all') ||
    wantedToolsets.has(toolset) ||
    (usual && defaultToolsets.includes(toolset)) ||
    (wantedToolsets.has('core') && coreTools.includes(name));
  const isWanted = (tool: Tool): boolean => wantedTools.has(tool.name) || (isInToolset(tool) && isOpen(tool));
  return tools.filter(
    (tool) => !excluded.has(tool.name) && (tool.effect === 'read' || selection.readOnly !== true) && isWanted(tool),
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
