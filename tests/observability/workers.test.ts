import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { aggregateMetrics, gatherMetrics, renderMetrics, serveMetrics } from '@tonearm/metrics';
import { expect, onTestFinished, test } from 'vitest';

const script = fileURLToPath(new URL('./counting-worker.mjs', import.meta.url));

test('one scrape shows what several processes counted together, also after one of them has died', async () => {
  // The workers run as they are published: from the build, and not on the sources as this test does.
  const workers = [1, 2, 3].map((count) => fork(script, [String(count)], { execArgv: [] }));
  onTestFinished(() => {
    for (const worker of workers) worker.kill();
  });
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const server = await serveMetrics(
    { text: async (format) => renderMetrics(aggregateMetrics(await gatherMetrics(workers)), format) },
    { port: 0 },
  );
  onTestFinished(() => server.close());
  const scrape = async (): Promise<string> => (await fetch(server.url)).text();
  expect(await scrape()).toContain('calls_total 6');
  const last = workers[2] ?? expect.unreachable();
  last.kill('SIGKILL');
  await once(last, 'exit');
  expect(await scrape()).toContain('calls_total 3');
});
