import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HttpService, servicesAreOff, startAlertmanager } from '@tonearm/tooling/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../repository/tree.ts';
import { type Doorbells, type Ring, startDoorbells } from './stage/doorbells.ts';
import { type Mailbox, startMailbox } from './stage/mailbox.ts';

const secrets = {
  pagerduty_routing_key: 'routing-key-0123456789abcdef',
  smtp_password: 'password-of-the-mail-server',
  webhook_token: 'token-of-the-webhook',
};
const runbook = 'https://github.com/tonearm/tonearm/blob/main/docs/runbooks';

/** The committed configuration of Alertmanager, its receivers as they are: only the addresses are of this machine. */
function configuration(folder: string, http: string, mailPort: number): string {
  const text = readFileSync(join(root, 'deploy/observability/alertmanager/alertmanager.yml'), 'utf8');
  const { route, receivers, ...rest } = parse(text.replaceAll('/run/secrets/', `${folder}/`));
  const swift = (each: Record<string, unknown>): object => ({
    ...each,
    group_wait: '0s',
    group_interval: '1s',
    ...(Array.isArray(each.routes) && { routes: each.routes.map(swift) }),
  });
  const here: Readonly<Record<string, object>> = {
    pagerduty_configs: { url: `${http}/pagerduty` },
    webhook_configs: { url: `${http}/webhook` },
    // Go's mail client signs in without TLS on this machine, and nowhere else.
    email_configs: { smarthost: `127.0.0.1:${mailPort}`, require_tls: false },
  };
  return JSON.stringify({
    ...rest,
    route: swift(route),
    receivers: receivers.map((receiver: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(
        Object.entries(receiver).map(([key, ways]) => [
          key,
          Array.isArray(ways) ? ways.map((way) => ({ ...way, ...here[key] })) : ways,
        ]),
      ),
    ),
  });
}

/** Every way to tell somebody, with a real Alertmanager: what arrives, and the secret from the file with it. */
describe.skipIf(servicesAreOff)('somebody is told, with the secret of a file', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'tonearm-receivers-')), 'secrets');
  let doorbells: Doorbells;
  let mailbox: Mailbox;
  let alertmanager: HttpService;
  beforeAll(async () => {
    [doorbells, mailbox] = await Promise.all([startDoorbells(), startMailbox()]);
    // It starts before there is a single secret.
    alertmanager = await startAlertmanager(configuration(folder, doorbells.url, mailbox.port));
    mkdirSync(folder);
    const written = { ...secrets, slack_webhook_url: `${doorbells.url}/slack/T0/B0/secret-of-slack` };
    for (const [name, secret] of Object.entries(written)) writeFileSync(join(folder, name), secret);
    await Promise.all([send('TonearmDown', 'page', 'down.md'), send('TonearmRedisLost', 'ticket', 'redis-lost.md')]);
  }, 60_000);
  afterAll(async () => {
    await alertmanager?.stop();
    doorbells?.close();
    mailbox?.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  async function send(alertname: string, severity: string, page: string): Promise<void> {
    const annotations = { summary: `${alertname} in one sentence.`, runbook_url: `${runbook}/${page}` };
    const labels = { alertname, severity, instance: alertname };
    const answer = await fetch(new URL('/api/v2/alerts', alertmanager.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels, annotations }]),
    });
    expect(answer.status).toBe(200);
  }

  /** What was heard at a path about an alert. */
  async function heard(path: string, alertname: string): Promise<Ring> {
    const find = (): Ring | undefined =>
      doorbells.rings.find((ring) => ring.path.startsWith(path) && ring.body.includes(alertname));
    await expect.poll(find, { timeout: 20_000 }).toBeDefined();
    return find() ?? expect.unreachable();
  }

  test('over PagerDuty: of a page, with its runbook', async () => {
    expect(JSON.parse((await heard('/pagerduty', 'TonearmDown')).body)).toMatchObject({
      routing_key: secrets.pagerduty_routing_key,
      event_action: 'trigger',
      payload: { summary: 'TonearmDown in one sentence.', severity: 'critical' },
      links: [{ href: `${runbook}/down.md`, text: 'Runbook' }],
    });
    expect(doorbells.rings.some(({ path, body }) => path === '/pagerduty' && body.includes('RedisLost'))).toBe(false);
  }, 60_000);

  test.each([
    ['TonearmDown', 'down.md'],
    ['TonearmRedisLost', 'redis-lost.md'],
  ])(
    'over Slack: of %s',
    async (alertname, page) => {
      const { path, body } = await heard('/slack', alertname);
      expect(path).toBe('/slack/T0/B0/secret-of-slack');
      const { channel, attachments } = JSON.parse(body);
      expect(channel).toBe('#tonearm');
      expect(attachments[0].title).toBe(`${alertname} (firing)`);
      expect(attachments[0].text).toContain(`${alertname} in one sentence.\n${runbook}/${page}`);
    },
    60_000,
  );

  test('by e-mail: of a ticket, and of no page', async () => {
    const about = (alertname: string) => mailbox.letters.find(({ text }) => text.includes(alertname));
    await expect
      .poll(() => about('TonearmRedisLost'), { timeout: 20_000 })
      .toMatchObject({
        user: 'alertmanager',
        password: secrets.smtp_password,
        to: 'operators@example.org',
      });
    await heard('/pagerduty', 'TonearmDown');
    expect(about('TonearmDown')).toBeUndefined();
  }, 60_000);

  test.each(['TonearmDown', 'TonearmRedisLost'])(
    'over a webhook: of %s',
    async (alertname) => {
      const { authorization, body } = await heard('/webhook', alertname);
      expect(authorization).toBe(`Bearer ${secrets.webhook_token}`);
      expect(JSON.parse(body)).toMatchObject({ status: 'firing', receiver: 'webhook' });
    },
    60_000,
  );
});
