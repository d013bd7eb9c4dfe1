// Builds the images and runs them as people do: pnpm image:check. Needs Docker, or podman; no part of npm test.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connectLegacy, connectModern, type JourneyClient } from '../journeys/mcp-clients.ts';
import { root } from '../repository/tree.ts';
import { containersOf, hardened } from './containers.ts';
import { findEngine } from './engine.ts';
import { describeImage } from './image.ts';

const engine = findEngine();
const containers = containersOf(engine);
const server = 'tonearm-mcp:check';
const emulator = 'tonearm-emulator:check';
const http = ['http', '--host', '0.0.0.0', '--port', '3333', '--allow-remote'];
const listening = /listening on http/;

before(() => {
  for (const [target, tag] of [
    ['mcp-server', server],
    ['emulator', emulator],
  ] as const) {
    engine.run(['build', '--target', target, '--tag', tag, '--file', 'deploy/docker/Dockerfile', '.']);
  }
});
after(() => containers.removeAll());

/** Looks for an album and reads it: two calls of tools that need the whole program. */
async function useTools(client: JourneyClient): Promise<void> {
  const { structured } = await client.call('search_catalog', { query: 'rain', kinds: ['album'] });
  const [, album] = /(spotify:album:\w{22})/.exec(JSON.stringify(structured)) ?? [];
  const answer = await client.call('get_album', { album: album ?? 'nothing found' });
  assert.equal(answer.isError, false, answer.text);
}

describe('the image of the server', () => {
  test('holds the program and nothing else, for a user without rights', (t) => {
    const { user, variables, labels, layers, bytes } = describeImage(engine, server);
    assert.equal(user, 'node');
    assert.deepEqual(variables.filter((name) => !/^(PATH|NODE_VERSION|YARN_VERSION|container)$/.test(name)).sort(), [
      'NODE_ENV',
      'TONEARM_TOKEN_STORE',
      'XDG_CONFIG_HOME',
      'XDG_STATE_HOME',
    ]);
    const { mcpName } = JSON.parse(readFileSync(join(root, 'apps/mcp-server/package.json'), 'utf8'));
    assert.equal(labels['io.modelcontextprotocol.server.name'], mcpName);
    const list = engine.run(['run', '--rm', '--entrypoint', 'find', server, '/app', '/data', '-type', 'f']).out;
    const files = list.trim().split('\n');
    assert.deepEqual(
      files.filter((file) => !/^\/app\/(package\.json|healthcheck\.mjs|dist\/[\w-]+\.js)$/.test(file)),
      [],
    );
    assert.ok(files.includes('/app/dist/main.js'));
    const roots = engine.run(['run', '--rm', '--entrypoint', 'ls', server, '/']).out.split('\n');
    assert.ok(!roots.includes('tonearm'), 'the folder of the build is in the image');
    const own = Number.parseInt(engine.run(['run', '--rm', '--entrypoint', 'du', server, '-sk', '/app']).out, 10);
    t.diagnostic(`${layers} layers, ${Math.round(bytes / 1024 / 1024)} MiB, of which ours: ${own} KiB`);
    assert.ok(own < 8 * 1024, `the program takes ${own} KiB`);
  });

  test('speaks MCP over standard input and output, without a network and without a place to write', async () => {
    const flags = ['--rm', '--interactive', '--network', 'none', ...hardened];
    for (const connect of [connectModern, connectLegacy]) {
      const client = await connect({ environment: {}, program: [engine.name, 'run', ...flags, server] });
      await useTools(client);
      await client.close();
    }
  });

  test('serves HTTP to whoever has the token that it made, also after it was started again', async () => {
    const volume = containers.volume();
    const flags = ['--volume', `${volume}:/data`, '--publish', '127.0.0.1::3333'];
    const container = await containers.start(server, { flags, command: http, ready: listening });
    const urlOf = () => new URL(`http://${container.address(3333)}/mcp`);
    const refused = await fetch(urlOf(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(refused.status, 401);
    const token = container.exec('cat', '/data/tonearm/http-tokens/default').out.trim();
    assert.ok(token.length >= 32);
    await container.restart();
    const client = await connectModern({ url: urlOf(), headers: { authorization: `Bearer ${token}` } });
    await useTools(client);
    await client.close();
    assert.equal(await container.stop(), 0);
  });

  test('has a health check that is green while it can work, and red when it cannot', async () => {
    const { healthCheck } = describeImage(engine, server);
    assert.ok(healthCheck.length > 0);
    const well = await containers.start(server, { command: http, ready: listening });
    const nowhere = 'http://127.0.0.1:1';
    const flags = ['TONEARM_BACKEND=emulator', `SPOTIFY_API_URL=${nowhere}/v1`, `SPOTIFY_ACCOUNTS_URL=${nowhere}`];
    const ill = await containers.start(server, {
      ...{ flags: flags.flatMap((pair) => ['--env', pair]), command: http, ready: listening },
    });
    assert.deepEqual(
      [well, ill].map((container) => container.exec(...healthCheck).code),
      [0, 1],
    );
  });
});

describe('both images together', () => {
  test('find each other by name, and a call that is under way is answered before the server stops', async () => {
    const network = containers.network();
    const spotify = await containers.start(emulator, {
      flags: ['--network', network, '--publish', '127.0.0.1::8080'],
      command: ['--host', '0.0.0.0', '--port', '8080'],
      ready: listening,
    });
    const token = 'the-token-of-the-check';
    const settings = [
      ...['TONEARM_BACKEND=emulator', `TONEARM_HTTP_TOKEN=${token}`],
      ...[`SPOTIFY_API_URL=http://${spotify.name}:8080/v1`, `SPOTIFY_ACCOUNTS_URL=http://${spotify.name}:8080`],
    ];
    const container = await containers.start(server, {
      flags: ['--network', network, '--publish', '127.0.0.1::3333', ...settings.flatMap((pair) => ['--env', pair])],
      ...{ command: http, ready: listening },
    });
    const url = new URL(`http://${container.address(3333)}/mcp`);
    const client = await connectModern({ url, headers: { authorization: `Bearer ${token}` } });
    await useTools(client);

    const controls = `http://${spotify.address(8080)}/__emulator`;
    const fault = { path: '/me/player/devices', delayMs: 3_000 };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${controls}/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
    const slow = client.call('list_devices', {});
    await fetch(`${controls}/journal/wait?path=/me/player/devices`);
    const [{ isError, text }, exitCode] = await Promise.all([slow, container.stop()]);
    assert.equal(isError, false, text);
    assert.equal(exitCode, 0);
    assert.equal(await spotify.stop(), 0);
  });
});
