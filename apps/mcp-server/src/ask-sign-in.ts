import { inputRequired, inputResponse, type Server, type ServerContext } from '@modelcontextprotocol/server';
import { ToolError } from '@tonearm/tools';
import { elicitationOf, InputNeeded } from './ask-person.js';
import type { SignInLink } from './sign-in-link.js';

const key = 'sign_in';
/** How long a call waits for a person who said that they would sign in; shorter than the patience of most clients. */
const waitMs = 45_000;

/**
 * Gets the person to sign in when a call needs it: through a link that their client opens, where it can. Resolves when they
 * have; the call can then be tried again. Throws what the call is to be answered with otherwise.
 */
export function signInAsker(server: Server, context: ServerContext, link: SignInLink): () => Promise<void> {
  return async () => {
    const { mcpReq } = context;
    const answer = inputResponse(mcpReq.inputResponses, key);
    if (answer.kind === 'elicit') {
      if (answer.action !== 'accept') {
        throw new ToolError('authentication', 'The person did not want to sign in.', 'Ask what they want instead.');
      }
      const signal = AbortSignal.any([mcpReq.signal, AbortSignal.timeout(waitMs)]);
      if (await link.finished(signal)) return;
      mcpReq.signal.throwIfAborted();
    }
    const url = await link.open();
    if (answer.kind !== 'elicit' && elicitationOf(server, context)?.url !== undefined) {
      throw new InputNeeded(
        inputRequired({
          requestState: key,
          inputRequests: {
            [key]: inputRequired.elicitUrl({ message: 'Sign in to Spotify, so that your assistant can use it.', url }),
          },
        }),
      );
    }
    throw new ToolError(
      'authentication',
      'Nobody has signed in to Spotify, or the sign-in has ended.',
      `Ask the person to open this address in a browser on the machine of this server, to agree there, and then call again: ${url} (or to run tonearm-mcp auth or tonearm login).`,
    );
  };
}
