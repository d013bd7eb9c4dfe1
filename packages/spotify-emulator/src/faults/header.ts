import { badRequest } from '../http/problem.js';
import { checkFaultRule } from './check-rule.js';
import { faultPresets, isFaultPreset } from './presets.js';
import type { FaultRule } from './rule.js';

/** The header by which a single request asks for its own fault. */
export const faultHeader = 'x-emulator-fault';

/** Reads what a request asks for: the name of a preset, or a rule in JSON. */
export function readFaultHeader(written: string | undefined, operations: ReadonlySet<string>): readonly FaultRule[] {
  if (written === undefined) return [];
  if (isFaultPreset(written)) return faultPresets[written];
  let fields: unknown;
  try {
    fields = JSON.parse(written);
  } catch {
    fields = undefined;
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw badRequest(`${faultHeader} is a rule in JSON or one of: ${Object.keys(faultPresets).join(', ')}`);
  }
  try {
    return [checkFaultRule(fields, operations)];
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(`${faultHeader}: ${error.message}`);
    throw error;
  }
}
