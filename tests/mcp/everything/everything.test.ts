import { prompts, resources, resourceTemplates, tools, uriTemplateOf } from '@tonearm/tools';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { promptCases, suggestions } from './cases/prompts.ts';
import { resourceCases, templateCases } from './cases/resources.ts';
import { extendedCases, localCases, toolCases } from './cases/tools.ts';
import { openRoutes, type Route } from './routes.ts';
import { sceneOf } from './tool-case.ts';

// Every route starts a process: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const everyCase = { ...toolCases, ...extendedCases, ...localCases };

let development: readonly Route[] = [];
let extended: readonly Route[] = [];

beforeAll(async () => {
  [development, extended] = await Promise.all([openRoutes('development'), openRoutes('extended')]);
});
afterAll(async () => {
  await Promise.all([...development, ...extended].map((route) => route.close()));
});

/** Does the same on every route at once; a failure names the routes that failed. */
async function onEvery(routes: readonly Route[], act: (route: Route) => Promise<void>): Promise<void> {
  expect(routes).toHaveLength(4);
  const outcomes = await Promise.allSettled(
    routes.map((route) => {
      route.sent();
      return act(route);
    }),
  );
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.status === 'rejected' ? [`${routes[index]?.name}: ${outcome.reason}`] : [],
  );
  expect(failures).toEqual([]);
}

test('the registry gives the list: every tool, resource, template and prompt has a case, and nothing else has', () => {
  const sorted = (names: readonly string[]): string[] => [...names].sort();
  expect(sorted(Object.keys(everyCase))).toEqual(sorted(tools.map(({ name }) => name)));
  expect(sorted(Object.keys(resourceCases))).toEqual(sorted(resources.map(({ uri }) => uri)));
  expect(sorted(Object.keys(templateCases))).toEqual(sorted(resourceTemplates.map(uriTemplateOf)));
  expect(sorted(Object.keys(promptCases))).toEqual(sorted(prompts.map(({ name }) => name)));
});

test('every route shows the whole registry, and the icon', async () => {
  await onEvery(development, async ({ client }) => {
    expect((await client.listTools()).map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect((await client.listPrompts()).map(({ name }) => name)).toEqual(prompts.map(({ name }) => name));
    expect((await client.listResources()).map(({ uri }) => uri)).toEqual(resources.map(({ uri }) => uri));
    const templates = (await client.listResourceTemplates()).map(({ uriTemplate }) => uriTemplate);
    expect(templates).toEqual(resourceTemplates.map(uriTemplateOf));
    expect(client.serverIcons()?.map(({ src }) => src.split(';')[0])).toEqual(['data:image/png', 'data:image/svg+xml']);
  });
});

describe('tools', () => {
  test.each(tools.map((tool) => [tool.name, tool] as const))('%s', async (name, { effect }) => {
    const routes = name in extendedCases ? extended : development;
    await onEvery(routes, async (route) => {
      const scene = sceneOf(name, route);
      await everyCase[name]?.(scene);
      const writes = scene.sent.filter((method) => method !== 'GET').length;
      if (effect === 'read') expect(writes).toBe(0);
      else expect(writes).toBeGreaterThan(0);
      // What asks Spotify must have asked it here, and nobody else in its place.
      expect(scene.sent.length > 0).toBe(!(name in localCases));
    });
  });
});

describe('resources', () => {
  test.each(Object.entries(resourceCases))('%s', async (uri, looks) => {
    await onEvery(development, async (route) => looks(await read(route, uri), route));
  });

  test.each(Object.entries(templateCases))('%s', async (_, { uriFor, looks }) => {
    await onEvery(development, async (route) => looks(await read(route, uriFor(route)), route));
  });

  test('what is not there is said not to be there, by the code of the protocol', async () => {
    await onEvery(development, async ({ client }) => {
      for (const uri of [
        'spotify://nowhere',
        `spotify://album/${'0'.repeat(22)}`,
        'spotify://track/zzzz%20qqqq%20xxxx',
      ]) {
        await expect(client.readResource(uri)).rejects.toMatchObject({ code: -32_602 });
      }
    });
  });

  test.each(Object.entries(templateCases))(
    '%s is completed while somebody types',
    async (template, { begun, uriFor }) => {
      if (begun === undefined) return;
      await onEvery(development, async (route) => {
        const [, variable = ''] = /\{(\w+)\}/.exec(template) ?? [];
        const values = await route.client.complete(
          { type: 'ref/resource', uri: template },
          { name: variable, value: begun(route) },
        );
        const decoded = decodeURIComponent(uriFor(route).split('/').at(-1) ?? '');
        expect(values).toContain(decoded);
      });
    },
  );
});

describe('prompts', () => {
  test.each(Object.entries(promptCases))('%s', async (name, values) => {
    await onEvery(development, async ({ client }) => {
      const { messages } = await client.getPrompt(name, { ...values });
      const text = String(Object(Object(Object(messages)[0]).content).text);
      for (const value of Object.values(values)) expect(text).toContain(value);
    });
  });

  test.each(
    prompts.flatMap((prompt) =>
      prompt.arguments.filter(({ complete }) => complete).map(({ name }) => [prompt.name, name] as const),
    ),
  )('%s completes %s', async (name, argument) => {
    await onEvery(development, async (route) => {
      const { begun, expected } = suggestions[`${name} ${argument}`]?.(route) ?? expect.unreachable('it has no case');
      const values = await route.client.complete({ type: 'ref/prompt', name }, { name: argument, value: begun });
      expect(values).toContain(expected);
    });
  });
});

test('a client of 2026 is told how long an answer may be kept, and that others may not see it', async () => {
  await onEvery(development, async ({ name, client }) => {
    const { ttlMs, cacheScope } = await client.readResource('spotify://profile');
    if (!name.startsWith('2026')) return;
    expect({ ttlMs, cacheScope }).toEqual({ ttlMs: 600_000, cacheScope: 'private' });
    expect((await client.readResource('spotify://queue')).ttlMs).toBe(1000);
  });
});

test('a client hears of what happens to the player, where its era has a way over the transport', async () => {
  await onEvery(development, async (route) => {
    const { client } = route;
    if (client.listen === undefined) return expect(route.name).toBe('2025 over HTTP');
    const heard: string[] = [];
    await client.callTool('pause_playback', {});
    const stop = await client.listen('spotify://playback', (uri) => void heard.push(uri));
    // The first look shows what is there; only then can something be other than before.
    await vi.waitFor(() => expect(paths(route)).toContain('/v1/me/player'), { timeout: 10_000 });
    await client.callTool('start_playback', {});
    await vi.waitFor(() => expect(heard).toEqual(['spotify://playback']), { timeout: 10_000 });
    await stop();
    await client.callTool('pause_playback', {});
    await client.listTools();
    expect(heard).toHaveLength(1);
  });
});

function paths(route: Route): readonly string[] {
  return route.sent().map(({ path }) => path);
}

async function read({ client }: Route, uri: string): Promise<Readonly<Record<string, unknown>>> {
  const { contents } = await client.readResource(uri);
  const [content] = contents as { uri: string; mimeType: string; text: string }[];
  expect(content).toMatchObject({ uri, mimeType: 'application/json' });
  return JSON.parse(content?.text ?? '') as Readonly<Record<string, unknown>>;
}
