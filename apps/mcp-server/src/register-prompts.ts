import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { nearest, type Prompt, promptsFor, type Tool } from '@tonearm/tools';
import { createPager } from './pages.js';

/** Answers `prompts/list` and `prompts/get`: the prompts that these tools can carry out. */
export function createPromptRegistrar(tools: readonly Tool[]): (server: McpServer) => void {
  const offered = promptsFor(tools.map(({ name }) => name));
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
  return ({ server }) => {
    server.setRequestHandler('prompts/list', ({ params }) => page('prompts', params?.cursor));
    server.setRequestHandler('prompts/get', ({ params }) => {
      const prompt = find(offered, params.name);
      const values = params.arguments ?? {};
      const missing = prompt.arguments.find(({ name, required }) => required && (values[name] ?? '').trim() === '');
      if (missing !== undefined) refuse(`${prompt.name} needs the argument "${missing.name}": ${missing.description}.`);
      const text = prompt.text(values);
      return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
    });
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
