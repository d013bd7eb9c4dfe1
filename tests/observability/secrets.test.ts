import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator, startTonearm, waitForLine } from '../cli/tonearm.ts';
import { connectModern } from '../journeys/mcp-clients.ts';
import { startHttpServer } from '../journeys/mcp-server-process.ts';

// Starts processes, one after the other: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const httpToken = 'the-token-of-the-http-server-0123456789';

test('no secret is in any log or metric: not of a sign-in, of refreshes, nor of failures, at the loudest level', async () => {
  const { emulator, environment: address, close } = await startEmulator();
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-secrets-'));
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });
  const environment = {
    ...address,
    TONEARM_BACKEND: 'spotify',
    SPOTIFY_CLIENT_ID: 'tonearm-emulator',
    XDG_CONFIG_HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    TONEARM_LOG_LEVEL: 'trace',
  };
  const secrets = new Set([httpToken, 'listener@example.com']);
  const keepTokens = (): void => {
    const { accessToken, refreshToken } = JSON.parse(
      readFileSync(join(folder, 'tonearm/profiles/default.json'), 'utf8'),
    );
    secrets.add(accessToken).add(refreshToken);
  };

  const login = startTonearm(['login'], { environment });
  const [line] = await waitForLine(login.process.stdout, /http.*\n/);
  const page = new URL(line.trim());
  page.searchParams.set('decision', 'allow');
  page.searchParams.set('user', 'listener');
  const back = (await fetch(page, { redirect: 'manual' })).headers.get('location') ?? '';
  secrets.add(new URL(back).searchParams.get('code') ?? '');
  await fetch(back);
  const signedIn = await login.finished;
  expect(signedIn.exitCode).toBe(0);
  keepTokens();

  const server = await startHttpServer({ ...environment, TONEARM_HTTP_TOKEN: httpToken });
  const authorization = `Bearer ${httpToken}`;
  const client = await connectModern({ url: server.url, headers: { authorization } });
  let asked = 0;
  /** Something that nobody asked for yet: no answer is in the cache. */
  const ask = async (): Promise<void> => {
    asked += 1;
    await client.call('search_catalog', { query: `night ${asked}` });
    await client.call('get_album', { album: emulator.world.catalogue.albums.list()[asked]?.uri });
  };
  const during = async (rule: Parameters<typeof emulator.faults.add>[0]): Promise<void> => {
    const remove = emulator.faults.add(rule);
    await ask();
    remove();
    keepTokens();
  };
  await during({ pretend: 'expired-token', times: 1 });
  await during({ status: 500 });
  await during({ reset: 'before' });
  await during({ body: 'token' });
  await during({ status: 400, message: `who sent ${[...secrets].at(-1)} for listener@example.com` });
  emulator.revoke('listener');
  await ask();
  const metrics = await (await fetch(new URL('/metrics', server.url), { headers: { authorization } })).text();
  await client.close();
  await server.stop();

  const written = [signedIn.err, server.errorOutput(), metrics];
  expect(server.errorOutput().split('\n').length).toBeGreaterThan(30);
  expect(metrics).toContain('tonearm_token_requests_total{outcome="ok"}');
  expect(secrets.size).toBeGreaterThanOrEqual(6);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    for (const text of written) expect(text.includes(secret) || text.includes(secret.slice(0, 16))).toBe(false);
  }
});
