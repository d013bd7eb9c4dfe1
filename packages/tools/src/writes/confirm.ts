import { createHash } from 'node:crypto';
import { UserInputError } from '../errors.js';
import type { ToolContext } from '../tool.js';

/** Something that takes away, and all that makes it this very plan and no other. */
export interface Plan {
  /** What would happen, as a person would ask it: `Remove 3 items from "Desk Hours"`. */
  readonly question: string;
  /** The facts that the plan rests on; when one of them changes, an earlier yes does not count any more. */
  readonly facts: unknown;
}

/** What came of asking. */
export type Consent = { readonly given: true } | { readonly given: false; readonly confirm: string };

/**
 * Asks before something is taken away: the person, where the client can ask; else the model, which must repeat a token.
 * The token is a digest of the plan, so it needs no memory, holds on every replica, and dies when the plan changes.
 */
export async function askFirst(
  plan: Plan,
  confirm: string | undefined,
  { ask }: Pick<ToolContext, 'ask'>,
): Promise<Consent> {
  const token = tokenOf(plan);
  if (confirm === token) return { given: true };
  if (confirm !== undefined) {
    throw new UserInputError(
      'The confirm token does not belong to what would happen now.',
      'Something changed since: call without confirm, look at the plan, and confirm that one.',
    );
  }
  const answer = await ask?.(`${plan.question}?`);
  if (answer === 'yes') return { given: true };
  if (answer === 'no')
    throw new UserInputError('The person said no; nothing was changed.', 'Ask what they want instead.');
  return { given: false, confirm: token };
}

function tokenOf(plan: Plan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 12);
}
