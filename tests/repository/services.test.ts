import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, servicesAreOff, startRedis, startService } from '@tonearm/tooling/services';
import { expect, onTestFinished, test, vi } from 'vitest';

test.skipIf(servicesAreOff)('starts a real Redis, and ends it', async () => {
  const redis = await startRedis({ arguments: ['--maxmemory', '3mb'] });
  expect(await ask(redis.port, 'CONFIG GET maxmemory\r\n')).toContain(String(3 * 1024 * 1024));
  await redis.stop();
  await expect(ask(redis.port, 'PING\r\n')).rejects.toThrow('ECONNREFUSED');
});

test.skipIf(servicesAreOff)('leaves no Redis behind when the process that started it is killed', async () => {
  const script = `
    import { startRedis } from '@tonearm/tooling/services';
    const { port } = await startRedis();
    process.send(port);
    setInterval(() => {}, 1_000);`;
  const starter = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = await once(starter, 'message');
  expect(await ask(port, 'PING\r\n')).toContain('PONG');
  starter.kill('SIGKILL');
  await expect.poll(() => ask(port, 'PING\r\n').catch((error) => error.code), { timeout: 30_000 }).toBe('ECONNREFUSED');
});

test.skipIf(servicesAreOff)('tells what a program said that ended at its start', async () => {
  const start = startService({ program: 'redis-server', arguments: () => ['--no-such-setting', 'x'] });
  await expect(start).rejects.toThrow(/redis-server ended at the start:.*no-such-setting/s);
});

test('says how to get a program that is missing', () => {
  // @ts-expect-error: a name that is not in the list.
  expect(() => findProgram('no-such-program')).toThrow(/no-such-program is missing: run node scripts\/services.mjs/);
});

test('takes a browser that the machine has under its maker’s name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'programs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'google-chrome'), '', { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(findProgram('chromium').path).toBe(join(folder, 'google-chrome'));
});

/** One command and the first answer to it, in Redis's inline form. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(command));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
    socket.once('error', reject);
    // Whoever is killed after it took the connection says nothing more.
    socket.once('close', () => reject(new Error('closed without an answer')));
  });
}
