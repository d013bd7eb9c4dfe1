import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { nearest, type Prompt, promptsFor } from '@tonearm/tools';
import type { ToolHost } from './call-tool.js';
import { observeRequest } from './observe-request.js';
import { createPager } from './pages.js';

/** Answers `prompts/list` and `prompts/get`: the prompts that these tools can carry out. */
export function createPromptRegistrar(host: ToolHost): (server: McpServer) => void {
  const offered = promptsFor(host.tools.map(({ name }) => name));
  const listed = offered.map(({ name, title, description, arguments: list }) => ({
    name,
    title,
    description,
    arguments: list.map((argument) => ({
      name: argument.name,
      description: argument.description,
      required: argument.required,
    })),
  }));
  const page = createPager(listed);
  function fill(name: string, values: Readonly<Record<string, string>> = {}) {
    const prompt = find(offered, name);
    const missing = prompt.arguments.find((each) => each.required && (values[each.name] ?? '').trim() === '');
    if (missing !== undefined) refuse(`${prompt.name} needs the argument "${missing.name}": ${missing.description}.`);
    const content = { type: 'text' as const, text: prompt.text(values) };
    return { description: prompt.description, messages: [{ role: 'user' as const, content }] };
  }

  return ({ server }) => {
    server.setRequestHandler('prompts/list', ({ params, method }, context) =>
      observeRequest(host, { method, server, context }, () => page('prompts', params?.cursor)),
    );
    server.setRequestHandler('prompts/get', ({ params, method }, context) =>
      observeRequest(host, { method, server, context }, () => fill(params.name, params.arguments)),
    );
  };
}

function find(offered: readonly Prompt[], name: string): Prompt {
  const prompt = offered.find((each) => each.name === name);
  if (prompt !== undefined) return prompt;
  const names = offered.map((each) => each.name);
  const guess = nearest(name, names);
  return refuse(
    `There is no such prompt.${guess === undefined ? '' : ` Did you mean "${guess}"?`} Available: ${names.join(', ')}.`,
  );
}

function refuse(message: string): never {
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
