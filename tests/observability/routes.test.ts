import { join } from 'node:path';
import { servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test } from 'vitest';
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

  test('has no secret in its configuration, only the files that hold them', async () => {
    const { output } = await runProgram('amtool', ['config', 'routes', 'show', `--config.file=${configuration}`]);
    expect(output).toContain('receiver: page');
  });
});
