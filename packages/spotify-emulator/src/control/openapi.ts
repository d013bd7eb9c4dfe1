import { record, type Schema, text, whole } from '../schema/schema.js';
import type { Control } from './control.js';

const errorSchema: Schema = {
  title: 'Error',
  ...record({ error: record({ status: whole(400, 599), message: text }) }),
};

/** Describes the controls as OpenAPI 3.1. Schemas that have a name stand under it, once. */
export function describeControls(controls: readonly Control[], origin: string): object {
  const schemas: Record<string, unknown> = {};
  const refer = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(refer);
    if (typeof value !== 'object' || value === null) return value;
    const { title } = value as Schema;
    const resolved = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, refer(part)]));
    if (typeof title !== 'string') return resolved;
    schemas[title] = resolved;
    return { $ref: `#/components/schemas/${title}` };
  };
  const paths: Record<string, Record<string, object>> = {};
  for (const control of controls) {
    const [method = '', below = ''] = control.name.split(' ');
    const path = `/__emulator${below}`;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(control, refer) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Controls of the Tonearm emulator',
      version: '1',
      description:
        'What a test needs to set up and look into an emulated Spotify. It is not a part of Spotify’s own API.',
    },
    servers: [{ url: origin }],
    paths,
    components: { schemas },
  };
}

type Refer = (schema: Schema) => unknown;

function describe({ name, summary, query, body, status = 200, answer, refusals = {} }: Control, refer: Refer): object {
  const operationId = name
    .toLowerCase()
    .replace(' ', '')
    .replaceAll(/[/_.-](\w)?/g, (_, letter = '') => letter.toUpperCase());
  const refused = {
    400: 'Something in the request makes no sense.',
    403: 'A page of another host asked.',
    ...refusals,
  };
  return {
    operationId,
    summary,
    ...(query ? { parameters: Object.entries(query).map(describeParameter) } : {}),
    ...(body ? { requestBody: { content: content('application/json', refer(body)) } } : {}),
    responses: {
      [status]: {
        description: answer === undefined ? 'Done.' : 'What was asked for.',
        ...(answer === undefined ? {} : { content: answerContent(answer, refer) }),
      },
      ...Object.fromEntries(
        Object.entries(refused).map(([code, description]) => [
          code,
          { description, content: content('application/json', refer(errorSchema)) },
        ]),
      ),
    },
  };
}

function answerContent(answer: Schema | string, refer: Refer): object {
  return typeof answer === 'string' ? content(answer, { type: 'string' }) : content('application/json', refer(answer));
}

function content(type: string, schema: unknown): object {
  return { [type]: { schema } };
}

function describeParameter([name, { description, ...schema }]: readonly [string, Schema]): object {
  return { name, in: 'query', description, schema };
}
