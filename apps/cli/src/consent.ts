import type { Tool } from '@tonearm/tools';
import type { Command } from 'commander';
import { CommandError } from './errors.js';

/** The field by which models give consent; people say --yes. */
export const consentField = 'confirm';

/** Adds the flag by which a person agrees to what takes something away. */
export function addConsentFlag(command: Command, { effect }: Tool): void {
  if (effect === 'destroy') command.option('-y, --yes', 'do it; without this it only says what it would do');
}

/** The error of a command that waits for a yes: nothing is ever asked, so it ends and says what it would have done. */
export function withoutConsent({ effect }: Tool, output: Readonly<Record<string, unknown>>): CommandError | undefined {
  if (effect !== 'destroy' || output.outcome !== 'needs_confirmation') return undefined;
  const { summary, before, after } = output;
  const counts = typeof before === 'number' && typeof after === 'number' ? ` (${before} before, ${after} after)` : '';
  return new CommandError('needs_yes', `Not done: ${String(summary)}${counts}.`, 'If you want it, add --yes.');
}
