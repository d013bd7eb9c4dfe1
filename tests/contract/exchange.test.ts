import { createSpotifyClient, listEndpoints } from '@tonearm/spotify-client';
import { createSpotifyEmulator, type EmulatorOptions } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { exampleParams, PREPARATIONS } from './example-params.ts';
import { type OperationFacts, readFacts, type ValueFacts } from './facts/operation-facts.ts';

const facts = readFacts();
const rowNames = listEndpoints().map(({ name }) => name);

function factsOf(name: string): OperationFacts {
  const row = listEndpoints().find((candidate) => candidate.name === name);
  const found = facts.find(({ method, path }) => method === row?.method && path === row.path);
  if (!found) throw new Error(`the description has no ${row?.method} ${row?.path} for ${name}`);
  return found;
}

type Profile = NonNullable<EmulatorOptions['profile']>;

/** The app modes, and who may call in each. */
const OPEN: Readonly<Record<Profile, readonly OperationFacts['access'][]>> = {
  development: ['everyone'],
  'development-legacy': ['everyone', 'extended'],
  extended: ['everyone', 'extended', 'legacy'],
};
const PROFILES = Object.keys(OPEN) as readonly Profile[];

/** Makes one call on a fresh emulator, and tells what was sent and what the emulator made of it. */
async function exchange(name: string, profile: Profile = 'extended') {
  const emulator = createSpotifyEmulator({ seed: 1, profile });
  const scopes = [...new Set(facts.flatMap((row) => row.scopes))];
  const token = emulator.grant({ scopes }).access_token;
  const requests: Request[] = [];
  const spotify = createSpotifyClient({
    token,
    // Taken at its word: every call goes out as it is.
    appMode: 'extended',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request.clone());
      return await emulator.fetch(request);
    },
  });
  for (const [earlier, params] of PREPARATIONS[name]?.(emulator.world) ?? []) await spotify.call(earlier, params);
  emulator.journal.clear();
  requests.length = 0;
  const error: unknown = await spotify.call(name, exampleParams(name, emulator.world)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const [request] = requests;
  if (!request) throw new Error(`${name} sent nothing`);
  return { request, error, entries: emulator.journal.entries() };
}

describe.each(rowNames)('%s', (name) => {
  test.each(PROFILES)('is understood by the emulator in %s, or refused as closed to the app', async (profile) => {
    const { entries, error } = await exchange(name, profile);
    const { method, access, operation } = factsOf(name);
    const [entry] = entries;
    if (!OPEN[profile].includes(access)) {
      expect(entry).toMatchObject({ method, status: 403 });
      return;
    }
    expect(error).toBeUndefined();
    expect(entry?.method).toBe(method);
    expect(entry?.operation).toBe(operation);
    expect(entry?.status).toBeLessThan(300);
  });

  test('sends what the description knows, where it expects it', async () => {
    const { request } = await exchange(name);
    const { method, path, parameters, body } = factsOf(name);
    const url = new URL(request.url);
    expect(request.method).toBe(method);
    expect(url.pathname).toMatch(pathPattern(path));

    const query = parameters.filter(({ place }) => place === 'query');
    const sent = [...url.searchParams.keys()];
    expect(sent.filter((key) => !query.some((parameter) => parameter.name === key))).toEqual([]);
    const properties = await sentProperties(request);
    const given = [...sent, ...properties];
    expect(query.filter((parameter) => parameter.required && !given.includes(parameter.name))).toEqual([]);

    const known = body?.properties ?? [];
    expect(properties.filter((key) => !known.some((property) => property.name === key))).toEqual([]);
    expect(known.filter((property) => property.required && !properties.includes(property.name))).toEqual([]);
    const mediaType = request.headers.get('content-type')?.split(';')[0];
    if (request.body) expect(mediaType).toBe(body?.mediaType);
  });

  test('can send everything that the description knows', async () => {
    const { parameters, body } = factsOf(name);
    const described = [...parameters, ...(body?.properties ?? [])];
    const requests: Request[] = [];
    const spotify = createSpotifyClient({
      token: 'any',
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        return Response.json({});
      },
    });
    // What is uploaded has no name in the description.
    const upload = body?.mediaType === 'image/jpeg' ? { image: '/9j/4A==' } : {};
    await spotify.call(name, {
      ...Object.fromEntries(described.map((value) => [value.name, anyValue(value)])),
      ...upload,
    });
    const [request] = requests;
    if (!request) throw new Error(`${name} sent nothing`);
    const url = new URL(request.url);
    expect(url.pathname).not.toContain('{');
    const inQuery = [...url.searchParams.keys()];
    const inBody = await sentProperties(request);
    const queryable = parameters.filter(({ place }) => place === 'query').map((value) => value.name);
    const bodily = (body?.properties ?? []).map((value) => value.name);
    // What may travel in either place travels in the body, which has no limit of length.
    expect(inQuery.sort()).toEqual(queryable.filter((value) => !bodily.includes(value)).sort());
    expect(inBody.toSorted()).toEqual(bodily);
  });
});

test('every call is the method, the path, the query and the body that it was', async () => {
  const lines: string[] = [];
  for (const name of rowNames) {
    const { entries } = await exchange(name);
    const [entry] = entries;
    const query = Object.entries(entry?.query ?? {}).map(([key, value]) => `${key}=${value}`);
    const body = entry?.body === undefined ? [] : [JSON.stringify(entry.body)];
    lines.push([name, entry?.method, entry?.path, ...query, ...body].join(' '));
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./journal.txt');
});

test('the emulator serves nobody in development mode what Spotify serves to few', async () => {
  const emulator = createSpotifyEmulator({ seed: 1 });
  const { access_token } = emulator.grant({ scopes: [...new Set(facts.flatMap((row) => row.scopes))] });
  const { id } = emulator.world.catalogue.artists.list()[0] ?? {};
  for (const { method, path } of facts.filter(({ access }) => access !== 'everyone')) {
    const url = `https://api.spotify.com/v1${path.replaceAll(/\{\w+\}/g, String(id))}`;
    const { status } = await emulator.fetch(url, { method, headers: { authorization: `Bearer ${access_token}` } });
    expect([403, 404], `${method} ${path}`).toContain(status);
  }
});

/** Any value of the kind that the description asks for. */
function anyValue({ name, type, enum: choices }: ValueFacts): unknown {
  if (choices) return type === 'array' ? [choices[0]] : choices[0];
  if (/^(items|tracks)$/.test(name)) return [{ uri: 'spotify:track:1' }];
  if (/uris$/.test(name)) return ['spotify:track:1'];
  if (/uri$/.test(name)) return name === 'context_uri' ? 'spotify:album:1' : 'spotify:track:1';
  if (name === 'time_range') return 'short_term';
  if (name === 'include_groups') return 'album';
  if (name === 'state' && type === 'string') return 'off';
  if (name === 'timestamped_ids') return [{ id: 'one', added_at: '2026-01-01T00:00:00Z' }];
  if (type === 'array') return ['one'];
  return { integer: 1, number: 1, boolean: true, object: { position: 0 } }[type] ?? 'one';
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

async function sentProperties(request: Request): Promise<readonly string[]> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return [];
  const text = await request.text();
  return text === '' ? [] : Object.keys(JSON.parse(text));
}
