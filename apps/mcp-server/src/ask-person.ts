import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { PersonsAnswer } from '@tonearm/tools';

const key = 'confirm';

/** Thrown to leave a call until the person has answered; the client then repeats the call with the answer. */
export class InputNeeded extends Error {
  override readonly name = 'InputNeeded';
  constructor(readonly result: InputRequiredResult) {
    super('The person is asked.');
  }
}

/**
 * Asks the person a yes-or-no question through the client's form. The call runs again when the answer is there, so the
 * question comes back with it: an answer to another question than the one that now arises does not count.
 */
export function personAsker(server: Server, context: ServerContext): (question: string) => Promise<PersonsAnswer> {
  return async (question) => {
    const { mcpReq } = context;
    const answer = inputResponse(mcpReq.inputResponses, key);
    if (answer.kind === 'elicit' && mcpReq.requestState() === question) {
      return answer.action === 'accept' && answer.content?.[key] === true ? 'yes' : 'no';
    }
    if (!canAsk(server, context)) return 'nobody_to_ask';
    throw new InputNeeded(
      inputRequired({
        requestState: question,
        inputRequests: {
          [key]: inputRequired.elicit({
            message: question,
            requestedSchema: {
              type: 'object',
              properties: { [key]: { type: 'boolean', title: 'Yes, do it', default: false } },
              required: [key],
            },
          }),
        },
      }),
    );
  };
}

function canAsk(server: Server, context: ServerContext): boolean {
  const elicitation = elicitationOf(server, context);
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/**
 * What the client can ask its person; nothing for a client of 2025 over HTTP that has no session: there is no channel back, and the
 * server of one request has not heard its first word.
 */
export function elicitationOf(server: Server, { mcpReq }: ServerContext): ClientCapabilities['elicitation'] {
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  const modern = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  return (modern ?? server.getClientCapabilities())?.elicitation;
}
