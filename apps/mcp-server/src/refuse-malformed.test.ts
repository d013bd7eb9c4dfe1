import { describe, expect, test } from 'vitest';
import { malformation } from './refuse-malformed.js';

describe('says which field of a request is wrong, and how it must look', () => {
  test.each([
    ['tools/call', undefined, 'Invalid tools/call: params is missing: it must be an object. Send params like {"name"'],
    ['tools/call', {}, 'params.name is missing: it must be text'],
    ['tools/call', { name: 7 }, 'params.name must be text, not a number'],
    ['tools/call', { name: '' }, 'params.name must not be empty'],
    ['tools/call', { name: 'get_album', arguments: [] }, 'params.arguments must be an object, not a list'],
    ['tools/list', { cursor: 4 }, 'params.cursor must be text, not a number. Leave params out'],
    ['prompts/get', { name: 'whats_playing', arguments: { mood: 3 } }, 'params.arguments.mood must be text'],
    ['resources/read', { uri: null }, 'params.uri must be text, not null'],
    ['completion/complete', { ref: { type: 'ref/other' }, argument: { name: 'a', value: 'b' } }, 'params.ref'],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'a' } }, 'params.argument is missing'],
  ])('%s with %j', (method, params, words) => {
    expect(malformation({ method, params })).toContain(words);
  });
});

test.each([
  ['tools/call', { name: 'get_album', arguments: { album: 'x' }, _meta: {} }],
  ['tools/call', { name: 'get_queue' }],
  ['tools/list', undefined],
  ['tools/list', { cursor: 'x' }],
  ['completion/complete', { ref: { type: 'ref/resource', uri: 'x' }, argument: { name: 'a', value: '' } }],
  ['anything/else', 'not even an object'],
  ['constructor', {}],
])('has nothing against %s with %j', (method, params) => {
  expect(malformation({ method, params })).toBeUndefined();
});
