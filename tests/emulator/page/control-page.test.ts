import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator, type Listening, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { findProgram, servicesAreOff } from '@tonearm/tooling/services';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

const patience = { timeout: 20_000 };
vi.setConfig({ testTimeout: 60_000 });
let browser: Browser;
let emulator: SpotifyEmulator;
let listening: Listening;
let page: Page;
let problems: string[];

describe.skipIf(servicesAreOff)('the page of the controls, in a real browser', () => {
  beforeAll(async () => {
    const { path, environment } = findProgram('chromium');
    browser = await chromium.launch({
      executablePath: path,
      // Containers and CI have no sandbox for a browser; it only ever sees our own page.
      args: ['--no-sandbox'],
      env: { ...process.env, ...environment },
    });
  }, 60_000);
  afterAll(async () => await browser?.close());

  beforeEach(async () => {
    emulator = createSpotifyEmulator();
    emulator.clock.set(Date.UTC(2026, 4, 1, 12));
    emulator.clock.freeze();
    listening = await emulator.listen();
    page = await browser.newPage();
    problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(listening.url);
    await page.locator('body[data-ready]').waitFor(patience);
  }, 30_000);
  afterEach(async () => {
    await page.close();
    await listening.close();
    expect(problems).toEqual([]);
  });

  const headers = () => ({ authorization: `Bearer ${emulator.grant().access_token}` });
  const isWider = (selector: string) =>
    `(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector('${selector}'))`;
  const text = (selector: string) => page.locator(selector).textContent();

  test('shows people and what they hear', async () => {
    expect(await text('#world')).toMatch(/^Seed 1, [\d,]+ tracks\.$/);
    expect(await text('[data-user=listener]')).toContain('Linn Listener');
    const { item } = emulator.world.user('listener').player;
    const track = emulator.world.catalogue.tracks.get(item?.split(':')[2] ?? '');
    const seconds = Math.floor((track?.duration_ms ?? 0) / 1000);
    const duration = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    const by = track?.artists.map(({ name }) => name).join(', ');
    expect(await text('[data-user=listener] .title')).toBe(`${track?.name} by ${by}`);
    expect(await text('[data-user=listener] .player')).toBe(`paused at 0:42 of ${duration} on Desk`);
    // The cover is really there, and nothing keeps the page from showing it.
    const cover = page.locator('[data-user=listener] img');
    expect(await cover.getAttribute('src')).toBe(`/image/${track?.album.id}-64`);
    const isDrawn = "document.querySelector('[data-user=listener] img').naturalWidth === 64";
    // Asked again from outside: the page itself may evaluate no text, which waiting inside of it would do.
    await expect.poll(() => page.evaluate(isDrawn), patience).toBe(true);
    expect(await page.locator('[data-user=listener] progress').getAttribute('value')).toBe('42000');
    expect(await text('[data-user=guest]')).toContain('free');
  });

  test('shows requests as they come, and what was probably meant', async () => {
    await fetch(`${listening.url}/v1/me`, { headers: headers() });
    await fetch(`${listening.url}/v1/me/playr`, { headers: headers() });
    await page.locator('#journal tr:nth-child(2)').waitFor(patience);
    const row = (place: number) => page.locator(`#journal tr:nth-child(${place}) td`).allTextContents();
    // Nothing of a row is out of sight, however long the hint.
    expect(await page.evaluate(isWider('.requests'))).toBe(false);
    expect((await row(1)).slice(1)).toEqual([
      'GET /v1/me/playr',
      expect.stringContaining('Did you mean GET /me/player'),
      'listener',
      '404 Not found.',
    ]);
    expect((await row(2)).slice(1)).toEqual(['GET /v1/me', 'get-current-users-profile', 'listener', '200 ']);
  });

  test('shows what was asked before it was opened, each once', async () => {
    for (const path of ['/me', '/me/player']) await fetch(`${listening.url}/v1${path}`, { headers: headers() });
    await page.reload();
    await page.locator('#journal tr:nth-child(2)').waitFor(patience);
    await fetch(`${listening.url}/v1/me/playlists`, { headers: headers() });
    await page.locator('#journal tr:nth-child(3)').waitFor(patience);
    expect(await page.locator('#journal td:nth-child(2)').allTextContents()).toEqual([
      'GET /v1/me/playlists',
      'GET /v1/me/player',
      'GET /v1/me',
    ]);
  });

  test('keeps out of sight what is not looked for', async () => {
    for (const path of ['/me', '/me/playr', '/me/player'])
      await fetch(`${listening.url}/v1${path}`, { headers: headers() });
    await page.locator('#journal tr:nth-child(3)').waitFor(patience);
    // Nothing that the page itself asks for is among them.
    expect(await page.locator('#journal tr').count()).toBe(3);
    const seen = async () =>
      (await page.locator('#journal tr:visible td:nth-child(2)').allTextContents()).map((each) => each.slice(8));
    await page.locator('#search').fill('PLAY');
    expect(await seen()).toEqual(['me/player', 'me/playr']);
    await page.getByLabel('only what failed').check();
    expect(await seen()).toEqual(['me/playr']);
    await fetch(`${listening.url}/v1/me/plays`, { headers: headers() });
    await fetch(`${listening.url}/v1/me/player`, { headers: headers() });
    await page.locator('#journal tr:nth-child(5)').waitFor({ ...patience, state: 'attached' });
    expect(await seen()).toEqual(['me/plays', 'me/playr']);
  });

  test('moves time and lets it go wrong by a click', async () => {
    await page.getByRole('button', { name: '+1 hour' }).click();
    await page.locator('#now', { hasText: '2026-05-01 13:00:00 UTC' }).waitFor(patience);
    expect(emulator.clock.now()).toBe(Date.UTC(2026, 4, 1, 13));
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('#pace', { hasText: 'running' }).waitFor(patience);
    await page.getByRole('button', { name: 'outage' }).click();
    await page.locator('#faults', { hasText: '503' }).waitFor(patience);
    expect((await fetch(`${listening.url}/v1/me`, { headers: headers() })).status).toBe(503);
    await page.getByRole('button', { name: 'flaky' }).click();
    await page.locator('#faults', { hasText: 'path ^\\/v1\\/, probability 0.08, status 502' }).waitFor(patience);
    // However long a rule is, it stays within its box.
    for (const width of [1200, 400]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(isWider('html'))).toBe(false);
      const overflowing =
        "[...document.querySelectorAll('section:not(.requests)')].some((box) => box.scrollWidth > box.clientWidth)";
      expect(await page.evaluate(overflowing)).toBe(false);
    }
    await page.getByRole('button', { name: 'Nothing' }).click();
    await page.locator('#faults', { hasText: 'nothing' }).waitFor(patience);
    expect((await fetch(`${listening.url}/v1/me`, { headers: headers() })).status).toBe(200);
  });

  test('tells what the client did wrong, and goes back to the start', async () => {
    await fetch(`${listening.url}/v1/markets`, { headers: headers() });
    await page.locator('#findings', { hasText: 'GET /v1/markets is closed' }).waitFor(patience);
    await page.getByRole('button', { name: 'Back to the start' }).click();
    await page.locator('#findings', { hasText: 'nothing' }).waitFor(patience);
    expect(await page.locator('#journal tr').count()).toBe(0);
    expect(emulator.journal.entries()).toEqual([]);
  });

  test('shows a name that looks like markup as a name', async () => {
    const name = '<img src=x onerror="document.body.dataset.broken=1">';
    emulator.apply({ users: { ada: { display_name: name } } });
    await page.reload();
    await page.locator('[data-user=ada]').waitFor(patience);
    expect(await text('[data-user=ada] strong')).toBe(name);
    expect(await page.locator('body[data-broken]').count()).toBe(0);
  });

  test('an archive of its journal stands in for it in other people’s tools', async () => {
    const ask = async () => (await fetch(`${listening.url}/v1/me`, { headers: headers() })).text();
    const answered = await ask();
    const folder = mkdtempSync(join(tmpdir(), 'archive-'));
    const archive = join(folder, 'journal.har');
    writeFileSync(archive, await (await fetch(`${listening.url}/__emulator/journal/har`)).text());
    const other = await browser.newPage();
    await other.routeFromHAR(archive, { url: '**/v1/**' });
    await page.goto('about:blank');
    await listening.close();
    expect(await other.evaluate(`fetch('${listening.url}/v1/me').then((answer) => answer.text())`)).toBe(answered);
    await other.close();
    rmSync(folder, { recursive: true });
  });

  test('a browser shows covers in each format, the dots of all alike', async () => {
    const { id } = emulator.world.catalogue.albums.at(0) ?? { id: '' };
    // As text: it runs in the browser, and here nobody knows a canvas.
    const dotsOf = (path: string) =>
      page.evaluate<number[]>(`(async () => {
        const bitmap = await createImageBitmap(await (await fetch('${path}')).blob());
        const { width, height } = bitmap;
        const context = new OffscreenCanvas(width, height).getContext('2d');
        context.drawImage(bitmap, 0, 0);
        return [...context.getImageData(0, 0, width, height).data];
      })()`);
    // Not a multiple of eight, so that the blocks of a JPEG reach over its edge.
    const [painted, compressed] = [await dotsOf(`/image/${id}-150.png`), await dotsOf(`/image/${id}-150.jpg`)];
    expect([painted.length, compressed.length]).toEqual([150 * 150 * 4, 150 * 150 * 4]);
    const distances = painted.map((value, place) => Math.abs(value - (compressed[place] ?? 0)));
    expect(distances.reduce((sum, distance) => sum + distance, 0) / distances.length).toBeLessThan(2);
    expect(Math.max(...distances)).toBeLessThan(40);
    expect(await dotsOf(`/image/${id}-64`)).toHaveLength(64 * 64 * 4);
  });

  test('consent is given and refused by a click', async () => {
    const back: string[] = [];
    await page.route('http://127.0.0.1:9/callback*', (route) => {
      back.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: 'back' });
    });
    const query = new URLSearchParams({
      ...{ client_id: 'tonearm-emulator', response_type: 'code', redirect_uri: 'http://127.0.0.1:9/callback' },
      ...{ scope: 'user-top-read', state: 'a & b' },
    });
    for (const link of ['#allow-neighbour', '#refuse']) {
      await page.goto(`${listening.url}/authorize?${query}`);
      expect(await text('ul')).toContain('user-top-read');
      await page.locator(link).click();
      await page.waitForURL('http://127.0.0.1:9/**', patience);
    }
    const [allowed, refused] = back.map((url) => Object.fromEntries(new URL(url).searchParams));
    expect(allowed).toEqual({ code: expect.any(String), state: 'a & b' });
    expect(refused).toEqual({ error: 'access_denied', state: 'a & b' });
    const form = {
      grant_type: 'authorization_code',
      redirect_uri: 'http://127.0.0.1:9/callback',
      code: allowed?.code ?? '',
    };
    const app = { client_id: 'tonearm-emulator', client_secret: 'tonearm-secret' };
    const answer = await fetch(`${listening.url}/api/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, ...app }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    const me = await fetch(`${listening.url}/v1/me`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(await me.json()).toMatchObject({ id: 'neighbour' });
  });

  test('obeys no page of another host', async () => {
    emulator.faults.add({ path: '/never', status: 500 });
    const other = await browser.newPage();
    await other.route('http://elsewhere.example/', (route) => route.fulfill({ contentType: 'text/html', body: 'x' }));
    await other.goto('http://elsewhere.example/');
    await other.evaluate(async (url) => {
      // Without CORS a page cannot read the answer, but it can send the request.
      await fetch(`${url}/__emulator/reset`, { method: 'POST', mode: 'no-cors' }).catch(() => {});
    }, listening.url);
    await other.close();
    expect(emulator.faults.list()).toHaveLength(1);
  });
});
