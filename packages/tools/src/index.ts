export { isToolError, NoDeviceError, PartialError, ToolError, UserInputError } from './errors.js';
export { type ErrorReport, explainError } from './explain-error.js';
export { type ItemKind, type ItemReference, type ItemRules, itemKinds, readItem, readItems } from './item-reference.js';
export { nearest } from './nearest.js';
export { type JsonStandardSchema, toJsonSchema, toStandardSchema } from './standard-schema.js';
export { defineTool, type Effect, type Tool, type ToolCommand, type ToolContext, type ToolExample } from './tool.js';
export { tools } from './tools/index.js';
export { selectTools, type ToolSelection, type Toolset, toolsets } from './toolsets.js';
