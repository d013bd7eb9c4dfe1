import { createHmac, randomBytes } from 'node:crypto';
import {
  acceptedContent,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { clientCapabilities } from './client-capabilities.js';
import { type FixtureTool, text } from './fixture-tool.js';

const form = (message: string, field: string): InputRequest =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [field]: { type: 'string' } }, required: [field] },
  });
const pleaseConfirm = inputRequired.elicit({
  message: 'Please confirm',
  requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
});
const sample = (words: string, maxTokens = 100): InputRequest =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: words } }], maxTokens });

const key = randomBytes(32);
const seal = (state: string): string => `${state}.${createHmac('sha256', key).update(state).digest('hex')}`;

/** What was sealed; a state that was changed on its way is refused. */
function unseal({ mcpReq }: ServerContext): string {
  const sealed = mcpReq.requestState<string>() ?? '';
  const state = sealed.slice(0, sealed.lastIndexOf('.'));
  if (seal(state) === sealed) return state;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The request state is not the one that was given.');
}

/** The response under a name, whatever kind it is; undefined when it is missing or no object. */
function responseTo({ mcpReq }: ServerContext, name: string): Readonly<Record<string, unknown>> | undefined {
  const response = mcpReq.inputResponses?.[name];
  return typeof response === 'object' && response !== null ? { ...response } : undefined;
}

const ask = (inputRequests: Record<string, InputRequest>, requestState?: string): InputRequiredResult =>
  inputRequired({ inputRequests, ...(requestState !== undefined && { requestState }) });

/** Asks for something in a form, and says it back. */
const named = (name: string): FixtureTool => ({
  name,
  run(context) {
    const content = acceptedContent(context.mcpReq.inputResponses, 'user_name');
    return content === undefined
      ? ask({ user_name: form('What is your name?', 'name') })
      : text(`Hello, ${content.name}!`);
  },
});

/** Tools that need more than their arguments: in one round, in several, with a state that must not be changed. */
export const askingTools: readonly FixtureTool[] = [
  named('test_input_required_result_elicitation'),
  named('test_streaming_elicitation'),
  {
    name: 'test_input_required_result_sampling',
    run(context) {
      const response = responseTo(context, 'capital_question');
      if (response === undefined) return ask({ capital_question: sample('What is the capital of France?') });
      return text(JSON.stringify(response.content));
    },
  },
  {
    name: 'test_input_required_result_list_roots',
    run(context) {
      const response = responseTo(context, 'client_roots');
      return response === undefined
        ? ask({ client_roots: inputRequired.listRoots() })
        : text(`Roots: ${JSON.stringify(response.roots)}`);
    },
  },
  {
    name: 'test_input_required_result_request_state',
    run(context) {
      if (responseTo(context, 'confirm') === undefined) {
        return ask({ confirm: pleaseConfirm }, seal('confirm'));
      }
      return text(unseal(context) === 'confirm' ? 'state-ok' : 'another state');
    },
  },
  {
    name: 'test_input_required_result_tampered_state',
    run(context) {
      if (context.mcpReq.requestState() === undefined) {
        return ask({ confirm: pleaseConfirm }, seal('tampered'));
      }
      return text(unseal(context));
    },
  },
  {
    name: 'test_input_required_result_multiple_inputs',
    run(context) {
      const names = ['user_name', 'greeting', 'client_roots'];
      if (names.every((name) => responseTo(context, name) !== undefined)) return text(`All there: ${unseal(context)}`);
      const requests = {
        user_name: form('What is your name?', 'name'),
        greeting: sample('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      };
      return ask(requests, seal('several'));
    },
  },
  {
    name: 'test_input_required_result_multi_round',
    run(context) {
      if (context.mcpReq.requestState() === undefined) {
        return ask({ step1: form('Step 1: What is your name?', 'name') }, seal('round 1'));
      }
      const round = unseal(context);
      if (round === 'round 1') {
        return ask({ step2: form('Step 2: What is your favorite color?', 'color') }, seal('round 2'));
      }
      return text('Both rounds are done.');
    },
  },
  {
    name: 'test_input_required_result_capabilities',
    run(context) {
      const { elicitation, sampling } = clientCapabilities(context);
      const requests: Record<string, InputRequest> = {
        ...(elicitation !== undefined && { user_name: form('What is your name?', 'name') }),
        ...(sampling !== undefined && { greeting: sample('Generate a greeting') }),
      };
      const isAnswered = Object.keys(requests).every((name) => responseTo(context, name) !== undefined);
      return isAnswered ? text('Nothing more is needed.') : ask(requests);
    },
  },
];
