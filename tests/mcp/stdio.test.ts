import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { emulatorEnvironment, serverScript } from '../journeys/mcp-server-process.ts';
import { shakeHands, startStdio, toolCall } from './stdio-child.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const closers: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A Web API that never answers, and an emulator that gives the tokens for it. */
async function silentSpotify() {
  const { url, close } = await createSpotifyEmulator().listen();
  let asked = (): void => {};
  let hungUp = (): void => {};
  const whenAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const whenHungUp = new Promise<void>((resolve) => {
    hungUp = resolve;
  });
  const api: Server = createServer((_request, response) => {
    response.on('close', hungUp);
    asked();
  });
  await new Promise<void>((resolve) => {
    api.listen(0, '127.0.0.1', resolve);
  });
  closers.push(close, () => {
    api.closeAllConnections();
    api.close();
  });
  const address = api.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const environment = { ...emulatorEnvironment(url), SPOTIFY_API_URL: `http://127.0.0.1:${port}/v1` };
  return { environment, whenAsked, whenHungUp };
}

describe('standard output', () => {
  test('carries nothing but JSON-RPC, at the most talkative level and with pretty logs too', async () => {
    const child = startStdio({ TONEARM_LOG_LEVEL: 'trace', TONEARM_LOG_FORMAT: 'pretty' });
    await shakeHands(child);
    child.write('{"broken\n');
    child.send({ id: 1, method: 'tools/list' });
    child.send(toolCall(2, 'search_catalog', { query: 'night' }));
    child.send(toolCall(3, 'search_catalog', { query: 5 }));
    await Promise.all([1, 2, 3].map((id) => child.answerTo(id)));
    child.end();
    expect(await child.ended).toBe(0);
    expect(child.lines).toHaveLength(5);
    for (const line of child.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    expect(child.errorOutput()).toMatch(/DEBUG.*: runtime ready$/m);
  });
});

describe('what is wrong is said, and the server lives on', () => {
  test('a broken line', async () => {
    const child = startStdio();
    child.write('nonsense\n');
    expect(await child.answerTo(null)).toMatchObject({ error: { code: -32_700 } });
    expect((await shakeHands(child)).result).toMatchObject({ serverInfo: { name: 'tonearm' } });
    child.end();
    expect(await child.ended).toBe(0);
    expect(child.errorOutput()).toContain('Parse error');
  });

  test('an unknown tool, wrong types and unknown arguments name the nearest', async () => {
    const child = startStdio();
    await shakeHands(child);
    child.send(toolCall(1, 'get_albun'));
    child.send(toolCall(2, 'get_album', { album: 5 }));
    child.send(toolCall(3, 'get_album', { albun: 'x' }));
    expect((await child.answerTo(1)).error).toMatchObject({
      code: -32_602,
      message: expect.stringContaining('Did you mean "get_album"?'),
    });
    expect(JSON.stringify((await child.answerTo(2)).result)).toContain('album must be text, not a number');
    expect(JSON.stringify((await child.answerTo(3)).result)).toContain('did you mean \\"album\\"?');
    child.end();
    expect(await child.ended).toBe(0);
  });
});

describe('a request that the protocol does not allow', () => {
  const envelope = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  };
  test.each([
    ['2025', undefined],
    ['2026-07-28', { _meta: envelope }],
  ])('is refused in words that name the field and the next step, in the protocol of %s', async (_era, more) => {
    const child = startStdio();
    if (more === undefined) await shakeHands(child);
    const requests: readonly [string, object, string][] = [
      ['tools/call', {}, 'params.name is missing'],
      ['tools/call', { name: 5 }, 'params.name must be text, not a number'],
      ['tools/call', { name: 'get_album', arguments: 'x' }, 'params.arguments must be an object'],
      ['prompts/get', {}, 'params.name is missing'],
      ['resources/read', {}, 'params.uri is missing'],
      ['completion/complete', { ref: { type: 'ref/prompt', name: 'x' } }, 'params.argument is missing'],
    ];
    for (const [index, [method, params, words]] of requests.entries()) {
      child.send({ id: index + 1, method, params: { ...params, ...more } });
      const { code, message = '' } = (await child.answerTo(index + 1)).error ?? {};
      expect([code, message]).toEqual([-32_602, expect.stringContaining(words)]);
      expect(message).toMatch(/Send params like \{.*\}\.$/);
    }
    child.end();
    expect(await child.ended).toBe(0);
  });
});

describe('the end', () => {
  test('comes within two seconds of the end of input, in the middle of a call too: with an error for it, and without Spotify', async () => {
    const { environment, whenAsked, whenHungUp } = await silentSpotify();
    const child = startStdio(environment);
    await shakeHands(child);
    child.send(toolCall(1, 'get_album', { album: 'spotify:album:6FvCEbWpGFE2vEwky9Ni2m' }));
    await whenAsked;
    const closedAt = performance.now();
    child.end();
    expect(await child.ended).toBe(0);
    expect(performance.now() - closedAt).toBeLessThan(2_000);
    expect((await child.answerTo(1)).error).toMatchObject({ message: expect.stringContaining('--answer-all') });
    await whenHungUp;
  });

  test('comes with the last answer to what was read, however slow Spotify is, when that is asked for', async () => {
    const emulator = createSpotifyEmulator();
    const { url, close } = await emulator.listen();
    closers.push(close);
    // Far above what a client waits that has closed its side: only what was asked is waited for.
    emulator.faults.add({ path: '/v1/me', delayMs: 2_000 });
    const child = startStdio(emulatorEnvironment(url), ['--answer-all']);
    await shakeHands(child);
    for (const id of [1, 2]) child.send(toolCall(id, id === 1 ? 'get_profile' : 'list_devices'));
    child.end();
    expect(await child.ended).toBe(0);
    for (const id of [1, 2])
      expect((await child.answerTo(id)).result).toMatchObject({ structuredContent: expect.anything() });
  });

  test('comes with a signal in the middle of a call, after the end of input too, and hangs up on Spotify', async () => {
    const { environment, whenAsked, whenHungUp } = await silentSpotify();
    const child = startStdio(environment, ['--answer-all']);
    await shakeHands(child);
    child.send(toolCall(1, 'get_album', { album: 'spotify:album:6FvCEbWpGFE2vEwky9Ni2m' }));
    child.end();
    await whenAsked;
    child.kill('SIGTERM');
    expect(await child.ended).toBe(0);
    await whenHungUp;
  });

  test('leaves nobody waiting for a person whose client has closed its side', async () => {
    const child = startStdio();
    child.send({
      id: 0,
      method: 'initialize',
      params: {
        ...{ protocolVersion: '2025-11-25', capabilities: { elicitation: {} } },
        clientInfo: { name: 'test', version: '1' },
      },
    });
    child.send({ method: 'notifications/initialized' });
    child.send(toolCall(1, 'delete_playlist', { playlist: 'Desk Hours' }));
    child.end();
    expect(await child.ended).toBe(0);
    const { result } = await child.answerTo(1);
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('closed its side') }] });
  });

  test('a cancelled request hangs up on Spotify at once, and the server goes on', async () => {
    const { environment, whenAsked, whenHungUp } = await silentSpotify();
    const child = startStdio(environment);
    await shakeHands(child);
    child.send(toolCall(1, 'get_album', { album: 'spotify:album:6FvCEbWpGFE2vEwky9Ni2m' }));
    await whenAsked;
    child.send({ method: 'notifications/cancelled', params: { requestId: 1 } });
    await whenHungUp;
    child.send({ id: 2, method: 'ping' });
    expect(await child.answerTo(2)).toMatchObject({ result: {} });
    child.end();
    expect(await child.ended).toBe(0);
  });

  test('waits for what a script pipes in and then leaves', async () => {
    const child = startStdio();
    await shakeHands(child);
    child.send({ id: 1, method: 'tools/list' });
    child.end();
    expect(await child.ended).toBe(0);
    expect((await child.answerTo(1)).result).toHaveProperty('tools');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0', async (signal) => {
    const child = startStdio();
    await shakeHands(child);
    child.kill(signal);
    expect(await child.ended).toBe(0);
  });
});

test('says on standard error that it is the emulator, when nothing names a Spotify app', async () => {
  const child = startStdio();
  await shakeHands(child);
  child.end();
  await child.ended;
  expect(child.errorOutput()).toMatch(/SPOTIFY_CLIENT_ID is not set.*emulator/);
});

test('asks to sign in when Spotify was asked for and nobody has, and never falls back to the emulator', async () => {
  const child = startStdio({ SPOTIFY_CLIENT_ID: 'mine', XDG_CONFIG_HOME: join(tmpdir(), 'tonearm-nobody-signed-in') });
  await shakeHands(child);
  child.send(toolCall(1, 'list_devices'));
  const { result } = await child.answerTo(1);
  expect(result).toMatchObject({
    isError: true,
    content: [{ text: expect.stringMatching(/Nobody has signed in.*tonearm login/s) }],
  });
  child.end();
  await child.ended;
  expect(child.errorOutput()).not.toContain('emulator');
});

test('runs from an empty folder, with nothing but its own files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-alone-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  cpSync(dirname(serverScript), join(folder, 'bin'), { recursive: true, filter: (path) => !path.endsWith('.map') });
  const child = startStdio({}, [], { script: join(folder, 'bin', 'main.js'), cwd: folder });
  await shakeHands(child);
  child.send(toolCall(1, 'list_devices'));
  expect((await child.answerTo(1)).result).not.toHaveProperty('isError');
  child.end();
  expect(await child.ended).toBe(0);
});

test('keeps its compiled code in the folder for caches, and starts as well where it cannot', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-caches-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  // A file where the folder would be: nothing can be kept there.
  const nowhere = join(folder, 'file');
  writeFileSync(nowhere, '');
  for (const caches of [folder, nowhere]) {
    const child = startStdio({ XDG_CACHE_HOME: caches });
    await shakeHands(child);
    child.end();
    expect(await child.ended).toBe(0);
    expect(child.errorOutput()).not.toContain('cache');
  }
  expect(readdirSync(join(folder, 'tonearm', 'compiled'))).not.toEqual([]);
});
