import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const script = fileURLToPath(new URL('./demo.ts', import.meta.url));

function runDemo(
  environment: Record<string, string> = {},
  words: readonly string[] = ['--once'],
): Promise<{ code: number; lines: readonly string[] }> {
  const env = { ...process.env, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], { env }, (error, output) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, lines: output.split('\n') }),
    );
  });
}

test('the demo shows every step in a line, with its time, and ends by itself', async () => {
  const { code, lines } = await runDemo();
  const steps = lines.filter((line) => /^[✓✗]/.test(line));
  expect(steps).toHaveLength(10);
  for (const step of steps) expect(step).toMatch(/^✓ .+ {2}\d+ ms$/);
  expect(code).toBe(0);
});

test('the demo stops at a step that fails, and says so by its exit code too', async () => {
  const { code, lines } = await runDemo({ TONEARM_TOOLSETS: 'catalog' });
  expect(lines.filter((line) => /^[✓✗]/.test(line)).map((line) => line[0])).toEqual(['✓', '✓', '✓', '✗']);
  expect(lines.find((line) => line.startsWith('✗'))).toContain('Unknown tool "list_devices"');
  expect(code).toBe(1);
});

test('the demo passes on what the server says when it does not start', async () => {
  const { code, lines } = await runDemo({ TONEARM_LOG_LEVEL: 'loud' });
  expect(lines.find((line) => line.startsWith('✗'))).toContain('TONEARM_LOG_LEVEL has a value that it cannot have');
  expect(code).toBe(1);
});

test('the demo does nothing for a flag that it does not know, rather than wait where nobody expects it', async () => {
  expect(await runDemo({ CI: 'true' }, ['--onec'])).toEqual({ code: 2, lines: [''] });
});
