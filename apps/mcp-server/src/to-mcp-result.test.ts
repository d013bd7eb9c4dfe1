import { UserInputError } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { echo } from './testing/test-tools.js';
import { errorMetaKey, toMcpError, toMcpResult } from './to-mcp-result.js';

test('an output is structured for programs and short text for the model', () => {
  expect(toMcpResult(echo, { said: ['a', 'b'] })).toEqual({
    content: [{ type: 'text', text: 'It says: a, b' }],
    structuredContent: { said: ['a', 'b'] },
  });
});

test('a text that no client would show is cut, and says so', () => {
  const { content } = toMcpResult(echo, { said: ['x'.repeat(60_000)] });
  const text = content[0]?.type === 'text' ? content[0].text : '';
  expect(text).toHaveLength(45_000);
  expect(text).toMatch(/\n… 15\d{3} more characters left out\. Ask for less at a time\.$/);
});

test('a reading tool that would answer with a book says how to get it in parts; a writing one says what it did', () => {
  const book = { said: ['x'.repeat(160_000)] };
  expect(() => toMcpResult(echo, book)).toThrow('too much for one');
  const paged = { ...echo, input: echo.input.extend({ limit: z.int().optional() }) };
  expect(toMcpError(thrown(() => toMcpResult(paged, book))).content).toMatchObject([
    { text: expect.stringContaining('with limit, and go on with offset') },
  ]);
  expect(toMcpResult({ ...echo, effect: 'write' }, book).structuredContent).toEqual(book);
});

function thrown(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test('an output that breaks its own promise is not passed on', () => {
  expect(() => toMcpResult(echo, { said: [5] })).toThrow();
});

test('an error says its code, what happened and what to do next', () => {
  expect(toMcpError(new UserInputError('There is no such album.', 'Search for it first.'))).toEqual({
    isError: true,
    content: [{ type: 'text', text: 'Error (user_input): There is no such album.\nSearch for it first.' }],
    _meta: { [errorMetaKey]: { code: 'user_input', is_retryable: false } },
  });
});

test('an unexpected error shows neither its message nor its stack', () => {
  const result = JSON.stringify(toMcpError(new TypeError('token BQD-secret-token is undefined')));
  expect(result).not.toContain('BQD-secret-token');
  expect(result).not.toContain('.ts:');
  expect(result).not.toContain('TypeError');
});
