import { MissingRequiredClientCapabilityError } from '@modelcontextprotocol/server';
import { clientCapabilities } from './client-capabilities.js';
import { type FixtureTool, pixel, silence, text } from './fixture-tool.js';

const image = { type: 'image' as const, data: pixel, mimeType: 'image/png' };
const resource = (uri: string, mimeType: string, words: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType, text: words },
});

/** Tools that answer at once, with every kind of content, and those that tell of progress. */
export const answeringTools: readonly FixtureTool[] = [
  { name: 'test_simple_text', run: () => text('This is a simple text response for testing.') },
  { name: 'test_image_content', run: () => ({ content: [image] }) },
  {
    name: 'test_audio_content',
    run: () => ({ content: [{ type: 'audio', data: silence, mimeType: 'audio/wav' }] }),
  },
  {
    name: 'test_embedded_resource',
    run: () => ({
      content: [resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
    }),
  },
  {
    name: 'test_multiple_content_types',
    run: () => ({
      content: [
        { type: 'text', text: 'Multiple content types test:' },
        image,
        resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
      ],
    }),
  },
  {
    name: 'test_error_handling',
    run: () => ({ ...text('This tool intentionally returns an error for testing'), isError: true }),
  },
  {
    name: 'test_tool_with_progress',
    async run({ mcpReq }) {
      const progressToken = mcpReq._meta?.progressToken;
      for (const progress of progressToken === undefined ? [] : [0, 50, 100]) {
        await mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken: progressToken ?? '', progress, total: 100 },
        });
      }
      return text('It went on as it said.');
    },
  },
  ...['test_tool_with_logging', 'test_logging_tool'].map(
    (name): FixtureTool => ({
      name,
      async run({ mcpReq }) {
        for (const words of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
          await mcpReq.log('info', words);
        }
        return text('It said what it did.');
      },
    }),
  ),
  {
    name: 'test_missing_capability',
    run(context) {
      if (clientCapabilities(context).sampling === undefined) {
        throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { sampling: {} } });
      }
      return text('The client can sample.');
    },
  },
];
