import { type HttpService, servicesAreOff, startAlertmanager } from '@tonearm/tooling/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertmanagerConfiguration } from './stage/configuration.ts';
import { startWebhook, type Webhook } from './stage/webhook.ts';

type Labels = Readonly<Record<string, string>>;

/** What a real Alertmanager with the committed rules keeps to itself, because something larger says it already. */
describe.skipIf(servicesAreOff)('what is explained by something larger', () => {
  let webhook: Webhook;
  let alertmanager: HttpService;
  beforeAll(async () => {
    webhook = await startWebhook();
    alertmanager = await startAlertmanager(alertmanagerConfiguration(webhook.url));
  }, 60_000);
  afterAll(async () => {
    await alertmanager?.stop();
    webhook?.close();
  });

  async function send(...alerts: readonly Labels[]): Promise<void> {
    const body = JSON.stringify(alerts.map((labels) => ({ labels, annotations: { summary: labels.alertname } })));
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(new URL('/api/v2/alerts', alertmanager.url), { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  }

  /** Whether somebody has been told of an alert with these labels. */
  const wasTold = (receiver: string, labels: Labels): boolean =>
    webhook.told(receiver).some((told) => Object.entries(labels).every(([name, value]) => told.labels[name] === value));
  const toldOf = (receiver: string, labels: Labels): Promise<void> =>
    expect.poll(() => wasTold(receiver, labels), { timeout: 20_000 }).toBe(true);

  /** What Alertmanager itself says of an alert. */
  async function stateOf(labels: Labels): Promise<string | undefined> {
    const answer = await fetch(new URL('/api/v2/alerts', alertmanager.url));
    const all = (await answer.json()) as readonly { labels: Labels; status: { state: string } }[];
    const found = all.find((each) => Object.entries(labels).every(([name, value]) => each.labels[name] === value));
    return found?.status.state;
  }

  test('is not said of a server that is gone, and is said of another', async () => {
    const down = { alertname: 'TonearmDown', severity: 'page', instance: 'gone' };
    const [explained, other] = ['gone', 'here'].map((instance) => ({
      ...{ alertname: 'TonearmNotReady', severity: 'page', instance },
    }));
    if (explained === undefined || other === undefined) return expect.unreachable();
    await send(down);
    await toldOf('page', down);
    const foreign = { alertname: 'DiskFull', severity: 'page', instance: 'gone' };
    await send(explained, other, foreign);
    await toldOf('page', other);
    await toldOf('page', foreign);
    await toldOf('webhook', other);
    expect(await stateOf(explained)).toBe('suppressed');
    expect(await stateOf(other)).toBe('active');
    expect([wasTold('page', explained), wasTold('webhook', explained)]).toEqual([false, false]);
  }, 60_000);

  test('is not said of a budget that burns slowly while it burns fast, and is said of another budget', async () => {
    const fast = { alertname: 'TonearmAvailabilityBudgetBurnFast', severity: 'page', sloth_slo: 'availability' };
    const slow = { alertname: 'TonearmAvailabilityBudgetBurnSlow', severity: 'ticket', sloth_slo: 'availability' };
    const other = { alertname: 'TonearmLatencyBudgetBurnSlow', severity: 'ticket', sloth_slo: 'latency' };
    const unrelated = { alertname: 'TonearmQuotaUsedUp', severity: 'ticket', bucket: 'search' };
    await send(fast);
    await toldOf('page', fast);
    await send(slow, other, unrelated);
    await toldOf('ticket', other);
    await toldOf('ticket', unrelated);
    expect(await stateOf(slow)).toBe('suppressed');
    expect(wasTold('ticket', slow)).toBe(false);
  }, 60_000);
});
