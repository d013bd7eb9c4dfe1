import { json, type Reply } from '../http/reply.js';

/** A refusal of the token endpoint. */
export class OAuthProblem extends Error {
  readonly code: string;
  readonly description: string | undefined;

  constructor(code: string, description?: string) {
    super(description ?? code);
    this.name = 'OAuthProblem';
    this.code = code;
    this.description = description;
  }

  /** Every refusal has the status 400. */
  reply(): Reply {
    const description = this.description === undefined ? {} : { error_description: this.description };
    return json({ error: this.code, ...description }, 400, { 'cache-control': 'no-store' });
  }
}

/** Makes a refusal. */
export function oauthProblem(code: string, description?: string): OAuthProblem {
  return new OAuthProblem(code, description);
}
