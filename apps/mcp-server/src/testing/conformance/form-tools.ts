import { type InputRequest, inputRequired } from '@modelcontextprotocol/server';
import { type FixtureTool, text } from './fixture-tool.js';

type Form = Parameters<typeof inputRequired.elicit>[0]['requestedSchema'];

/** Asks once, with what the arguments say, and says the answer back. */
const asksOnce = (name: string, question: (input: Readonly<Record<string, unknown>>) => InputRequest): FixtureTool => ({
  name,
  run({ mcpReq }, input) {
    const { answer } = mcpReq.inputResponses ?? {};
    return answer === undefined
      ? inputRequired({ inputRequests: { answer: question(input) } })
      : text(`The client answered: ${JSON.stringify(answer)}`);
  },
});

const form = (message: string, requestedSchema: Form): InputRequest =>
  inputRequired.elicit({ message, requestedSchema });

const withDefaults: Form = {
  type: 'object',
  properties: {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
};

const options = ['option1', 'option2', 'option3'];
const titled = (...words: readonly string[]) => words.map((title, index) => ({ const: `value${index + 1}`, title }));

const ofChoices: Form = {
  type: 'object',
  properties: {
    untitledSingle: { type: 'string', enum: options },
    titledSingle: { type: 'string', oneOf: titled('First Option', 'Second Option', 'Third Option') },
    legacyEnum: {
      type: 'string',
      enum: ['opt1', 'opt2', 'opt3'],
      enumNames: ['Option One', 'Option Two', 'Option Three'],
    },
    untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
    titledMulti: { type: 'array', items: { anyOf: titled('First Choice', 'Second Choice', 'Third Choice') } },
  },
};

/** Tools that ask a client of 2025 in the middle of a call: for a sample of its model, and for forms of every kind. */
export const formTools: readonly FixtureTool[] = [
  asksOnce('test_sampling', ({ prompt }) =>
    inputRequired.createMessage({
      messages: [{ role: 'user', content: { type: 'text', text: String(prompt) } }],
      maxTokens: 100,
    }),
  ),
  asksOnce('test_elicitation', ({ message }) =>
    form(String(message), {
      type: 'object',
      properties: { username: { type: 'string' }, email: { type: 'string' } },
      required: ['username', 'email'],
    }),
  ),
  asksOnce('test_elicitation_sep1034_defaults', () => form('Is this right?', withDefaults)),
  asksOnce('test_elicitation_sep1330_enums', () => form('Choose.', ofChoices)),
];
