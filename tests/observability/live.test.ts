import { type HttpService, servicesAreOff, startAlertmanager, startPrometheus } from '@tonearm/tooling/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertmanagerConfiguration, prometheusConfiguration } from './stage/configuration.ts';
import { waitFor } from './stage/observed-run.ts';
import { type ServerUnderLoad, startServerUnderLoad } from './stage/server-under-load.ts';
import { startWebhook, type ToldAlert, type Webhook } from './stage/webhook.ts';

const patienceMs = 40_000;

/**
 * The whole way of an alert, with nothing in it faked but Spotify and the people: the built server, the committed rules
 * in a real Prometheus, the committed routes in a real Alertmanager, a receiver that is told. Only the waits are shorter.
 */
describe.skipIf(servicesAreOff)('somebody is told', () => {
  let webhook: Webhook;
  let alertmanager: HttpService;
  let prometheus: HttpService;
  let load: ServerUnderLoad;
  let configuration: ReturnType<typeof prometheusConfiguration>;

  beforeAll(async () => {
    [webhook, load] = await Promise.all([startWebhook(), startServerUnderLoad()]);
    alertmanager = await startAlertmanager(alertmanagerConfiguration(webhook.url));
    configuration = prometheusConfiguration({
      targets: [load.target],
      alertmanager: new URL(alertmanager.url).host,
      interval: '500ms',
      withoutWaiting: true,
    });
    prometheus = await startPrometheus(configuration.text);
    await waitFor(prometheus.url, 'up == 1', patienceMs);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([prometheus?.stop(), alertmanager?.stop(), load?.close()]);
    webhook?.close();
    configuration?.remove();
  });

  /** Waits until a receiver has been told of an alert. */
  async function toldOf(
    receiver: string,
    alertname: string,
    status: ToldAlert['status'] = 'firing',
  ): Promise<ToldAlert> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const found = webhook
        .told(receiver)
        .find((alert) => alert.labels.alertname === alertname && alert.status === status);
      if (found !== undefined) return found;
      if (performance.now() > giveUpAt) throw new Error(`${receiver} was never told that ${alertname} is ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  let asked = 0;
  /** Asks for an album that nobody asked for yet, so that the answer comes from Spotify and not from the cache. */
  async function askForAnotherAlbum(): Promise<{ isError?: boolean | undefined }> {
    const album = load.emulator.world.catalogue.albums.list()[asked]?.uri;
    asked += 1;
    return load.client.call('get_album', { album });
  }

  /** Asks Spotify so many times, whatever becomes of it. */
  async function ask(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await askForAnotherAlbum();
  }

  test('of nothing, while all is well', async () => {
    await ask(10);
    await waitFor(prometheus.url, 'sum(mcp_server_operation_duration_seconds_count) >= 10', patienceMs);
    expect([...webhook.told('page'), ...webhook.told('ticket')]).toEqual([]);
  }, 60_000);

  test('that a quota is used up: those who take tickets, and the program that hears of everything', async () => {
    const remove = load.emulator.faults.add({
      path: '/search',
      status: 429,
      reason: 'QUOTA_EXCEEDED',
      retryAfterSeconds: 5000,
    });
    await load.client.call('search_catalog', { query: 'night', kinds: ['album'] });
    remove();
    const told = await toldOf('ticket', 'TonearmQuotaUsedUp');
    expect(told.labels).toMatchObject({ severity: 'ticket', bucket: 'search' });
    expect(told.annotations.summary).toMatch(/^The quota of "search" is used up for 1h \d+m/);
    await toldOf('webhook', 'TonearmQuotaUsedUp');
  }, 60_000);

  test('that Spotify fails: a page for the budget, a ticket for the circuit, and the end of it', async () => {
    const remove = load.emulator.faults.add({ status: 503, path: '/albums/{id}' });
    await ask(40);
    const burn = await toldOf('page', 'TonearmAvailabilityBudgetBurnFast');
    expect(burn.annotations.runbook_url).toMatch(/\/availability-budget-burn-fast\.md$/);
    expect(burn.annotations.summary).toMatch(/\d+(\.\d+)?% of the calls break it, 1% are allowed\.$/);
    await toldOf('ticket', 'TonearmCircuitOpen');
    await toldOf('page', 'TonearmNotReady');
    remove();
    // The circuit lets a call through again after ten seconds.
    await waitForAnswer();
    await toldOf('page', 'TonearmNotReady', 'resolved');
  }, 120_000);

  test('that Spotify asks for pauses', async () => {
    const remove = load.emulator.faults.add({
      status: 429,
      retryAfterSeconds: 3,
      times: 1,
      path: '/albums/{id}',
    });
    await ask(1);
    remove();
    const told = await toldOf('ticket', 'TonearmRateLimited');
    expect(told.labels.severity).toBe('ticket');
  }, 120_000);

  test('that the server is gone', async () => {
    await load.server.stop('SIGKILL');
    const told = await toldOf('page', 'TonearmDown');
    expect(told.annotations.summary).toBe(`Prometheus cannot scrape ${load.target}.`);
  }, 60_000);

  async function waitForAnswer(): Promise<void> {
    const giveUpAt = performance.now() + patienceMs;
    while ((await askForAnotherAlbum()).isError) {
      if (performance.now() > giveUpAt) throw new Error('Spotify is never asked again');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
});
