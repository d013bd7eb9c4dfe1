import type { DoctorCommand } from '../../command.js';
import { loadRuntime } from '../../lazy-runtime.js';
import type { Terminal } from '../terminal.js';
import { type Check, type Finding, failed } from './check.js';
import { localChecks } from './local-checks.js';
import { remoteChecks } from './remote-checks.js';

/** A finding and what was looked at. */
type Named = Finding & { readonly check: string };

const marks: Readonly<Record<Finding['status'], string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '-' };

/** `tonearm-mcp doctor`: looks at everything that must be right, and says for each what to do next. True when nothing failed. */
export async function doctor(command: DoctorCommand, terminal: Terminal): Promise<boolean> {
  const { settings, asJson } = command;
  const runtime = await loadRuntime(settings, { env: terminal.environment, fetch: terminal.fetch });
  const findings: Named[] = [];
  try {
    // One after the other: what fails first is often why the rest does.
    for (const check of [...localChecks, ...remoteChecks(runtime)]) {
      const finding = { check: check.name, ...(await look(check, command, terminal)) };
      findings.push(finding);
      if (!asJson) print(finding, terminal);
    }
  } finally {
    await runtime.close();
  }
  const isWell = findings.every(({ status }) => status !== 'failed');
  if (asJson) terminal.out(JSON.stringify({ ok: isWell, checks: findings }));
  else
    terminal.out(
      isWell ? 'Everything that must be right is right.' : 'Not everything is right: begin with the first ✗.',
    );
  return isWell;
}

async function look(check: Check, command: DoctorCommand, terminal: Terminal): Promise<Finding> {
  try {
    return await check.look(command, terminal);
  } catch (error) {
    // Only the name: a message of the system's may hold what is not for a report that people pass on.
    return failed(
      `could not be looked at (${error instanceof Error ? error.name : typeof error})`,
      'Please report it.',
    );
  }
}

function print({ check, status, message, next }: Named, terminal: Terminal): void {
  terminal.out(`${marks[status]} ${check}: ${message}`);
  if (next !== undefined) terminal.out(`    → ${next}`);
}
