import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A revision whose required scenarios the official suite knows. */
export type Revision = '2026-07-28' | '2025-11-25';

/** A check that is known to fail, as `scenario:check`, and why that is right. */
export type Baseline = Readonly<Record<string, string>>;

/** How a run of the official conformance suite went. */
export interface ConformanceReport {
  /** 0 when nothing failed that the baseline does not name, and everything that it names failed. */
  readonly exitCode: number | null;
  /** Everything that did not pass, as `scenario:check`, with what the suite says of it. */
  readonly failures: Readonly<Record<string, string>>;
  readonly passed: number;
  readonly output: string;
}

// It is a program only: nothing in it can be imported by name.
const manifest = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json');
const suite = join(dirname(manifest), 'dist/index.js');

/** Runs what a revision requires against a server that listens. A stale entry of the baseline is a failure too. */
export async function runConformance(
  url: URL,
  revision: Revision,
  baseline: Baseline = {},
): Promise<ConformanceReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-conformance-'));
  try {
    const expected = join(folder, 'baseline.yaml');
    writeFileSync(
      expected,
      `server:\n${
        Object.keys(baseline)
          .map((entry) => `  - ${entry}\n`)
          .join('') || '  []\n'
      }`,
    );
    const results = join(folder, 'results');
    const words = ['server', '--url', url.href, '--requirements', revision, '-o', results];
    const child = spawn(process.execPath, [suite, ...words, '--expected-failures', expected]);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { exitCode, output, ...readResults(results) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

function readResults(folder: string): Pick<ConformanceReport, 'failures' | 'passed'> {
  const failures: Record<string, string> = {};
  let passed = 0;
  for (const run of readdirSync(folder).sort()) {
    // server-<scenario>-<time>
    const scenario = run.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
    const checks: readonly Check[] = JSON.parse(readFileSync(join(folder, run, 'checks.json'), 'utf8'));
    for (const { id, status, errorMessage = '' } of checks) {
      if (status === 'SUCCESS') passed += 1;
      else if (status === 'FAILURE' || status === 'WARNING') failures[`${scenario}:${id}`] = errorMessage;
    }
  }
  return { failures, passed };
}
