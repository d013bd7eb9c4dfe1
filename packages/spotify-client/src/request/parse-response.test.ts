import { expect, test } from 'vitest';
import type { Reply } from '../endpoint.js';
import { UnexpectedResponseError } from '../errors.js';
import { parseResponse } from './parse-response.js';

const parse = (text: string, reply: Reply = 'json', status = 200): unknown =>
  parseResponse({ status, headers: new Headers(), text }, reply, 'albums.get');

const randomText = '9h5npEXfBOvTJweMy83FqSmeRcc';
const page = '<!DOCTYPE html><html><body>secret page</body></html>';

test('reads objects and lists', () => {
  expect(parse('{"id":"a"}')).toEqual({ id: 'a' });
  expect(parse(' [true,false]\n')).toEqual([true, false]);
});

test.each([randomText, '', '{"broken":', 'null'])('ignores %j after a command', (text) => {
  expect(parse(text, 'ignored')).toBeNull();
});

test.each([page, `\n  ${page}`])('takes no web page for the answer to a command', (text) => {
  expect(() => parse(text, 'ignored')).toThrow('Spotify answered with a web page in place of data.');
});

test.each(['', '  ', 'null'])('reads %j as nothing where nothing is an answer', (text) => {
  expect(parse(text, 'json-or-empty', 204)).toBeNull();
});

test.each([
  ['nothing', ''],
  ['null', 'null'],
  ['a web page', page],
  ['broken JSON', '{"id":"a'],
  ['a text', randomText],
  ['a text', '"quoted"'],
  ['a text', '12'],
])('rejects %s in place of an object, without repeating it', (_what, text) => {
  expect(() => parse(text)).toThrow(UnexpectedResponseError);
  try {
    parse(text);
  } catch (error) {
    if (text.length > 4) expect(JSON.stringify([String(error), error])).not.toContain(text.slice(0, 12));
    expect(error).toMatchObject({ endpoint: 'albums.get', status: 200, hint: expect.any(String) });
  }
});

test('says that the random text of a paused player will pass', () => {
  expect(() => parse(randomText, 'json-or-empty')).toThrow(UnexpectedResponseError);
  try {
    parse(randomText, 'json-or-empty');
  } catch (error) {
    expect(error).toMatchObject({ isRetryable: true, hint: expect.stringContaining('paused') });
  }
});

test('names a wrong type of content, but not all of one that never ends', () => {
  const said = (type: string): string => {
    try {
      parseResponse({ status: 200, headers: new Headers({ 'content-type': type }), text: page }, 'json', 'albums.get');
    } catch (error) {
      return String(error);
    }
    return expect.unreachable('it was no data');
  };
  expect(said('text/html; charset=utf-8')).toContain(' (text/html) ');
  expect(said(`text/${'x'.repeat(4_000)}`).length).toBeLessThan(200);
});
