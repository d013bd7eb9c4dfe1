import { expect } from 'vitest';
import type { ToolCase } from '../tool-case.ts';

/** Tools that look at this server only. */
export const diagnosticsCases: Readonly<Record<string, ToolCase>> = {
  async diagnose_tonearm({ call }) {
    const { status, backend, circuit, up_seconds } = await call();
    expect({ status, backend, circuit }).toEqual({ status: 'healthy', backend: 'emulator', circuit: 'closed' });
    expect(up_seconds).toBeGreaterThanOrEqual(0);
  },
};
