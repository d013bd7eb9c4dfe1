import { type AppAccess, accessOfMode, isToolError, selectTools, type Tool } from '@tonearm/tools';
import type { Settings } from '@tonearm/tools/runtime';
import { type Flags, splitList, UsageError } from './flags.js';
import { withoutContentTools } from './ids-only.js';

/** The tools that the flags and the settings ask for. Throws a UsageError or a UserInputError when that makes no sense. */
export function chooseTools(values: Flags['values'], settings: Settings): readonly Tool[] {
  if (settings.toolsets) checkVariable(settings.toolsets);
  const tools = chosenTools(values, settings, {});
  if (tools.length === 0)
    throw new UsageError('no tool is left after --toolsets, --tools, --exclude-tools, --read-only and --ids-only.');
  return tools;
}

/** The same without those that are closed to an app of this access; maybe none. What a setting says of the app goes first. */
export function chosenTools(values: Flags['values'], settings: Settings, access: AppAccess): readonly Tool[] {
  const toolsets = splitList(values.toolsets) ?? settings.toolsets;
  const named = splitList(values.tools);
  const excludeTools = splitList(values['exclude-tools']);
  const selected = selectTools({
    ...(toolsets && { toolsets }),
    ...(named && { tools: named }),
    ...(excludeTools && { excludeTools }),
    readOnly: values['read-only'] === true || settings.readOnly,
    access: settings.appMode === 'auto' ? access : accessOfMode(settings.appMode),
  });
  return settings.idsOnly ? withoutContentTools(selected) : selected;
}

/** Names the variable when it is the one that is wrong: somebody may have set it long ago. */
function checkVariable(toolsets: readonly string[]): void {
  try {
    selectTools({ toolsets });
  } catch (error) {
    throw isToolError(error) ? new UsageError(`TONEARM_TOOLSETS: ${error.message} ${error.hint}`) : error;
  }
}
