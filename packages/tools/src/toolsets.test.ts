import { describe, expect, test } from 'vitest';
import { UserInputError } from './errors.js';
import { tools } from './tools/index.js';
import { coreTools, defaultToolsets, selectTools, toolsets } from './toolsets.js';

const names = (selection?: Parameters<typeof selectTools>[0]): string[] =>
  selectTools(selection).map(({ name }) => name);

describe('selectTools', () => {
  test('offers the usual toolsets when nothing is named, few for core, and everything for all', () => {
    expect(selectTools()).toEqual(tools.filter(({ toolset }) => defaultToolsets.includes(toolset)));
    expect(selectTools({ toolsets: ['default'] })).toEqual(selectTools());
    expect(names({ toolsets: ['core'] }).sort()).toEqual([...coreTools].sort());
    expect(selectTools({ toolsets: ['all'] })).toEqual(tools);
  });

  test.each(toolsets)('offers the toolset %s alone', (toolset) => {
    const selected = selectTools({ toolsets: [toolset] });
    expect(selected.length).toBeGreaterThan(0);
    expect(selected.every((tool) => tool.toolset === toolset)).toBe(true);
  });

  test('adds single tools to toolsets, and offers only them when there is no toolset', () => {
    expect(names({ tools: ['get_album'] })).toEqual(['get_album']);
    expect(names({ toolsets: ['library'], tools: ['get_album'] })).toEqual([
      'get_album',
      ...names({ toolsets: ['library'] }),
    ]);
  });

  test('excludes before everything else', () => {
    expect(names({ tools: ['get_album'], excludeTools: ['get_album'] })).toEqual([]);
    expect(names({ excludeTools: ['get_album'] })).not.toContain('get_album');
  });

  test('leaves only reading tools when nothing may change, even if a writing one is named', () => {
    expect(selectTools({ readOnly: true }).every(({ effect }) => effect === 'read')).toBe(true);
    expect(names({ readOnly: true, tools: ['start_playback', 'get_queue'] })).toEqual(['get_queue']);
  });

  test('leaves out what is known to be closed to the app, unless it is named: then its answer explains it', () => {
    const closed = tools.filter(({ access }) => access !== undefined).map(({ name }) => name);
    expect(closed.length).toBeGreaterThan(0);
    expect(names({ toolsets: ['all'], access: { extended: false, legacy: false } })).toEqual(
      names({ toolsets: ['all'] }).filter((name) => !closed.includes(name)),
    );
    for (const access of [{}, { extended: true }, { extended: true, legacy: true }])
      expect(names({ toolsets: ['all'], access })).toEqual(names({ toolsets: ['all'] }));
    const onlyLegacy = names({ toolsets: ['all'] }).filter(
      (name) => !names({ toolsets: ['all'], access: { extended: true, legacy: false } }).includes(name),
    );
    expect(onlyLegacy).toEqual(['get_recommendations', 'get_audio_features']);
    expect(names({ tools: closed, access: { extended: false, legacy: false } })).toEqual(closed);
  });

  test.each([
    [{ toolsets: ['playbak'] }, 'Did you mean "playback"?'],
    [{ tools: ['get_albun'] }, 'Did you mean "get_album"?'],
    [{ excludeTools: ['xyzxyzxyz'] }, 'Known tools: search_catalog, '],
  ])('refuses unknown names %j and helps', (selection, hint) => {
    try {
      selectTools(selection);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UserInputError);
      expect((error as UserInputError).hint).toContain(hint);
    }
  });
});
