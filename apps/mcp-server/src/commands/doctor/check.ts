import type { DoctorCommand } from '../../command.js';
import type { Terminal } from '../terminal.js';

/** What came of one check. */
export interface Finding {
  /** `warning`: it works, but not as well or not for long; `skipped`: there is nothing to look at. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  /** What to do about it. */
  readonly next?: string;
}

/** One thing that the doctor looks at. */
export interface Check {
  readonly name: string;
  /** Never rejects for what it looks for; whatever else it throws counts as a failure. */
  look(command: DoctorCommand, terminal: Terminal): Promise<Finding> | Finding;
}

export const ok = (message: string): Finding => ({ status: 'ok', message });
export const skipped = (message: string): Finding => ({ status: 'skipped', message });
export const warning = (message: string, next: string): Finding => ({ status: 'warning', message, next });
export const failed = (message: string, next: string): Finding => ({ status: 'failed', message, next });
