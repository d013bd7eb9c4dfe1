import {
  acceptedContent,
  type GetPromptResult,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
} from '@modelcontextprotocol/server';
import { pixel } from './fixture-tool.js';

type Messages = GetPromptResult['messages'];
type Arguments = Readonly<Record<string, string>>;

const said = (text: string): Messages[number] => ({ role: 'user', content: { type: 'text', text } });
const argument = (name: string) => ({ name, description: `The ${name}.`, required: true });

const prompts: Readonly<
  Record<string, { arguments: ReturnType<typeof argument>[]; messages(values: Arguments): Messages }>
> = {
  test_simple_prompt: { arguments: [], messages: () => [said('This is a simple prompt for testing.')] },
  test_prompt_with_arguments: {
    arguments: [argument('arg1'), argument('arg2')],
    messages: ({ arg1, arg2 }) => [said(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  },
  test_prompt_with_embedded_resource: {
    arguments: [argument('resourceUri')],
    messages: ({ resourceUri = '' }) => [
      {
        role: 'user',
        content: {
          type: 'resource',
          resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        },
      },
      said('Please process the embedded resource above.'),
    ],
  },
  test_prompt_with_image: {
    arguments: [],
    messages: () => [
      { role: 'user', content: { type: 'image', data: pixel, mimeType: 'image/png' } },
      said('Please analyze the image above.'),
    ],
  },
  test_input_required_result_prompt: { arguments: [], messages: () => [] },
};

const staticResources: Readonly<Record<string, ReadResourceResult['contents'][number]>> = {
  'test://static-text': {
    uri: 'test://static-text',
    mimeType: 'text/plain',
    text: 'This is the content of the static text resource.',
  },
  'test://static-binary': { uri: 'test://static-binary', mimeType: 'image/png', blob: pixel },
};

/** The prompts, resources and completions that the conformance suite knows by name. */
export function registerPromptsAndResources(server: Server): void {
  server.setRequestHandler('prompts/list', () => ({
    prompts: Object.entries(prompts).map(([name, prompt]) => ({
      name,
      description: 'For the conformance suite.',
      arguments: prompt.arguments,
    })),
  }));
  server.setRequestHandler('prompts/get', ({ params }, { mcpReq }) => {
    const prompt = prompts[params.name];
    if (prompt === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such prompt.');
    if (params.name !== 'test_input_required_result_prompt')
      return { messages: prompt.messages(params.arguments ?? {}) };
    const content = acceptedContent(mcpReq.inputResponses, 'user_context');
    if (content !== undefined) return { messages: [said(`Context: ${content.context}`)] };
    return inputRequired({
      inputRequests: {
        user_context: inputRequired.elicit({
          message: 'What context should the prompt use?',
          requestedSchema: { type: 'object', properties: { context: { type: 'string' } }, required: ['context'] },
        }),
      },
    });
  });
  server.setRequestHandler('completion/complete', ({ params }) => ({
    completion: { values: ['paris', 'park', 'party'].filter((word) => word.startsWith(params.argument.value)) },
  }));
  server.setRequestHandler('resources/list', () => ({
    resources: Object.values(staticResources).map(({ uri, mimeType }) => ({
      uri,
      name: uri,
      description: 'For the conformance suite.',
      ...(mimeType !== undefined && { mimeType }),
    })),
  }));
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'data', mimeType: 'application/json' }],
  }));
  server.setRequestHandler('resources/read', ({ params: { uri } }) => {
    const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
    const found =
      id === undefined
        ? staticResources[uri]
        : {
            uri,
            mimeType: 'application/json',
            text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
          };
    if (found === undefined) throw new ResourceNotFoundError(uri);
    return { contents: [found] };
  });
  // Nothing here ever changes.
  server.setRequestHandler('resources/subscribe', () => ({}));
  server.setRequestHandler('resources/unsubscribe', () => ({}));
}
