import { expect, test } from 'vitest';
import { explainUnknownTool, parseArguments } from './explain-arguments.js';
import { echo } from './testing/test-tools.js';

test('gives the arguments with their defaults', async () => {
  expect(await parseArguments(echo, { text: 'hi' })).toEqual({ text: 'hi', times: 1 });
});

test.each([
  [{ text: 'hi', tims: 2 }, 'unknown argument "tims" (did you mean "times"?).'],
  [{ text: 'hi', colour: 'red' }, 'unknown argument "colour".'],
  [{}, 'text is missing: it must be text'],
  [undefined, 'text is missing: it must be text'],
  [{ text: 5 }, 'text must be text, not a number'],
  [{ text: 'hi', times: '2' }, 'times must be a number, not text'],
  [[], 'arguments must be an object, not a list'],
])('names what is wrong with %j', async (given, complaint) => {
  await expect(parseArguments(echo, given)).rejects.toMatchObject({
    code: 'user_input',
    message: expect.stringContaining(complaint),
    hint: 'echo_text takes: text, times.',
  });
});

test('names everything that is wrong at once', async () => {
  await expect(parseArguments(echo, { times: 0, txt: 'hi' })).rejects.toThrow(
    /text is .*times must .*"txt" \(did you mean "text"/,
  );
});

test('does not repeat what was given: it may be private, or long', async () => {
  const error: unknown = await parseArguments(echo, { text: 'secret'.repeat(20) }).catch((thrown: unknown) => thrown);
  expect(String(error)).not.toContain('secret');
});

test('an unknown tool is answered with the nearest one and with all there are', () => {
  expect(explainUnknownTool('serch_catalog', ['search_catalog', 'get_album'])).toBe(
    'Unknown tool "serch_catalog". Did you mean "search_catalog"? Available: search_catalog, get_album.',
  );
  expect(explainUnknownTool('x'.repeat(500), ['get_album'])).toHaveLength(99);
});
