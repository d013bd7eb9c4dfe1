import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { expect, test } from 'vitest';
import { readCode, readExample } from '../packages/readme.js';

const readme = readFileSync(new URL('../../packages/cache/README.md', import.meta.url), 'utf8');

/** Asks once the connection is there, and says where the answer was. */
const ask = `
  await new Promise((resolve) => client.once('ready', resolve));
  const { value, from } = await cache.answer({
    ...{ scope: { kind: 'public' }, key: 'k', freshForMs: 60_000 },
    load: async () => process.pid,
  });
  await cache.idle();
  console.log(JSON.stringify({ value, from, pid: process.pid }));
  cache.close();
  client.disconnect();`;

/** What a process says that begins like the example for several processes; needs a build. */
async function asked(url: string): Promise<{ readonly value: number; readonly from: string; readonly pid: number }> {
  const { code = '' } = readExample(readme, 'js') ?? {};
  const [address, place] = ["'redis://127.0.0.1'", 'shared: { '];
  expect(code).toContain(address);
  expect(code).toContain(place);
  // However busy the machine is: how long a question may take is not what is tested here.
  const patient = code.replace(address, JSON.stringify(url)).replace(place, `${place}timeoutMs: 20_000, `);
  const words = ['--input-type=module', '--eval', `${patient}\n${ask}`];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: import.meta.dirname });
  return JSON.parse(stdout);
}

test.skipIf(servicesAreOff)(
  'what a process keeps that begins as the README says, the next one has without a load',
  async () => {
    const redis = await startRedis();
    const [first, second] = [await asked(redis.url), await asked(redis.url)];
    expect(first).toEqual({ value: first.pid, from: 'load', pid: first.pid });
    expect(second).toMatchObject({ value: first.pid, from: 'shared' });
    await redis.stop();
  },
);

test('the example for many values at once prints what the README says', async () => {
  const code = readCode(readme, 'ts').find((text) => text.includes('getOrLoadMany')) ?? '';
  const output = readCode(readme, 'text').find((text) => text.includes('ids=')) ?? '';
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: import.meta.dirname });
  expect(output).not.toBe('');
  expect(stdout).toBe(output);
});
