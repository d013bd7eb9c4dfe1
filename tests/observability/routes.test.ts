import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../repository/tree.ts';
import { runProgram } from './run-program.ts';

const configuration = join(root, 'deploy/observability/alertmanager/alertmanager.yml');

describe.skipIf(servicesAreOff)('Alertmanager', () => {
  test('accepts its configuration', async () => {
    const { exitCode, output } = await runProgram('amtool', ['check-config', configuration]);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0, output: expect.stringContaining('3 receivers') });
  });

  test.each([
    ['a page', ['severity=page'], 'webhook,page'],
    ['a ticket', ['severity=ticket'], 'webhook,ticket'],
    ['an alert that nobody gave a severity', ['alertname=Other'], 'ticket'],
  ])('tells %s to those who must hear of it', async (_what, labels, receivers) => {
    const test = ['config', 'routes', 'test', `--config.file=${configuration}`];
    expect(await runProgram('amtool', [...test, `--verify.receivers=${receivers}`, ...labels])).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining(receivers),
    });
    expect((await runProgram('amtool', [...test, '--verify.receivers=nobody', ...labels])).exitCode).not.toBe(0);
  });
});

/** What Alertmanager takes for a secret; each can also be read from a file, with `_file` behind its name. */
const secretFields = new Set([
  ...['api_url', 'routing_key', 'service_key', 'auth_password', 'auth_secret', 'password', 'credentials'],
  ...['bearer_token', 'client_secret', 'smtp_auth_password', 'slack_api_url', 'opsgenie_api_key', 'api_key', 'token'],
]);

/** Every field of a configuration with its text, wherever it is. */
function fieldsOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[name, inner] as const, ...fieldsOf(inner)]);
}

test('the configuration of Alertmanager holds no secret, only the files that do', () => {
  const fields = fieldsOf(parse(readFileSync(configuration, 'utf8')));
  expect(fields.filter(([name]) => secretFields.has(name))).toEqual([]);
  const files = new Set(fields.flatMap(([name, value]) => (name.endsWith('_file') ? [String(value)] : [])));
  const named = ['slack_webhook_url', 'pagerduty_routing_key', 'smtp_password', 'webhook_token'];
  expect([...files].sort()).toEqual(named.map((name) => `/run/secrets/${name}`).sort());
  const page = readFileSync(join(root, 'deploy/compose/README.md'), 'utf8');
  for (const name of named) expect(page).toContain(`\`${name}\``);
});
