import { describe, expect, test } from 'vitest';
import { tools } from '../tools/index.js';
import { resources, resourcesFor, resourceTemplates } from './index.js';
import { locateResource, nextPageOf } from './locate.js';
import { uriTemplateOf } from './resource.js';

const everything = { resources, templates: resourceTemplates };
const locate = (uri: string) => locateResource(uri, everything);
const byName = new Map(tools.map((tool) => [tool.name, tool]));

describe('every address', () => {
  test('stands for a call of a reading tool that the tool takes', () => {
    const examples = [
      ...resources.map(({ uri, isPaged }) => (isPaged ? `${uri}?offset=50&limit=5` : uri)),
      ...resourceTemplates.map(
        ({ noun, choices = ['Paper Kiln'] }) => `spotify://${noun}/${encodeURIComponent(choices[0] ?? '')}`,
      ),
    ];
    for (const uri of examples) {
      const { tool: name = '', input } = locate(uri) ?? {};
      const tool = byName.get(name);
      expect(tool?.effect).toBe('read');
      expect(tool?.input.safeParse(input).error).toBeUndefined();
    }
  });

  test('is offered as it was when people began to rely on it', async () => {
    const templates = resourceTemplates.map((template) => [uriTemplateOf(template), template.name, template.tool]);
    const lines = [...resources.map(({ uri, name, tool }) => [uri, name, tool]), ...templates];
    await expect(`${lines.map((line) => line.join(' ')).join('\n')}\n`).toMatchFileSnapshot(
      '__snapshots__/resources.txt',
    );
  });

  test('has a name of its own', () => {
    const names = [...resources, ...resourceTemplates].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('is offered only with its tool', () => {
    const { resources: some, templates } = resourcesFor(['get_queue', 'get_items']);
    expect(some.map(({ uri }) => uri)).toEqual(['spotify://queue']);
    expect(templates.map(uriTemplateOf)).toEqual([
      'spotify://track/{track}',
      'spotify://episode/{episode}',
      'spotify://chapter/{chapter}',
    ]);
  });
});

describe('locateResource', () => {
  test('takes names, URIs and ids, however they are encoded', () => {
    expect(locate('spotify://playlist/Caf%C3%A9%20%2F%20Night?offset=100')).toMatchObject({
      tool: 'get_playlist',
      input: { playlist: 'Café / Night', offset: 100 },
    });
    expect(locate('spotify://album/spotify:album:4aawyAB9vmqN3uQ7FjRGTy')?.input).toEqual({
      album: 'spotify:album:4aawyAB9vmqN3uQ7FjRGTy',
    });
  });

  test.each([
    'spotify://',
    'spotify://album',
    'spotify://album/',
    'spotify://album/%',
    'spotify://album/a/b',
    'spotify://library/socks',
    'spotify://playback/now',
    'file:///etc/passwd',
    'spotify://playback#now',
  ])('finds nothing under %s', (uri) => {
    expect(locate(uri)).toBeUndefined();
  });

  test.each([
    ['spotify://playlists?offset=ten', 'offset must be a whole number.'],
    ['spotify://playlists?ofset=10', 'The address has a parameter that it cannot have.'],
    ['spotify://playback?limit=1', 'The address has a parameter that it cannot have.'],
  ])('refuses %s', (uri, message) => {
    expect(() => locate(uri)).toThrow(message);
  });
});

test('the next page is under an address of its own', () => {
  expect(nextPageOf('spotify://playlists?limit=5', { next_offset: 5 })).toBe('spotify://playlists?limit=5&offset=5');
  expect(nextPageOf('spotify://playlists', { total: 3 })).toBeUndefined();
});
