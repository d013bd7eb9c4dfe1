export { type AppAccess, accessOfMode, type ClosedAccess } from './app-access.js';
export type { Completer } from './completions/completer.js';
export { variableCompleter } from './completions/resource-variables.js';
export { describeIssue } from './describe-issue.js';
export type { Diagnosis } from './diagnosis.js';
export {
  AmbiguousError,
  isToolError,
  NoDeviceError,
  NothingNamedError,
  PartialError,
  ToolError,
  UserInputError,
} from './errors.js';
export { type ErrorReport, explainError } from './explain-error.js';
export { acceptHabits } from './habitual-names.js';
export {
  type ItemKind,
  type ItemReference,
  type ItemRules,
  isReference,
  itemKinds,
  readItem,
  readItems,
} from './item-reference.js';
export { toListedSchema } from './listed-schema.js';
export { nearest } from './nearest.js';
export { prompts, promptsFor } from './prompts/index.js';
export type { Prompt, PromptArgument } from './prompts/prompt.js';
export { resources, resourcesFor, resourceTemplates } from './resources/index.js';
export { type LocatedResource, locateResource, nextPageOf } from './resources/locate.js';
export { type Resource, type ResourceTemplate, uriTemplateOf } from './resources/resource.js';
export { watchPlayback } from './resources/watch-playback.js';
export { type JsonStandardSchema, toJsonSchema, toStandardSchema } from './standard-schema.js';
export {
  defineTool,
  type Effect,
  type PersonsAnswer,
  type Progress,
  type ShortCommand,
  type Tool,
  type ToolCommand,
  type ToolContext,
  type ToolExample,
} from './tool.js';
export { tools } from './tools/index.js';
export { coreTools, defaultToolsets, selectTools, type ToolSelection, type Toolset, toolsets } from './toolsets.js';
export {
  createWriteJournal,
  type JournalEntry,
  type UndoableWrite,
  type WriteJournal,
  type WriteJournalOptions,
} from './writes/journal.js';
