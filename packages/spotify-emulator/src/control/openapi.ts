import type { Control } from './control.js';

/** Describes the controls as OpenAPI 3.1. */
export function describeControls(controls: readonly Control[], origin: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const control of controls) {
    const path = `/__emulator${control.path}`;
    paths[path] = { ...paths[path], [control.method.toLowerCase()]: describe(control) };
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
  };
}

function describe({ method, path, summary, query, body, status = 200 }: Control): object {
  const operationId = `${method.toLowerCase()}${path.replaceAll(/[/_-](\w)?/g, (_, letter = '') => letter.toUpperCase())}`;
  return {
    operationId,
    summary,
    ...(query ? { parameters: Object.entries(query).map(describeParameter) } : {}),
    ...(body
      ? { requestBody: { content: { 'application/json': { schema: { type: 'object', properties: body } } } } }
      : {}),
    responses: {
      [status]: { description: status === 204 ? 'Done.' : 'What was asked for.' },
      400: { description: 'Something in the request makes no sense; the message says what.' },
      403: { description: 'A page of another host asked.' },
    },
  };
}

function describeParameter([name, description]: readonly [string, string]): object {
  return { name, in: 'query', description, schema: { type: 'string' } };
}
